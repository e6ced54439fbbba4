import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { DataCenterClusterSpec } from "../../../lib";
import { DataCenterClusterStack } from "../../../lib/profiles/data-center";
import { API_SERVER_POD, APPROVE_CERTIFICATES } from "../attacks/files";
import { type ApiAnswer, type ApiRequest, ask, type Endpoint } from "../laboratory/api-client";
import { applyManifests, type Manifest } from "../laboratory/apply";
import { LaboratoryAuthority } from "../laboratory/certificates";
import { type LaboratoryCluster, manifestText } from "../laboratory/cluster";
import { initPhase, prepareControlPlane } from "../laboratory/control-plane";
import { eventually } from "../laboratory/eventually";
import { Issuer } from "../laboratory/issuer";
import { certificateOf } from "../laboratory/kubeconfig";
import { Machine } from "../laboratory/machine";
import { type Host, Network } from "../laboratory/network";
import { ADMINISTRATORS } from "../laboratory/plant";
import { ready } from "../laboratory/ready";
import { Undo } from "../laboratory/undo";
import { versionsOf } from "../laboratory/versions";
import { manifestsOf, userDataOf } from "../laboratory/written-files";
import { imageInRegistry } from "./container-image";
import { joinCluster } from "./join-cluster";
import { kubeProxyConfiguration, startKubeProxy } from "./kube-proxy";
import { CONTROL_PLANE, ISSUER, REGISTRY, WORKER } from "./machines";
import { NodeMachine } from "./node-machine";
import { kubeletsServe, nodesReady } from "./nodes-ready";
import { serveRegistry } from "./registry";
import { systemImages } from "./system-images";

const NAMES = ["kubeadm", "kube-apiserver", "kube-controller-manager", "etcd"] as const;
const NODE_NAMES = ["kube-scheduler", "kube-proxy", "kubelet", "laboratory-pod"] as const;
export type WholePrograms = Readonly<Record<(typeof NAMES)[number] | (typeof NODE_NAMES)[number], string>>;

export interface WholeHosts {
  readonly "control-plane": Host;
  readonly worker: Host;
  readonly operator: Host;
  readonly bastion: Host;
  readonly outsider: Host;
}

/**
 * The example cluster with one worker, as whole nodes: kubelets, containerd and runc, static pods in containers, the worker
 * joined by what the first machine hands over, kube-proxy, and pods with addresses.
 */
export class WholePlant implements LaboratoryCluster {
  readonly reader = { groups: ["plant-platform"], reads: "/api/v1/namespaces" };
  readonly tenant = "telemetry";
  readonly keys = { clientAuthority: "/etc/kubernetes/pki/ca", serviceAccounts: "/etc/kubernetes/pki/sa.key" };

  private constructor(
    readonly hosts: WholeHosts,
    readonly controlPlane: NodeMachine,
    readonly worker: NodeMachine,
    readonly issuer: Issuer,
    private readonly administrator: { readonly certificate: string; readonly key: string },
    readonly endpoint: Endpoint,
    readonly folder: string,
    /** The laboratory's own image, by digest, in the only registry that the description allows. */
    readonly image: string,
    /** `user:password` of the registry, for names below `private/`. */
    readonly registryPassword: string,
    readonly manifests: readonly string[],
    private readonly network: Network,
    private readonly undo: Undo,
    private readonly programs: WholePrograms,
  ) {}

