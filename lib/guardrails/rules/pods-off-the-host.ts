import type { WorkloadFact } from "../facts/workload";
import { forwarderPods } from "../fixtures/log-forwarder-pods";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn } from "../verdict";

/** Pods and what makes them, also those of a team's own. */
export const PODS_OFF_THE_HOST: Rule<"workload"> = {
  id: "pods-off-the-host",
  title: "No pod uses the network, the disks, the processes or the kernel's privileges of the machine that it runs on.",
  why: "Such a pod listens on the machine past every network policy, or is the machine, and with it every other pod there.",
  fix: "Take the named field out; traffic comes to pods by Services, and files by volumes.",
  controls: [
    "CIS-1.12 5.2.2",
    "CIS-1.12 5.2.3",
    "CIS-1.12 5.2.4",
    "CIS-1.12 5.2.5",
    "CIS-1.12 5.2.9",
    "CIS-1.12 5.2.11",
    "CIS-1.12 5.2.12",
  ],
  judges: "workload",
  reach: "exposure",
  promise: 1,
  judge(pod) {
    const found: readonly (readonly [string, readonly (string | number)[], string])[] = [
      ["hostNetwork", pod.hostNetwork ? ["true"] : [], "its ports are the machine's"],
      ["hostPort", pod.hostPorts, "the machine answers on these ports"],
      ["privileged", pod.privileged, "these containers are as good as root on the machine"],
      ["hostPath", pod.hostPaths.filter((path) => !isForForwarding(pod, path)), "it sees files of the machine"],
      ["host namespaces", pod.hostNamespaces, "it sees what else runs on the machine"],
      ["capabilities", pod.capabilities, "with these it can leave its container or change the network"],
    ];
    return failOn(
      found
        .filter(([, values]) => values.length > 0)
        .map(([name, values, message]) => ({ at: "", got: `${name}: ${values.join(", ")}`, message })),
    );
  },
  fixtures: () => ({
    pass: [
      { name: "the forwarder of records", documents: forwarderPods() },
      { name: "an ordinary Deployment", documents: deployment({}) },
      {
        name: "a port of the container alone",
        documents: deployment(
          {},
          {
            ports: [{ containerPort: 8080 }],
            securityContext: { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } },
          },
        ),
      },
    ],
    fail: [
      {
        name: "a forwarder that is not ours",
        documents: forwarderPods().map((one) => ({
          ...one,
          objects: one.objects.map((object) => ({ ...object, construct: "other" })),
        })),
        ours: ["cluster"],
      },
      {
        name: "the forwarder in another namespace",
        documents: forwarderPods({ daemonSet: { metadata: { name: "log-forwarder", namespace: "other" } } }),
      },
      {
        name: "the forwarder with what pods wrote writable",
        documents: forwarderPods({ mounts: [{ name: "pod-logs", mountPath: "/var/log/pods" }] }),
      },
      {
        name: "the forwarder with another folder of the machine",
        documents: forwarderPods({ volumes: [{ name: "pod-logs", hostPath: { path: "/var/log" } }] }),
      },
      { name: "the machine's network", documents: deployment({ hostNetwork: true }) },
      { name: "a port of the machine", documents: deployment({}, { ports: [{ containerPort: 80, hostPort: 80 }] }) },
      { name: "a privileged container", documents: deployment({}, { securityContext: { privileged: true } }) },
      {
        name: "a privileged init container",
        documents: deployment({
          initContainers: [{ name: "init", image: "i", securityContext: { privileged: true } }],
        }),
      },
      {
        name: "a path of the machine",
        documents: deployment({ volumes: [{ name: "root", hostPath: { path: "/" } }] }),
      },
      { name: "the machine's processes", documents: deployment({ hostPID: true }) },
      {
        name: "a capability to change the network",
        documents: deployment({}, { securityContext: { capabilities: { add: ["NET_ADMIN"] } } }),
      },
      {
        name: "all of it three templates deep",
        documents: manifests({
          apiVersion: "batch/v1",
          kind: "CronJob",
          metadata: { name: "night", namespace: "team" },
          spec: {
            schedule: "0 3 * * *",
            jobTemplate: {
              spec: { template: { spec: { hostNetwork: true, containers: [{ name: "c", image: "i" }] } } },
            },
          },
        }),
      },
    ],
  }),
};

/**
 * The one exception: the forwarder of records, whose namespace is held by a policy of its own, reads what pods write, and keeps what
 * waits in a folder that outlives its pod.
 */
function isForForwarding(pod: WorkloadFact, path: string): boolean {
  if (!pod.ours || pod.place.path !== "DaemonSet/portcullis-logs/log-forwarder") return false;
  if (path === "/var/log/pods") return pod.readOnlyHostPaths.includes(path);
  return path === "/var/lib/portcullis/forwarder";
}

function deployment(pod: WrittenObject, container: WrittenObject = {}) {
  const template = {
    metadata: { labels: { app: "web" } },
    spec: { containers: [{ name: "web", image: "registry.example.com/web", ...container }], ...pod },
  };
  return manifests({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "team" },
    spec: { selector: { matchLabels: { app: "web" } }, template },
  });
}
