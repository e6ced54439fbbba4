import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { WorkloadFact } from "../../facts/workload";
import { Fields } from "../fields";
import { malformed, type ReadObject } from "./kubernetes-object";

/**
 * What the Pod Security Standard `baseline` lets containers add.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
const BASELINE_CAPABILITIES = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

/** Reads a pod, or what makes pods. */
export function readWorkload(object: ReadObject): readonly (WorkloadFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const pod = podSpecOf(object.kind, Fields.of(object.content, "", complaints));
  const containers = ["containers", "initContainers", "ephemeralContainers"].flatMap((list) => pod.list(list));
  if (pod.list("containers").length === 0) complaints.push("there is no pod with a container in it");
  const podWindows = pod.fields("securityContext").fields("windowsOptions").flag("hostProcess") === true;

  const workload: WorkloadFact = {
    kind: "workload",
    place: object.place,
    ours: object.ours,
    hostNetwork: pod.flag("hostNetwork") ?? false,
    hostPorts: containers
      .flatMap((container) => container.list("ports"))
      .map((port) => port.integer("hostPort") ?? 0)
      .filter((port) => port !== 0),
    privileged: [
      ...(podWindows ? ["all containers (hostProcess)"] : []),
      ...containers.filter(isPrivileged).map((container) => container.text("name") ?? "a container without a name"),
    ],
    hostPaths: pod
      .list("volumes")
      .filter((volume) => volume.has("hostPath"))
      .map((volume) => volume.fields("hostPath").text("path") ?? ""),
    readOnlyHostPaths: readOnlyHostPaths(pod, containers),
    hostNamespaces: [
      ...(pod.flag("hostPID") === true ? ["PID"] : []),
      ...(pod.flag("hostIPC") === true ? ["IPC"] : []),
    ],
    capabilities: containers
      .flatMap((container) => container.fields("securityContext").fields("capabilities").texts("add"))
      .filter((capability) => !BASELINE_CAPABILITIES.includes(capability)),
  };
  return complaints.length === 0
    ? [workload]
    : [workload, malformed(object.place, object.ours, [...new Set(complaints)])];
}

/** Where the pod stands in an object that makes pods. */
export function podSpecOf(kind: string, object: Fields): Fields {
  switch (kind) {
    case "Pod":
      return object.fields("spec");
    case "PodTemplate":
      return object.fields("template").fields("spec");
    case "CronJob":
      return object.fields("spec").fields("jobTemplate").fields("spec").fields("template").fields("spec");
    default:
      return object.fields("spec").fields("template").fields("spec");
  }
}

/** Two volumes can be of one path: each of them must be read-only. */
function readOnlyHostPaths(pod: Fields, containers: readonly Fields[]): readonly string[] {
  const volumes = pod
    .list("volumes")
    .filter((volume) => volume.has("hostPath"))
    .map((volume) => ({
      path: volume.fields("hostPath").text("path") ?? "",
      readOnly: isReadOnly(volume.text("name") ?? "", containers),
    }));
  const writable = new Set(volumes.filter(({ readOnly }) => !readOnly).map(({ path }) => path));
  return volumes.map(({ path }) => path).filter((path) => !writable.has(path));
}

function isReadOnly(volume: string, containers: readonly Fields[]): boolean {
  return containers
    .flatMap((container) => container.list("volumeMounts"))
    .filter((mount) => mount.text("name") === volume)
    .every((mount) => mount.flag("readOnly") === true);
}

function isPrivileged(container: Fields): boolean {
  const context = container.fields("securityContext");
  return context.flag("privileged") === true || context.fields("windowsOptions").flag("hostProcess") === true;
}