  static start(programs: WholePrograms, spec: DataCenterClusterSpec): Promise<WholePlant> {
    return Undo.unless((undo) => WholePlant.#start(undo, programs, spec));
  }

  static async #start(undo: Undo, programs: WholePrograms, spec: DataCenterClusterSpec): Promise<WholePlant> {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-range-"));
    undo.add(() => rmSync(folder, { recursive: true, force: true }));
    const network = Network.create("10.40.0.1/24");
    undo.add(() => network.remove());
    const hosts: WholeHosts = {
      "control-plane": network.addMachine(CONTROL_PLANE.name, CONTROL_PLANE.address, {
        own: "10.40.1.2",
        router: "10.40.1.1",
      }),
      worker: network.addMachine(WORKER.name, WORKER.address, { own: "10.40.2.2", router: "10.40.2.1" }),
      operator: network.addNeighbour("operator", "10.8.0.10", "10.8.0.1"),
      bastion: network.addNeighbour("bastion", "10.41.9.2", "10.41.9.1"),
      outsider: network.addNeighbour("outsider", "203.0.113.10", "203.0.113.1"),
    };
    const registry = network.addNeighbour("registry", REGISTRY.address, "192.0.2.1");
    const authority = new LaboratoryAuthority(join(folder, "authority"));
    const pod = { name: "quiet", program: programs["laboratory-pod"] };
    const image = imageInRegistry(folder, { ...pod, command: ["/usr/local/bin/laboratory-pod", "8080"] });
    const registryPassword = `telemetry:${randomBytes(12).toString("hex")}`;
    undo.add(serveRegistry(registry, authority, image.blobs, registryPassword));

    const [first = "", second = ""] = userDataOf(
      folder,
      spec.name,
      (app) => new DataCenterClusterStack(app, spec.name, { spec }),
    );
    const machineOf = async (host: Host, userData: string, pods: string) => {
      const machine = await Machine.start(host, folder);
      undo.add(() => machine.remove());
      machine.writeFilesOf(userData);
      const names = [
        "127.0.0.1 localhost",
        `${CONTROL_PLANE.address} ${spec.profile.apiServerName}`,
        `${REGISTRY.address} ${REGISTRY.name}`,
        `${ISSUER.address} login.example.com`,
      ];
      machine.write({ path: "/etc/hosts", content: `${names.join("\n")}\n` });
      const trusted = "/etc/ssl/certs/ca-certificates.crt";
      machine.write({ path: trusted, content: machine.read(trusted) + readFileSync(authority.certificate, "utf8") });
      machine.mustRun("nft", "-f", "/etc/portcullis/host-firewall.nft");
      machine.mustRun("ln", "-sf", programs.kubeadm, "/usr/bin/kubeadm");
      const node = new NodeMachine(machine, programs, pods);
      undo.add(() => node.end());
      return node;
    };
    const controlPlane = await machineOf(hosts["control-plane"], first, CONTROL_PLANE.pods);
    const { machine } = controlPlane;
    const images = systemImages(machine, programs);
    await controlPlane.startRuntime(folder, images);
    prepareControlPlane(machine, programs);
    controlPlane.startKubelet();
    await ready(machine, [], () => machine.isRunning("kubelet"));

    const own = (path: string, name: string) => {
      const file = join(folder, name);
      writeFileSync(file, machine.read(path));
      return file;
    };
    const endpoint: Endpoint = {
      name: spec.profile.apiServerName,
      address: CONTROL_PLANE.address,
      port: 6443,
      authority: own("/etc/kubernetes/pki/ca.crt", "cluster-ca.crt"),
    };
    const rootOfAll = certificateOf(machine.read("/etc/kubernetes/super-admin.conf"), folder, "super-admin");
    const administrator = certificateOf(machine.read("/etc/kubernetes/admin.conf"), folder, "admin");
    applyManifests(
      (request) => ask(hosts["control-plane"], endpoint, { ...request, certificate: rootOfAll }),
      [ADMINISTRATORS],
    );
    for (const phase of [["upload-config", "all"], ["mark-control-plane"], ["bootstrap-token", "--skip-token-print"]])
      initPhase(machine, phase);
    machine.mustRun("rm", "-f", "/etc/kubernetes/super-admin.conf");
    rmSync(rootOfAll.key);

    const worker = await machineOf(hosts.worker, second, WORKER.pods);
    await worker.startRuntime(
      folder,
      images.filter(({ name }) => name.includes("/pause:")),
    );
    await joinCluster(machine, worker);
    const issuer = new Issuer(ISSUER.url, registry, ISSUER.address, folder);
    const whole = new WholePlant(
      hosts,
      controlPlane,
      worker,
      issuer,
      administrator,
      endpoint,
      folder,
      `${REGISTRY.name}/quiet@${image.digest}`,
      registryPassword,
      manifestsOf(folder, spec),
      network,
      undo,
      programs,
    );
    network.on(hosts["control-plane"], "ip", "route", "add", WORKER.pods, "via", WORKER.address);
    network.on(hosts.worker, "ip", "route", "add", CONTROL_PLANE.pods, "via", CONTROL_PLANE.address);
    const proxy = kubeProxyConfiguration(machine);
    const kubeconfig = machine.mustRun(
      "kubeadm",
      "kubeconfig",
      "user",
      "--config",
      "/etc/kubernetes/portcullis/kubeadm.yaml",
      "--client-name",
      "system:kube-proxy",
    );
    for (const node of [controlPlane, worker]) startKubeProxy(node.machine, programs["kube-proxy"], proxy, kubeconfig);
    whole.apply(whole.manifests);
    // What the timer does, more often until both kubelets have what they wait for.
    const every = (seconds: number) => ["sh", "-c", `while :; do sh ${APPROVE_CERTIFICATES}; sleep ${seconds}; done`];
    machine.start("approve-certificates", every(3));
    await nodesReady(whole);
    await kubeletsServe(whole);
    await machine.stop("approve-certificates");
    machine.start("approve-certificates", every(15));
    return whole;
  }

