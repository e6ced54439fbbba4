import { readdirSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { startComponent } from "./control-plane";
import type { Machine } from "./machine";

/**
 * Does, as long as something goes on, what a kubelet does with static pods: it stops a component whose manifest went away, and starts it
 * anew when the manifest is back.
 *
 * @param programs those that run; the manifests of others are passed over
 */
export async function tendStaticPods(
  machine: Machine,
  programs: Readonly<Record<string, string>>,
  goesOn: () => boolean,
): Promise<void> {
  const folder = machine.outside("/etc/kubernetes/manifests");
  const there = (component: string) => readdirSync(folder).includes(`${component}.yaml`);
  const tended = ["etcd", "kube-apiserver", "kube-controller-manager"].filter((component) => component in programs);
  while (goesOn()) {
    for (const component of tended) {
      if (!there(component)) await machine.stop(component);
      else if (!machine.isRunning(component)) startComponent(machine, component, programs);
    }
    await setTimeout(100);
  }
}
