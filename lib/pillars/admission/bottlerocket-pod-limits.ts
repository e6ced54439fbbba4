import type { NodeSetting } from "../../plan/node-setting";

/**
 * What Bottlerocket's kubelet demands of every pod: the part of the kubelet's limits that the image leaves open.
 *
 * @see https://bottlerocket.dev/en/os/latest/#/api/settings/kubernetes/
 */
export function bottlerocketPodLimits(): readonly NodeSetting[] {
  const setting = (name: string, value: NodeSetting["value"], why: string): NodeSetting => ({
    pillar: "admission",
    fields: ["profile.nodes"],
    name: `settings.kubernetes.${name}`,
    value,
    why,
  });
  return [
    setting("event-qps", 50, "a crashing pod cannot flood the events, and none is lost in silence"),
    setting("pod-pids-limit", 4096, "a fork bomb stays in its pod"),
    setting("seccomp-default", true, "a pod that says nothing gets the runtime's filter of system calls"),
  ];
}
