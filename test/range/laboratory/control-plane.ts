import { setTimeout } from "node:timers/promises";
import { parse } from "yaml";
import type { Machine } from "./machine";

const UNIT = "/etc/systemd/system/portcullis-first-start.service";
const MANIFESTS = "/etc/kubernetes/manifests";
const CONFIGURATION = "/etc/kubernetes/portcullis/kubeadm.yaml";

/** What `kubeadm init` does, phase by phase, but for what asks a running kubelet. */
const PHASES = [
  ["certs", "all"],
  ["kubeconfig", "all"],
  ["kubeconfig", "super-admin"],
  ["kubelet-start"],
  ["etcd", "local"],
  ["control-plane", "all"],
] as const;

/** What the laboratory does otherwise than a machine would, for the report. */
export const DIFFERENCES = [
  "no kubelet: kubeadm runs its phases, and the command line of each static pod is started as it is, as a process",
  "no systemd: the commands of the units run in their order, but for systemctl",
] as const;

/** Runs the first start's commands as the unit lists them, and kubeadm's phases in place of `kubeadm init`. */
export function prepareControlPlane(machine: Machine, programs: { readonly kubeadm: string }): void {
  machine.mustRun("ln", "-sf", programs.kubeadm, "/usr/bin/kubeadm");
  const commands = [...machine.read(UNIT).matchAll(/^ExecStart=(.*)$/gm)].map(([, line]) => (line ?? "").split(" "));
  if (!commands.some((command) => command.includes("init"))) throw new Error(`${UNIT} starts no cluster`);
  for (const [program = "", ...args] of commands) {
    if (program.endsWith("/systemctl")) continue;
    if (program.endsWith("/kubeadm")) for (const phase of PHASES) initPhase(machine, phase);
    else machine.mustRun(program, ...args);
  }
}

function initPhase(machine: Machine, phase: readonly string[]): void {
  const { status, output } = machine.run("kubeadm", "init", "phase", ...phase, "--config", CONFIGURATION);
  // Without systemd it cannot start the kubelet, and says so; the files are there.
  if (status !== 0 && !phase.includes("kubelet-start"))
    throw new Error(`kubeadm init phase ${phase.join(" ")} ended with ${status}:\n${output}`);
}

/** The command line of a static pod's only container. */
function commandOf(machine: Machine, component: string): readonly string[] {
  const pod = parse(machine.read(`${MANIFESTS}/${component}.yaml`)) as {
    readonly spec: { readonly containers: readonly { readonly command: readonly string[] }[] };
  };
  const [container, ...others] = pod.spec.containers;
  if (container === undefined || others.length > 0) throw new Error(`${component} is not one container`);
  return container.command;
}

/** Starts etcd and the API server with the command lines of their static pods, and waits until requests are answered. */
export async function startControlPlane(machine: Machine, programs: Readonly<Record<string, string>>): Promise<void> {
  for (const component of ["etcd", "kube-apiserver"]) startComponent(machine, component, programs);
  await ready(machine);
}

export async function restartApiServer(machine: Machine, programs: Readonly<Record<string, string>>): Promise<void> {
  await machine.stop("kube-apiserver");
  startComponent(machine, "kube-apiserver", programs);
  await ready(machine);
}

function startComponent(machine: Machine, component: string, programs: Readonly<Record<string, string>>): void {
  const [program = "", ...args] = commandOf(machine, component);
  const path = programs[program];
  if (path === undefined) throw new Error(`${component} starts ${program}, which is none of the programs here`);
  machine.start(component, [path, ...args]);
}

const PATIENCE = 60_000;

async function ready(machine: Machine): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const { status } = machine.run(
      "curl",
      "--silent",
      "--fail",
      "--insecure",
      "--max-time",
      "5",
      "https://127.0.0.1:6443/readyz",
    );
    if (status === 0) return;
    if (!machine.isRunning("kube-apiserver") || Date.now() > until)
      throw new Error(`the API server is not ready:\n${machine.lastWordsOf("kube-apiserver")}`);
    await setTimeout(200);
  }
}
