import { parse } from "yaml";
import type { Machine } from "./machine";
import { ready } from "./ready";

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
  "no scheduler: there is no node to place a pod on",
  "etcd is 3.6 for every version of Kubernetes, where kubeadm would install its own",
] as const;

/** Runs the first start's commands as the unit lists them, and kubeadm's phases in place of `kubeadm init`. */
export function prepareControlPlane(machine: Machine, programs: { readonly kubeadm: string }): void {
  machine.mustRun("ln", "-sf", programs.kubeadm, "/usr/bin/kubeadm");
  const commands = [...machine.read(UNIT).matchAll(/^ExecStart=(.*)$/gm)].map(([, line]) => (line ?? "").split(" "));
  if (!commands.some((command) => command.includes("init"))) throw new Error(`${UNIT} starts no cluster`);
  for (const [program = "", ...args] of commands) {
    if (program.endsWith("/systemctl")) continue;
    // A phase that the unit names runs as it stands there.
    if (program.endsWith("/kubeadm") && !args.includes("phase")) for (const phase of PHASES) initPhase(machine, phase);
    else machine.mustRun(program, ...args);
  }
}

/** One phase of `kubeadm init`. */
export function initPhase(machine: Machine, phase: readonly string[]): void {
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

const CONTROLLER_MANAGER = "kube-controller-manager";

/**
 * Starts etcd, the API server and, where its program is at hand, the controller manager with the command lines of their
 * static pods, and waits until requests are answered.
 */
export async function startControlPlane(machine: Machine, programs: Readonly<Record<string, string>>): Promise<void> {
  for (const component of ["etcd", "kube-apiserver"]) startComponent(machine, component, programs);
  await ready(machine);
  keepControllerManager(machine, programs);
}

export async function restartApiServer(machine: Machine, programs: Readonly<Record<string, string>>): Promise<void> {
  await machine.stop("kube-apiserver");
  startComponent(machine, "kube-apiserver", programs);
  await ready(machine);
  keepControllerManager(machine, programs);
}

export async function restartControllerManager(
  machine: Machine,
  programs: Readonly<Record<string, string>>,
): Promise<void> {
  await machine.stop(CONTROLLER_MANAGER);
  keepControllerManager(machine, programs);
}

/** It ends when it cannot renew its lease in time; a kubelet would start it again. */
function keepControllerManager(machine: Machine, programs: Readonly<Record<string, string>>): void {
  if (CONTROLLER_MANAGER in programs && !machine.isRunning(CONTROLLER_MANAGER))
    startComponent(machine, CONTROLLER_MANAGER, programs);
}

/** Starts the only container of a static pod, as its manifest has it now. */
export function startComponent(machine: Machine, component: string, programs: Readonly<Record<string, string>>): void {
  const [program = "", ...args] = commandOf(machine, component);
  const path = programs[program];
  if (path === undefined) throw new Error(`${component} starts ${program}, which is none of the programs here`);
  machine.start(component, [path, ...args]);
}