  get machine(): Machine {
    return this.controlPlane.machine;
  }

  ask(request: ApiRequest, from: Host = this.hosts.operator): ApiAnswer {
    return ask(from, this.endpoint, request);
  }

  asAdministrator(request: ApiRequest): ApiAnswer {
    return this.ask({ ...request, certificate: this.administrator }, this.hosts["control-plane"]);
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

  route(change: "add" | "delete", range: string, by: string): void {
    this.network.route(change, range, by);
  }

  /** What the programs say of themselves. */
  versions(): Readonly<Record<string, string>> {
    const own = Object.entries(this.programs).filter(([name]) => name !== "laboratory-pod");
    const others = { containerd: "containerd", runc: "runc", nftables: "nft" };
    return versionsOf(this.machine, { ...Object.fromEntries(own), ...others });
  }

  async restart(): Promise<void> {
    await this.restartApiServer();
  }

  /** The kubelet starts it anew by itself once its static pod is another one; otherwise it is ended first. */
  async restartApiServer(): Promise<void> {
    const wanted = commandOf(this.machine.read(API_SERVER_POD)).slice(1);
    const running = () => this.controlPlane.commandLineOf("kube-apiserver").slice(1);
    const same = () => running().join(" ") === wanted.join(" ");
    const before = this.controlPlane.processOf("kube-apiserver");
    if (same() && before !== undefined) process.kill(before, "SIGTERM");
    const again = () => same() && this.controlPlane.processOf("kube-apiserver") !== before;
    // On a busy machine the kubelet takes its time; the old one must not be taken for the new one.
    if (!(await eventually(again, Boolean, 240))) throw new Error("the API server was not started anew as written");
    await ready(this.machine, [], () => this.machine.isRunning("kubelet"));
  }

  restartControllerManager(): Promise<void> {
    throw new Error("nothing here asks for it");
  }

  restartKubelet(): Promise<void> {
    return this.controlPlane.restartKubelet();
  }

  remove(): Promise<void> {
    return this.undo.all();
  }
}

function commandOf(pod: string): readonly string[] {
  const { spec } = parse(pod) as { readonly spec: { readonly containers: readonly { readonly command: string[] }[] } };
  return spec.containers[0]?.command ?? [];
}
