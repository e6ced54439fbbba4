import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { App } from "cdktf";
import { parse } from "yaml";
import type { DataCenterClusterSpec } from "../../../lib";
import { DataCenterClusterStack } from "../../../lib/profiles/data-center";
import type { Endpoint } from "./api-client";
import { Machine } from "./machine";
import type { Host } from "./network";
import type { OpenLdap } from "./open-ldap";
import type { Plant } from "./plant";
import { signedBy } from "./signed-by";

const FOLDER = "/etc/login-proxy";
const CONFIGURATION = `${FOLDER}/httpd.conf`;
const UNIT = "/etc/systemd/system/portcullis-login-proxy.service";
const PROGRAM = "login-proxy";

/**
 * The machine of an authenticating proxy, started from what its synthesis wrote: the files of its user data in their places,
 * its firewall loaded, and what a team brings beside them. What the unit starts is started.
 */
export class LoginProxy {
  private constructor(
    readonly machine: Machine,
    readonly endpoint: Endpoint,
  ) {}

  /** @param spec the description of the plant, with the proxy's machine at the host's address */
  static async start(plant: Plant, spec: DataCenterClusterSpec, host: Host, directory: OpenLdap, names: string) {
    const machine = await Machine.start(host, plant.folder);
    const { userData, clientName, address } = writtenFor(spec, plant.folder);
    machine.writeFilesOf(userData);
    machine.write({ path: "/etc/hosts", content: `127.0.0.1 localhost\n${names}` });
    const bring = (name: string, content: string) =>
      machine.write({ path: `${FOLDER}/${name}`, permissions: "0600", content });
    const own = (path: string) => readFileSync(path, "utf8");
    const server = plant.authority.serve(clientName);
    const client = signedBy(plant, "front-proxy-ca", `/CN=${clientName}`);
    bring("server.crt", own(server.certificate));
    bring("server.key", own(server.key));
    bring("proxy.pem", own(client.certificate) + own(client.key));
    bring("cluster-ca.crt", own(plant.endpoint.authority));
    // Read with each login, by the account that serves.
    const authority = own(plant.authority.certificate);
    machine.write({ path: `${FOLDER}/directory-ca.crt`, permissions: "0644", content: authority });
    bring("reader-password", directory.reader.password);
    machine.mustRun("nft", "-f", "/etc/portcullis/host-firewall.nft");
    const [, state = ""] = /^StateDirectory=(.*)$/m.exec(machine.read(UNIT)) ?? [];
    machine.mustRun("mkdir", "-p", "-m", "0700", `/var/lib/${state}`);
    const endpoint = { name: clientName, address, port: 443, authority: plant.authority.certificate };
    const proxy = new LoginProxy(machine, endpoint);
    await proxy.#run();
    return proxy;
  }

  /** The same with a line of its configuration changed, for the twin that shows what the line is good for. */
  async weaken(from: RegExp, to: string): Promise<void> {
    const content = this.machine.read(CONFIGURATION);
    const weakened = content.replace(from, to);
    if (weakened === content) throw new Error(`${CONFIGURATION} does not hold ${from}`);
    await this.machine.stop(PROGRAM);
    this.machine.write({ path: CONFIGURATION, permissions: "0600", content: weakened });
    await this.#run();
  }

  async #run(): Promise<void> {
    const [, command = ""] = /^ExecStart=(.*)$/m.exec(this.machine.read(UNIT)) ?? [];
    this.machine.start(PROGRAM, command.split(" "));
    const { name, address } = this.endpoint;
    const ask = ["curl", "--disable", "--noproxy", "*", "--silent", "--insecure", "--max-time", "5"];
    const words = ["--resolve", `${name}:443:${address}`, "--output", "/dev/null", "--write-out", "%{http_code}"];
    for (let tries = 0; ; tries += 1) {
      const { output } = this.machine.run(ask[0] ?? "", ...ask.slice(1), ...words, `https://${name}/`);
      if (output === "401") return;
      if (tries > 100 || !this.machine.isRunning(PROGRAM))
        throw new Error(`the proxy answers ${output} and not 401:\n${this.machine.lastWordsOf(PROGRAM)}`);
      await setTimeout(100);
    }
  }

  async stop(): Promise<void> {
    await this.machine.remove();
  }
}

/** What the synthesis writes for the proxy's machine, from the document on disk. */
function writtenFor(spec: DataCenterClusterSpec, folder: string) {
  const outdir = join(folder, "proxy.out");
  const app = new App({ outdir });
  new DataCenterClusterStack(app, spec.name, { spec });
  app.synth();
  const document = JSON.parse(readFileSync(join(outdir, "stacks", spec.name, "cdk.tf.json"), "utf8"));
  const written = Object.values<{ readonly input: { readonly user_data: string } }>(document.resource.terraform_data);
  const all = written.map(({ input }) => input.user_data.replaceAll("$${", "${").replaceAll("%%{", "%{"));
  const userData = all.find((text) => text.includes(CONFIGURATION)) ?? "";
  const proxy = spec.authentication.methods.find((method) => method.method === "authenticating-proxy");
  if (parse(userData) === null || proxy?.machine === undefined) throw new Error("no machine of a proxy is written");
  return { userData, clientName: proxy.clientName, address: proxy.machine.address };
}
