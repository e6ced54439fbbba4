import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { EdgeClusterSpec } from "../../../lib";
import { EdgeClusterStack } from "../../../lib/profiles/edge";
import { type ApiAnswer, type ApiRequest, ask, type Endpoint } from "./api-client";
import { applyManifests, type Manifest } from "./apply";
import { LaboratoryAuthority } from "./certificates";
import { type LaboratoryCluster, manifestText } from "./cluster";
import { Issuer } from "./issuer";
import { apiServerFlags, controllerManagerFlags, K3S_TLS, readK3sConfiguration } from "./k3s-defaults";
import { makeK3sKeys } from "./k3s-keys";
import { Machine } from "./machine";
import { type Host, Network } from "./network";
import { ready } from "./ready";
import { Undo } from "./undo";
import { versionsOf } from "./versions";
import { manifestsOf, userDataOf } from "./written-files";

const CONFIGURATION = "/etc/rancher/k3s/config.yaml";
const ISSUER = { url: "https://login.example.com", address: "192.0.2.10" };
const COMPONENTS = ["etcd", "kube-apiserver", "kube-controller-manager"] as const;
type Programs = Readonly<Record<(typeof COMPONENTS)[number], string>>;

/** What the laboratory does otherwise than a shop's machine would, for the report. */
export const STORE_DIFFERENCES = [
  "no k3s, which cannot be had here: kube-apiserver and kube-controller-manager run with the arguments of the written config.yaml merged over the defaults that k3s documents",
  "the API server listens on 6443 itself, where k3s's supervisor would pass connections on to it",
  "etcd without TLS on the loopback interface in place of k3s's store; authorities and certificates made by openssl under the names that k3s gives them",
  "no kubelet, no scheduler, no kube-proxy, no flannel; no systemd",
] as const;

export interface StoreHosts {
  /** Inside the range that the description opens. */
  readonly operator: Host;
  /** In the shop, on the same wire. */
  readonly till: Host;
  /** Anywhere else. */
  readonly outsider: Host;
  readonly issuer: Host;
}

/** The example cluster `store-lyon`: the files of its user data in their places, its firewall loaded, its manifests applied. */
export class Store implements LaboratoryCluster {
  readonly reader = { groups: ["store-operators"], reads: "/api/v1/namespaces/tills/pods" };
  readonly tenant = "tills";
  readonly keys = { clientAuthority: `${K3S_TLS}/client-ca`, serviceAccounts: `${K3S_TLS}/service.key` };

  private constructor(
    readonly hosts: StoreHosts,
    readonly machine: Machine,
    readonly issuer: Issuer,
    private readonly administrator: { readonly certificate: string; readonly key: string },
    readonly endpoint: Endpoint,
    readonly folder: string,
    private readonly network: Network,
    private readonly undo: Undo,
    private readonly programs: Programs,
    readonly manifests: readonly string[],
  ) {}

