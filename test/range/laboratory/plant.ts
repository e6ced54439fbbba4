import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { plant } from "../../../apps/fleet/clusters";
import {
  type DataCenterClusterInput,
  type DataCenterClusterSpec,
  defineCluster,
  type KubernetesVersion,
} from "../../../lib";
import { DataCenterClusterStack } from "../../../lib/profiles/data-center";
import { type ApiAnswer, type ApiRequest, ask, type Endpoint } from "./api-client";
import { applyManifests, type Manifest } from "./apply";
import { LaboratoryAuthority } from "./certificates";
import { clientCertificate } from "./client-certificate";
import { type LaboratoryCluster, manifestText } from "./cluster";
import { prepareControlPlane, restartApiServer, restartControllerManager, startControlPlane } from "./control-plane";
import { Issuer } from "./issuer";
import { certificateOf } from "./kubeconfig";
import { Machine } from "./machine";
import { type Host, Network } from "./network";
import { Undo } from "./undo";
import { versionsOf } from "./versions";
import { manifestsOf, userDataOf } from "./written-files";

const API_SERVER = "10.40.0.11";
const ISSUER = { url: "https://login.example.com", address: "192.0.2.10" };

export type PlantPrograms = Readonly<Record<"kubeadm" | "kube-apiserver" | "etcd", string>> & {
  readonly "kube-controller-manager"?: string;
};

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
export class Plant implements LaboratoryCluster {
  #platform: { readonly certificate: string; readonly key: string } | undefined;
  readonly reader = { groups: ["plant-platform"], reads: "/api/v1/namespaces" };
  readonly tenant = "telemetry";
  readonly keys = { clientAuthority: "/etc/kubernetes/pki/ca", serviceAccounts: "/etc/kubernetes/pki/sa.key" };

  private constructor(
    readonly hosts: PlantHosts,
    readonly machine: Machine,
    readonly issuer: Issuer,
    readonly administrator: { readonly certificate: string; readonly key: string },
    readonly endpoint: Endpoint,
    /** A folder of the real machine for the laboratory's own files; it goes with it. */
    readonly folder: string,
    private readonly network: Network,
    private readonly undo: Undo,
    private readonly programs: Readonly<Record<string, string>>,
    /** The objects of the cluster's chart, each as its text on disk. */
    readonly manifests: readonly string[],
    /** Who signs for the site's own servers; the machine trusts it. */
    readonly authority: LaboratoryAuthority,
  ) {}

  /**
   * @param programs the real ones, of the version that is to be shown; without a controller manager there is none
   * @param spec another description of the same machines
   * @param bring puts onto the machine, before its first start, what a team brings along
   */
  static start(
    programs: PlantPrograms,
    spec: DataCenterClusterSpec = plant,
    bring: (machine: Machine) => void = () => undefined,
  ): Promise<Plant> {
    return Undo.unless((undo) => Plant.#start(undo, programs, spec, bring));
  }

  static async #start(
    undo: Undo,
    programs: PlantPrograms,
    spec: DataCenterClusterSpec,
    bring: (machine: Machine) => void,
  ): Promise<Plant> {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-range-"));
    undo.add(() => rmSync(folder, { recursive: true, force: true }));
    const network = Network.create("10.40.0.1/24");
    undo.add(() => network.remove());
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
    undo.add(() => issuer.stop());
    await issuer.start(authority);

    const machine = await Machine.start(hosts["control-plane"], folder);
    undo.add(() => machine.remove());
    const [userData = ""] = userDataOf(
      folder,
      spec.name,
      (app) => new DataCenterClusterStack(app, spec.name, { spec }),
    );
    machine.writeFilesOf(userData);
    bring(machine);
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

    const texts = manifestsOf(folder, spec);
    const started = new Plant(
      hosts,
      machine,
      issuer,
      administrator,
      endpoint,
      folder,
      network,
      undo,
      programs,
      texts,
      authority,
    );
    started.apply(texts);
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

  /**
   * Asks as the API server asks itself, which policies on rights let pass: so that the laboratory can grant what nobody may grant.
   * Whoever holds the key of the cluster's authority can.
   */
  asPlatform(request: ApiRequest): ApiAnswer {
    this.#platform ??= clientCertificate(this, "system:apiserver", ["system:masters"]);
    return this.ask({ ...request, certificate: this.#platform }, this.hosts["control-plane"]);
  }

  /** Applies objects of manifests, as texts, in place of what they were. */
  apply(manifests: readonly string[]): void {
    applyManifests(
      (request) => this.asAdministrator(request),
      manifests.map((text) => parse(text) as Manifest),
    );
  }

  /** One object of the cluster's manifests, as its text on disk. */
  manifestText(kind: string, name: string): string {
    return manifestText(this.manifests, kind, name);
  }

  /** Runs a program in a host's network. */
  on(host: Host, program: string, ...args: readonly string[]): string {
    return this.network.on(host, program, ...args);
  }

  /** Tells the network, or tells it no more, that a range is reached by way of an address. */
  route(change: "add" | "delete", range: string, by: string): void {
    this.network.route(change, range, by);
  }

  /** Gives a host and the router's end of one of its links an IPv6 address each. */
  addIpv6(host: Host, device: string, own: string, router: string, leadsOut = true): void {
    this.network.addIpv6(host, device, own, router, leadsOut);
  }

  /** What the programs say of themselves. */
  versions(): Readonly<Record<string, string>> {
    return versionsOf(this.machine, { ...this.programs, nftables: "nft" });
  }

  async restartApiServer(): Promise<void> {
    await restartApiServer(this.machine, this.programs);
  }

  async restartControllerManager(): Promise<void> {
    await restartControllerManager(this.machine, this.programs);
  }

  /** Restarts etcd and the API server. */
  async restart(): Promise<void> {
    for (const component of ["kube-apiserver", "etcd"]) await this.machine.stop(component);
    await startControlPlane(this.machine, this.programs);
  }

  remove(): Promise<void> {
    return this.undo.all();
  }
}

/** The example's description, for another version of Kubernetes. */
export function plantOn(kubernetesVersion: KubernetesVersion): DataCenterClusterSpec {
  return defineCluster({ ...plant, kubernetesVersion } as DataCenterClusterInput);
}

/** What `kubeadm init` binds by the credential that is deleted after it. */
export const ADMINISTRATORS = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "kubeadm:cluster-admins" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "kubeadm:cluster-admins" }],
};
