import { type ChildProcess, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Host } from "./network";
import type { OpenLdap } from "./open-ldap";
import { signedBy } from "./signed-by";
import { end, type Names, startWithNames } from "./own-names";
import type { Plant } from "./plant";

const PAGE = join(__dirname, "..", "..", "..", "docs", "authenticating-proxy.md");

/** The blocks of the documentation in a language, in their order. */
function blocks(language: string): readonly string[] {
  const text = readFileSync(PAGE, "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map(([, block]) => block ?? "");
}

export interface ProxyPlace {
  readonly host: Host;
  readonly name: string;
  readonly address: string;
}

/** The proxy of docs/authenticating-proxy.md, with the words of that page, run by Apache httpd on a host of the laboratory. */
export class LoginProxy {
  readonly #folder: string;
  #server: ChildProcess | undefined;

  /**
   * @param weaken what is changed in the page's words first; for the twin that shows what a line is good for
   */
  constructor(
    private readonly place: ProxyPlace,
    private readonly plant: Plant,
    private readonly program: string,
    private readonly weaken: (configuration: string) => string = (same) => same,
  ) {
    // Its own account reads the program in it, which nobody else may read in a folder of the tests.
    this.#folder = mkdtempSync("/run/portcullis-proxy-");
    chmodSync(this.#folder, 0o755);
  }

  get endpoint() {
    const { name, address } = this.place;
    return { name, address, port: 443, authority: this.plant.authority.certificate };
  }

  async start(directory: OpenLdap, names: Names): Promise<void> {
    const state = join(this.#folder, "state");
    mkdirSync(state, { recursive: true, mode: 0o755 });
    const file = (name: string) => join(this.#folder, name);
    const server = this.plant.authority.serve(this.place.name);
    copyFileSync(server.certificate, file("server.crt"));
    copyFileSync(server.key, file("server.key"));
    copyFileSync(this.plant.endpoint.authority, file("cluster-ca.crt"));
    copyFileSync(this.plant.authority.certificate, file("directory-ca.crt"));
    const own = signedBy(this.plant, "front-proxy-ca", `/CN=${this.place.name}`, this.#folder);
    writeFileSync(file("proxy.pem"), readFileSync(own.certificate, "utf8") + readFileSync(own.key, "utf8"));
    writeFileSync(file("reader-password"), directory.reader.password, { mode: 0o600 });
    const [lua = ""] = blocks("lua");
    const [configuration = "", modules = ""] = blocks("apache");
    writeFileSync(file("drop-identities.lua"), lua);
    writeFileSync(file("modules.conf"), modules);
    const values = { ADDRESS: this.place.address, FOLDER: this.#folder, STATE: state };
    const placed = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(new RegExp(`^Define ${name} .*$`, "m"), `Define ${name} ${value}`),
      configuration,
    );
    const weakened = this.weaken(placed);
    if (weakened === placed && this.weaken("x") !== "x")
      throw new Error("the page does not hold what is to be taken out");
    writeFileSync(file("httpd.conf"), weakened);
    const command = [this.program, "-D", "FOREGROUND", "-f", file("httpd.conf")];
    this.#server = startWithNames(this.place.host, names, file("httpd.log"), command);
    await this.#answers();
  }

  async #answers(): Promise<void> {
    const { name, address, authority } = this.endpoint;
    const ask = ["curl", "--disable", "--noproxy", "*", "--silent", "--max-time", "5", "--cacert", authority];
    const words = [
      ...ask,
      "--resolve",
      `${name}:443:${address}`,
      "--output",
      "/dev/null",
      "--write-out",
      "%{http_code}",
    ];
    const enter = [`--net=/var/run/netns/${this.place.host.namespace}`, ...words, `https://${name}/`];
    const said = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
    for (let tries = 0; ; tries += 1) {
      const status = spawnSync("nsenter", enter, { encoding: "utf8" }).stdout;
      if (status === "401") return;
      if (tries > 100 || this.#server?.exitCode !== null) {
        const logs = ["httpd.log", join("state", "error.log")].map((name) => said(join(this.#folder, name)));
        throw new Error(`the proxy answers ${status} and not 401:\n${logs.join("\n").slice(-2000)}`);
      }
      await setTimeout(100);
    }
  }

  async stop(): Promise<void> {
    // Its own children end with it only when it is asked to.
    await end(this.#server, "SIGTERM");
    this.#server = undefined;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
