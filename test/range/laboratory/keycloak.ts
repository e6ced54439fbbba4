import { type ChildProcess, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LaboratoryAuthority } from "./certificates";
import type { Host } from "./network";
import { end, type Names, startWithNames } from "./own-names";

const PATIENCE = 240_000;

/** Keycloak on a host of the laboratory, with realms that it imports as it starts. Its state is in memory and goes with it. */
export class Keycloak {
  readonly #home: string;
  readonly #log: string;
  #server: ChildProcess | undefined;

  /**
   * @param program `kc.sh` of the distribution, which is copied: it writes into its own folder
   * @param names what it resolves, itself among them
   */
  constructor(
    private readonly program: string,
    private readonly host: Host,
    private readonly name: string,
    private readonly names: Names,
    folder: string,
  ) {
    this.#home = join(folder, "keycloak");
    this.#log = join(folder, "keycloak.log");
  }

  /**
   * @param secrets what stands in the realms as `${NAME}`
   * @param others further realms
   */
  async start(
    authority: LaboratoryAuthority,
    realm: { readonly realm: string },
    secrets: Readonly<Record<string, string>>,
    others: readonly { readonly realm: string }[] = [],
  ): Promise<void> {
    cpSync(dirname(dirname(realpathSync(this.program))), this.#home, { recursive: true });
    mkdirSync(join(this.#home, "data", "import"), { recursive: true });
    for (const each of [realm, ...others])
      writeFileSync(join(this.#home, "data", "import", `${each.realm}.json`), JSON.stringify(each), { mode: 0o600 });
    const { certificate, key } = authority.serve(this.name);
    const words = [
      "start",
      "--optimized",
      "--import-realm",
      "--cache=local",
      "--http-enabled=false",
      "--https-port=443",
    ];
    words.push(`--hostname=https://${this.name}`, `--truststore-paths=${authority.certificate}`);
    words.push(`--https-certificate-file=${certificate}`, `--https-certificate-key-file=${key}`);
    const command = [join(this.#home, "bin", "kc.sh"), ...words];
    this.#server = startWithNames(this.host, this.names, this.#log, command, {
      JAVA_OPTS_APPEND: "-Xmx512m",
      ...secrets,
    });
    for (const each of [realm, ...others]) await this.#answers(authority, each.realm);
  }

  async #answers(authority: LaboratoryAuthority, realm: string): Promise<void> {
    const resolve = ["--resolve", `${this.name}:443:${this.names[this.name]}`, "--cacert", authority.certificate];
    const url = `https://${this.name}/realms/${realm}/.well-known/openid-configuration`;
    const ask = ["curl", "--disable", "--noproxy", "*", "--silent", "--fail", "--max-time", "5", ...resolve, url];
    const until = Date.now() + PATIENCE;
    while (spawnSync("nsenter", [`--net=/var/run/netns/${this.host.namespace}`, ...ask]).status !== 0) {
      if (this.#server?.exitCode !== null || Date.now() > until)
        throw new Error(`Keycloak does not answer:\n${readFileSync(this.#log, "utf8").slice(-3000)}`);
      await setTimeout(500);
    }
  }

  version(): string {
    return /Keycloak (\d+\.\d+\.\d+)/.exec(readFileSync(this.#log, "utf8"))?.[1] ?? "unknown";
  }

  async stop(): Promise<void> {
    await end(this.#server);
    this.#server = undefined;
    rmSync(this.#home, { recursive: true, force: true });
  }
}
