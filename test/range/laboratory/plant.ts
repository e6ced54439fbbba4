import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App as ChartApp } from "cdk8s";
import { App } from "cdktf";
import { parseAllDocuments } from "yaml";
import { plant } from "../../../apps/fleet/clusters";
import { ClusterChart } from "../../../lib/constructs/kubernetes";
import { DataCenterClusterStack } from "../../../lib/profiles/data-center";
import { type ApiAnswer, type ApiRequest, ask, type Endpoint } from "./api-client";
import { applyManifests } from "./apply";
import { LaboratoryAuthority } from "./certificates";
import { prepareControlPlane, restartApiServer, startControlPlane } from "./control-plane";
import { Issuer } from "./issuer";
import { certificateOf } from "./kubeconfig";
import { Machine } from "./machine";
import { type Host, Network } from "./network";

const API_SERVER = "10.40.0.11";
const ISSUER = { url: "https://login.example.com", address: "192.0.2.10" };

export interface PlantHosts {
  readonly "control-plane": Host;
  readonly worker: Host;
  /** Inside a range that the description opens. */
  readonly operator: Host;
  /** Inside the range that may log in by SSH. */
  readonly bastion: Host;
  /** Anywhere else. */
  readonly outsider: Host;
  readonly issuer: Host;
}

/**
 * The example cluster `plant-berlin`, started from what its synthesis wrote: the files of cp-1's user data in their
 * places, the certificates and static pods that kubeadm makes of them, its firewall loaded, its manifests applied.
 */
export class Plant {
  private constructor(
    readonly hosts: PlantHosts,
    readonly machine: Machine,
    readonly issuer: Issuer,
    readonly administrator: { readonly certificate: string; readonly key: string },
    readonly endpoint: Endpoint,
    /** A folder of the real machine for the laboratory's own files; it goes with it. */
    readonly folder: string,
    private readonly network: Network,
    private readonly programs: Readonly<Record<string, string>>,
  ) {}

  static async start(programs: Readonly<Record<"kubeadm" | "kube-apiserver" | "etcd", string>>): Promise<Plant> {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-range-"));
    const network = Network.create("10.40.0.1/24");
    const hosts: PlantHosts = {
      "control-plane": network.addMachine("cp-1", API_SERVER, { own: "10.40.1.2", router: "10.40.1.1" }),
      worker: network.addMachine("worker", "10.40.0.21"),
      operator: network.addNeighbour("operator", "10.8.0.10", "10.8.0.1"),
      bastion: network.addNeighbour("bastion", "10.41.9.2", "10.41.9.1"),
      outsider: network.addNeighbour("outsider", "203.0.113.10", "203.0.113.1"),
      issuer: network.addNeighbour("issuer", ISSUER.address, "192.0.2.1"),
    };
    const authority = new LaboratoryAuthority(join(folder, "authority"));
    const issuer = new Issuer(ISSUER.url, hosts.issuer, ISSUER.address, folder);
    await issuer.start(authority);

    const machine = await Machine.start(hosts["control-plane"], folder);
    machine.writeFilesOf(userDataOf(folder));
    // A site's own: names, and its certificate authority among those that the machine trusts.
    const names = `127.0.0.1 localhost\n${API_SERVER} ${plant.profile.apiServerName}\n${ISSUER.address} login.example.com\n`;
    machine.write({ path: "/etc/hosts", content: names });
    const trusted = "/etc/ssl/certs/ca-certificates.crt";
    machine.write({ path: trusted, content: machine.read(trusted) + readFileSync(authority.certificate, "utf8") });

    machine.mustRun("nft", "-f", "/etc/portcullis/host-firewall.nft");
    prepareControlPlane(machine, programs);
    await startControlPlane(machine, programs);

    const own = (path: string, name: string) => {
      const file = join(folder, name);
      writeFileSync(file, machine.read(path));
      return file;
    };
    const endpoint: Endpoint = {
      name: plant.profile.apiServerName,
      address: API_SERVER,
      port: 6443,
      authority: own("/etc/kubernetes/pki/ca.crt", "cluster-ca.crt"),
    };
    const rootOfAll = certificateOf(machine.read("/etc/kubernetes/super-admin.conf"), folder, "super-admin");
    const administrator = certificateOf(machine.read("/etc/kubernetes/admin.conf"), folder, "admin");
    const asRoot = (request: ApiRequest) =>
      ask(hosts["control-plane"], endpoint, { ...request, certificate: rootOfAll });
    // `kubeadm init` binds the administrators' group by this credential, which the first start then deletes.
    applyManifests(asRoot, [ADMINISTRATORS]);
    machine.mustRun("rm", "-f", "/etc/kubernetes/super-admin.conf");
    rmSync(rootOfAll.key);

    const started = new Plant(hosts, machine, issuer, administrator, endpoint, folder, network, programs);
    applyManifests((request) => started.asAdministrator(request), manifests(folder));
    return started;
  }

