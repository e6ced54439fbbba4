import { HANDS_OVER_FIRST } from "../criteria/hands-over-first";
import { forwarderPods } from "../fixtures/log-forwarder-pods";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Pods that forward. */
export const LOG_AGENT_CONFINED: Rule<"log-agent"> = {
  id: "log-agent-confined",
  title:
    "Pods that forward run on every node with the configuration that was judged, keep what waits on the node, and may only read.",
  why: "They read what everybody's pods write, and stand outside of Pod Security to do so: whoever gets into one must find nothing more; and a node without one is where somebody would go.",
  fix: "Make them a DaemonSet that tolerates every taint; name the image by digest, drop ALL capabilities, mount no token; keep the queue in a hostPath and the certificates in a Secret.",
  controls: ["CIS-1.12 5.1.6", "CIS-1.12 5.7.3", "NIST-800-53r5 AU-9", "NIST-800-53r5 AC-6"],
  judges: "log-agent",
  reach: "ours",
  judge(agent) {
    if (agent.workload === undefined)
      return failOn([
        { at: "", got: "no pods", message: "no pods run with this configuration, so that nothing is forwarded" },
      ]);
    const faults: Fault[] = [];
    const fault = (got: string, message: string) => faults.push({ at: "", got, message });
    if (!agent.onEveryNode)
      fault(
        "some nodes",
        "it does not run on every node: it must be a DaemonSet that tolerates every taint and selects nothing",
      );
    if (!agent.startedWithIt)
      fault("other arguments", "it is not started with the configuration that was judged, and nothing else");
    if (!agent.handsOverFirst)
      fault(
        "no such argument",
        `without ${HANDS_OVER_FIRST} it notes records as read before it has them, and loses them when it is killed`,
      );
    if (!agent.files.includes("/var/log/pods/*/*/*.log"))
      fault(agent.files.join(", ") || "nothing", "what pods write is not read");
    if (!agent.isRoot)
      fault(
        "another user",
        "what pods wrote belongs to root, and is not read: runAsUser must be 0, without any of its powers",
      );
    if (!agent.stays)
      fault("priority", "when a node runs short it goes first: priorityClassName must be system-node-critical");
    for (const image of agent.movableImages) fault(image, "the image is not named by its digest");
    for (const power of agent.unconfined) fault(power, "it may do more than read");
    for (const folder of agent.lostWithPod) fault(folder, "what waits there goes with the pod, or cannot be written");
    for (const folder of agent.unseen) fault(folder, "the pod does not see it at this path, or not as what it is");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "pods that only read", documents: forwarderPods() }],
    fail: [
      { name: "a configuration that nobody runs", documents: forwarderPods({ withoutPods: true }) },
      { name: "pods without a configuration", documents: forwarderPods({ withoutConfiguration: true }) },
      { name: "a mount of no path", documents: forwarderPods({ mounts: [{ name: "state", mountPath: "" }] }) },
      {
        name: "a user who may not read",
        documents: forwarderPods({
          pod: { securityContext: { runAsUser: 1, seccompProfile: { type: "RuntimeDefault" } } },
        }),
      },
      { name: "pods that go first", documents: forwarderPods({ pod: { priorityClassName: undefined } }) },
      { name: "some nodes", documents: forwarderPods({ pod: { tolerations: [] } }) },
      { name: "nodes of one kind", documents: forwarderPods({ pod: { nodeSelector: { disk: "ssd" } } }) },
      {
        name: "another configuration",
        documents: forwarderPods({ container: { args: ["--config=/etc/other.yaml"] } }),
      },
      {
        name: "records that are noted as read too early",
        documents: forwarderPods({ container: { args: ["--config=/etc/configuration/forwarder.yaml"] } }),
      },
      { name: "another program", documents: forwarderPods({ container: { command: ["/bin/sh"] } }) },
      {
        name: "an image by tag",
        documents: forwarderPods({ container: { image: "registry.example.com/otel/collector:1" } }),
      },
      { name: "a token", documents: forwarderPods({ pod: { automountServiceAccountToken: undefined } }) },
      { name: "every system call", documents: forwarderPods({ pod: { securityContext: undefined } }) },
      {
        name: "privilege escalation",
        documents: forwarderPods({ securityContext: { allowPrivilegeEscalation: true } }),
      },
      { name: "a writable root", documents: forwarderPods({ securityContext: { readOnlyRootFilesystem: false } }) },
      {
        name: "capabilities",
        documents: forwarderPods({ securityContext: { capabilities: { drop: ["ALL"], add: ["CHOWN"] } } }),
      },
      { name: "no limits", documents: forwarderPods({ container: { resources: {} } }) },
      {
        name: "a queue that goes with the pod",
        documents: forwarderPods({ volumes: [{ name: "state", emptyDir: {} }] }),
      },
      {
        name: "a queue that cannot be written",
        documents: forwarderPods({
          mounts: [{ name: "state", mountPath: "/var/lib/portcullis/forwarder", readOnly: true }],
        }),
      },
      {
        name: "certificates of nobody",
        documents: forwarderPods({ volumes: [{ name: "certificates", emptyDir: {} }] }),
      },
      {
        name: "no records",
        documents: forwarderPods({ mounts: [{ name: "pod-logs", mountPath: "/logs", readOnly: true }] }),
      },
    ],
  }),
};
