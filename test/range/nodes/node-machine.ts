import { existsSync, readFileSync } from "node:fs";
import { stringify } from "yaml";
import { eventually } from "../laboratory/eventually";
import type { Machine } from "../laboratory/machine";
import { imageArchive, type OwnImage } from "./container-image";
import { ControlGroups, endProcess } from "./control-groups";
import { CONTAINERD_PATCH, CONTAINERD_PLUGINS, KUBELET_PATCH } from "./laboratory-patches";

const CONTAINERD = "/etc/containerd/config.toml";
const PATCHES = "/etc/kubernetes/laboratory-kubelet.conf.d";

/** A machine with a container runtime and a kubelet, whose pods have addresses of one range. */
export class NodeMachine {
  readonly groups: ControlGroups;

  constructor(
    readonly machine: Machine,
    private readonly programs: { readonly kubelet: string },
    private readonly podRange: string,
  ) {
    this.groups = new ControlGroups(machine.host.name);
  }

  /** Starts containerd with the written configuration, but for the laboratory's patches, and gives it images. */
  async startRuntime(folder: string, images: readonly OwnImage[]): Promise<void> {
    const { machine } = this;
    for (const path of ["/var/lib/containerd", "/var/lib/kubelet"]) machine.mountEmpty(path);
    let configuration = machine.read(CONTAINERD);
    for (const { from, to } of CONTAINERD_PATCH) {
      if (!configuration.includes(from)) throw new Error(`${CONTAINERD} does not hold ${from}`);
      configuration = configuration.replace(from, to);
    }
    machine.write({ path: CONTAINERD, content: configuration + CONTAINERD_PLUGINS });
    machine.write({
      path: "/etc/cni/net.d/10-laboratory.conflist",
      content: JSON.stringify(podNetwork(this.podRange)),
    });
    machine.mustRun("sysctl", "-qw", "net.ipv4.ip_forward=1");
    machine.start("containerd", ["containerd", "--config", CONTAINERD]);
    const listed = await eventually(
      () => machine.run("ctr", "-n", "k8s.io", "image", "ls", "-q"),
      ({ status }) => status === 0,
    );
    if (listed.status !== 0) throw new Error(`containerd does not answer:\n${machine.lastWordsOf("containerd")}`);
    for (const image of images) machine.mustRun("ctr", "-n", "k8s.io", "image", "import", imageArchive(folder, image));
  }

  /** Starts the kubelet as kubeadm's unit does, with a drop-in of the laboratory beside what kubeadm has written. */
  startKubelet(): void {
    const patch = { ...KUBELET_PATCH, cgroupRoot: this.groups.path };
    const head = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
    this.machine.write({ path: `${PATCHES}/laboratory.conf`, content: stringify({ ...head, ...patch }) });
    const flags = /KUBELET_KUBEADM_ARGS="(.*)"/.exec(this.machine.read("/var/lib/kubelet/kubeadm-flags.env"))?.[1];
    this.machine.start("kubelet", [
      this.programs.kubelet,
      "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf",
      "--kubeconfig=/etc/kubernetes/kubelet.conf",
      "--config=/var/lib/kubelet/config.yaml",
      `--config-dir=${PATCHES}`,
      ...(flags ?? "").split(" ").filter((flag) => flag !== ""),
    ]);
  }

  async restartKubelet(): Promise<void> {
    await this.machine.stop("kubelet");
    this.startKubelet();
    const { status } = await eventually(
      () => this.machine.run("curl", "--silent", "--fail", "http://127.0.0.1:10248/healthz"),
      (answer) => answer.status === 0,
    );
    if (status !== 0) throw new Error(`the kubelet does not answer:\n${this.machine.lastWordsOf("kubelet")}`);
  }

  /** The process of a container's program on this machine. */
  processOf(program: string): number | undefined {
    return this.groups.processes().find((pid) => commandLine(pid)[0]?.endsWith(program) === true);
  }

  commandLineOf(program: string): readonly string[] {
    const pid = this.processOf(program);
    return pid === undefined ? [] : commandLine(pid);
  }

  /** Ends the kubelet, then every container, then what keeps them; the machine itself is its owner's to remove. */
  async end(): Promise<void> {
    await this.machine.stop("kubelet");
    await this.machine.stop("containerd");
    this.groups.kill();
    for (const pid of this.machine.processes()) endProcess(pid);
    await eventually(
      () => this.groups.processes(),
      (left) => left.length === 0,
    );
    this.groups.remove();
  }
}

function commandLine(pid: number): readonly string[] {
  const path = `/proc/${pid}/cmdline`;
  try {
    return existsSync(path) ? readFileSync(path, "utf8").split("\0").slice(0, -1) : [];
  } catch {
    return [];
  }
}

function podNetwork(subnet: string) {
  const ipam = { type: "host-local", ranges: [[{ subnet }]], routes: [{ dst: "0.0.0.0/0" }] };
  return {
    cniVersion: "1.0.0",
    name: "laboratory",
    plugins: [{ type: "bridge", bridge: "cni0", isGateway: true, ipam }],
  };
}