  /** Asks the API server from a host, the operator's unless said otherwise. */
  ask(request: ApiRequest, from: Host = this.hosts.operator): ApiAnswer {
    return ask(from, this.endpoint, request);
  }

  /** Asks as kubeadm's administrator, on the control plane itself. */
  asAdministrator(request: ApiRequest): ApiAnswer {
    return this.ask({ ...request, certificate: this.administrator }, this.hosts["control-plane"]);
  }

  /** Runs a program in a host's network. */
  on(host: Host, program: string, ...args: readonly string[]): string {
    return this.network.on(host, program, ...args);
  }

  /** Tells the network, or tells it no more, that a range is reached by way of an address. */
  route(change: "add" | "delete", range: string, by: string): void {
    this.network.route(change, range, by);
  }

  /** What the programs say of themselves. */
  versions(): Readonly<Record<string, string>> {
    const says = (name: string, ...args: readonly string[]) =>
      /v?\d+\.\d+\.\d+/.exec(this.machine.mustRun(this.programs[name] ?? "", ...args))?.[0] ?? "unknown";
    return {
      kubeadm: says("kubeadm", "version", "-o", "short"),
      "kube-apiserver": says("kube-apiserver", "--version"),
      etcd: says("etcd", "--version"),
      nftables: /v\d+\.\d+\.\d+/.exec(this.machine.mustRun("nft", "--version"))?.[0] ?? "unknown",
    };
  }

  async restartApiServer(): Promise<void> {
    await restartApiServer(this.machine, this.programs);
  }

  /** Restarts etcd and the API server. */
  async restart(): Promise<void> {
    for (const component of ["kube-apiserver", "etcd"]) await this.machine.stop(component);
    await startControlPlane(this.machine, this.programs);
  }

  async remove(): Promise<void> {
    await this.machine.remove();
    await this.issuer.stop();
    this.network.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const ADMINISTRATORS = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "kubeadm:cluster-admins" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "kubeadm:cluster-admins" }],
};

/** The user data of the only machine, from the document on disk. */
function userDataOf(folder: string): string {
  const outdir = join(folder, "cdktf.out");
  const app = new App({ outdir });
  new DataCenterClusterStack(app, plant.name, { spec: plant });
  app.synth();
  const document = JSON.parse(readFileSync(join(outdir, "stacks", plant.name, "cdk.tf.json"), "utf8"));
  const [resource] = Object.values<{ readonly input: { readonly user_data: string } }>(
    document.resource.terraform_data,
  );
  return (resource?.input.user_data ?? "").replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** The objects of the cluster's chart, from the file on disk. */
function manifests(folder: string) {
  const outdir = join(folder, "dist");
  mkdirSync(outdir);
  const app = new ChartApp({ outdir });
  new ClusterChart(app, plant.name, { spec: plant });
  app.synth();
  return parseAllDocuments(readFileSync(join(outdir, `${plant.name}.k8s.yaml`), "utf8")).map((document) =>
    document.toJS(),
  );
}
