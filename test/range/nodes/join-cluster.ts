import { setTimeout } from "node:timers/promises";
import { eventually } from "../laboratory/eventually";
import type { Machine } from "../laboratory/machine";
import type { NodeMachine } from "./node-machine";

/** Joins a machine as `portcullis-join` does: what the first one hands over, then the commands of its unit. */
export async function joinCluster(from: Machine, to: NodeMachine): Promise<void> {
  const handed = from.runWith("", "/usr/local/sbin/portcullis-hand-over", "worker", to.machine.host.name);
  const { machine } = to;
  machine.runWith(handed, "tar", "-xf", "-", "-C", "/etc/kubernetes", "--no-same-owner", "--no-same-permissions");
  const unit = machine.read("/etc/systemd/system/portcullis-first-start.service");
  const commands = [...unit.matchAll(/^ExecStart=(.*)$/gm)].map(([, line]) => (line ?? "").split(" "));
  for (const [program = "", ...args] of commands) {
    if (program.endsWith("/systemctl")) continue;
    if (!program.endsWith("/kubeadm")) {
      machine.mustRun(program, ...args);
      continue;
    }
    machine.start("kubeadm-join", [program, ...args, "--ignore-preflight-errors=all"]);
    // Without systemd it cannot start the kubelet, and waits for it.
    await eventually(
      () => machine.run("test", "-s", "/var/lib/kubelet/kubeadm-flags.env").status,
      (status) => status === 0,
      60,
    );
    await setTimeout(500);
    to.startKubelet();
    await eventually(
      () => machine.isRunning("kubeadm-join"),
      (running) => !running,
      90,
    );
    if (machine.run("test", "-s", "/etc/kubernetes/kubelet.conf").status !== 0)
      throw new Error(`${machine.host.name} did not join:\n${machine.lastWords()}`);
  }
}