  static start(programs: Programs, spec: EdgeClusterSpec): Promise<Store> {
    return Undo.unless((undo) => Store.#start(undo, programs, spec));
  }

  static async #start(undo: Undo, programs: Programs, spec: EdgeClusterSpec): Promise<Store> {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-range-"));
    undo.add(() => rmSync(folder, { recursive: true, force: true }));
    const { node, apiServerName } = spec.profile;
    const network = Network.create("192.168.7.1/24");
    undo.add(() => network.remove());
    const host = network.addMachine(node.name, node.address);
    const hosts: StoreHosts = {
      till: network.addMachine("till", "192.168.7.50"),
      operator: network.addNeighbour("operator", "10.9.0.20", "10.9.0.1"),
      outsider: network.addNeighbour("outsider", "203.0.113.10", "203.0.113.1"),
      issuer: network.addNeighbour("issuer", ISSUER.address, "192.0.2.1"),
    };
    const authority = new LaboratoryAuthority(join(folder, "authority"));
    const issuer = new Issuer(ISSUER.url, hosts.issuer, ISSUER.address, folder);
    undo.add(() => issuer.stop());
    await issuer.start(authority);

    const machine = await Machine.start(host, folder);
    undo.add(() => machine.remove());
    const [userData = ""] = userDataOf(folder, spec.name, (app) => new EdgeClusterStack(app, spec.name, { spec }));
    machine.writeFilesOf(userData);
    const names = `127.0.0.1 localhost\n${node.address} ${apiServerName}\n${ISSUER.address} login.example.com\n`;
    machine.write({ path: "/etc/hosts", content: names });
    const trusted = "/etc/ssl/certs/ca-certificates.crt";
    machine.write({ path: trusted, content: machine.read(trusted) + readFileSync(authority.certificate, "utf8") });
    machine.mustRun("nft", "-f", "/etc/portcullis/host-firewall.nft");
    const { runcmd } = parse(userData, { version: "1.1" }) as { readonly runcmd: readonly (readonly string[])[] };
    for (const [program = "", ...args] of runcmd) if (program !== "systemctl") machine.mustRun(program, ...args);
    makeK3sKeys(machine, [`DNS:${apiServerName}`, `IP:${node.address}`, "IP:127.0.0.1", "DNS:localhost"]);

    const own = (name: string) => {
      const file = join(folder, name);
      writeFileSync(file, machine.read(`${K3S_TLS}/${name}`), { mode: 0o600 });
      return file;
    };
    const endpoint = { name: apiServerName, address: node.address, port: 6443, authority: own("server-ca.crt") };
    const administrator = { certificate: own("client-admin.crt"), key: own("client-admin.key") };
    const texts = manifestsOf(folder, spec);
    const store = new Store(hosts, machine, issuer, administrator, endpoint, folder, network, undo, programs, texts);
    await store.restart();
    store.apply(texts);
    return store;
  }

  ask(request: ApiRequest, from: Host = this.hosts.operator): ApiAnswer {
    return ask(from, this.endpoint, request);
  }

  /** Asks as k3s's administrator, on the machine itself. */
  asAdministrator(request: ApiRequest): ApiAnswer {
    return this.ask({ ...request, certificate: this.administrator }, this.machine.host);
  }

  apply(manifests: readonly string[]): void {
    applyManifests(
      (request) => this.asAdministrator(request),
      manifests.map((text) => parse(text) as Manifest),
    );
  }

  manifestText(kind: string, name: string): string {
    return manifestText(this.manifests, kind, name);
  }

  on(host: Host, program: string, ...args: readonly string[]): string {
    return this.network.on(host, program, ...args);
  }

  versions(): Readonly<Record<string, string>> {
    const named = COMPONENTS.map((name) => [name, this.programs[name]]);
    return versionsOf(this.machine, { ...Object.fromEntries(named), nftables: "nft" });
  }

  /** All of it, as a restart of k3s would. */
  async restart(): Promise<void> {
    for (const component of [...COMPONENTS].reverse()) await this.machine.stop(component);
    const folder = "/var/lib/rancher/k3s/server/db/laboratory";
    this.machine.start("etcd", [this.programs.etcd, "--data-dir", folder]);
    await this.restartApiServer();
  }

  async restartApiServer(): Promise<void> {
    await this.machine.stop("kube-apiserver");
    this.machine.start("kube-apiserver", [this.programs["kube-apiserver"], ...apiServerFlags(this.#configuration())]);
    await ready(this.machine, this.administratorOnMachine);
    await this.restartControllerManager();
  }

  async restartControllerManager(): Promise<void> {
    const flags = controllerManagerFlags(this.#configuration());
    await this.machine.stop("kube-controller-manager");
    this.machine.start("kube-controller-manager", [this.programs["kube-controller-manager"], ...flags]);
  }

  remove(): Promise<void> {
    return this.undo.all();
  }

  #configuration() {
    return readK3sConfiguration(this.machine.read(CONFIGURATION));
  }

  /** Nobody without credentials is told whether it is ready. */
  private readonly administratorOnMachine = [
    "--cert",
    `${K3S_TLS}/client-admin.crt`,
    "--key",
    `${K3S_TLS}/client-admin.key`,
  ];
}
