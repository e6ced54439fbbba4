import { HANDS_OVER_FIRST } from "../../criteria/hands-over-first";
import type { Fact } from "../../facts/fact";
import type { LogAgentFact } from "../../facts/log-agent";
import type { LogForwarderFact } from "../../facts/log-forwarder";
import { Fields, isObject } from "../fields";
import { parseStrictYaml } from "../machine/strict-yaml";
import { readLogForwarder } from "../read-log-forwarder";
import { malformed, type ReadObject } from "./kubernetes-object";
import { podSpecOf } from "./read-workload";

/** Reads configurations of forwarders in ConfigMaps, and the pods that run them. */
export function readLogAgents(workloads: readonly ReadObject[], configMaps: readonly ReadObject[]): readonly Fact[] {
  const found = configMaps.flatMap((object) =>
    Object.entries(collectorsIn(object)).flatMap(([key, content]): readonly Fact[] => {
      const complaints: string[] = [];
      const place = { ...object.place, path: `${object.place.path} > ${key}` };
      const forwarder = readLogForwarder(Fields.of(content, "", complaints), place, object.ours);
      const running = workloads.filter(
        (workload) => workload.namespace === object.namespace && mounts(workload, object.name),
      );
      const agents = running.map((workload) => readAgent(workload, object, key, forwarder));
      return [
        forwarder,
        ...(complaints.length === 0 ? [] : [malformed(place, object.ours, [...new Set(complaints)])]),
        ...(agents.length === 0 ? [nobodyRuns(forwarder)] : agents),
      ];
    }),
  );
  const judged = new Set(found.flatMap((fact) => (fact.kind === "log-agent" ? [fact.workload] : [])));
  const idle = workloads.filter(
    (workload) => workload.ours && readsPodLogs(workload) && !judged.has(workload.place.path),
  );
  return [
    ...found,
    ...idle.map((workload) => ({ ...NOTHING, place: workload.place, ours: true, workload: workload.place.path })),
  ];
}

/** Whether it sees what other pods wrote, which is for forwarding alone. */
function readsPodLogs(workload: ReadObject): boolean {
  return podOf(workload)
    .list("volumes")
    .some((volume) => volume.fields("hostPath").text("path") === "/var/log/pods");
}

/** Texts that a Collector would read: what has receivers, exporters and a service. */
function collectorsIn(object: ReadObject): Readonly<Record<string, unknown>> {
  const data = object.content.data;
  if (!isObject(data)) return {};
  const found = Object.entries(data).flatMap(([key, text]) => {
    if (typeof text !== "string" || !/^(receivers|exporters|service):/m.test(text)) return [];
    const parsed = parseStrictYaml(text);
    const [content] = parsed.known ? parsed.value : [undefined];
    return [[key, content] as const];
  });
  return Object.fromEntries(found);
}

function mounts(workload: ReadObject, configMap: string): boolean {
  return podOf(workload)
    .list("volumes")
    .some((volume) => volume.fields("configMap").text("name") === configMap);
}

/** An agent of which nothing good is known. */
const NOTHING = {
  kind: "log-agent",
  onEveryNode: false,
  startedWithIt: false,
  handsOverFirst: false,
  movableImages: [],
  unconfined: [],
  lostWithPod: [],
  files: [],
  isRoot: false,
  stays: false,
  unseen: [],
} as const;

function nobodyRuns({ place, ours }: LogForwarderFact): LogAgentFact {
  return { ...NOTHING, place, ours, workload: undefined };
}

function readAgent(
  workload: ReadObject,
  configMap: ReadObject,
  key: string,
  forwarder: LogForwarderFact,
): LogAgentFact {
  const pod = podOf(workload);
  const containers = [...pod.list("containers"), ...pod.list("initContainers")];
  const volumes = new Map(pod.list("volumes").map((volume) => [volume.text("name") ?? "", volume]));
  const mounted = containers.flatMap((container) =>
    container.list("volumeMounts").map((mount) => ({
      path: mount.text("mountPath") ?? "",
      readOnly: mount.flag("readOnly") === true,
      volume: volumes.get(mount.text("name") ?? ""),
      plain: !mount.has("subPath") && !mount.has("subPathExpr"),
    })),
  );
  const under = (path: string) =>
    mounted.find(
      (mount) =>
        mount.plain && mount.path.startsWith("/") && (path === mount.path || path.startsWith(`${mount.path}/`)),
    );
  const config = mounted.find(({ volume }) => volume?.fields("configMap").text("name") === configMap.name);
  const [container] = containers;
  const certificates = forwarder.exporters.flatMap(({ authority, certificate, key: own }) => [
    authority,
    certificate,
    own,
  ]);
  return {
    kind: "log-agent",
    place: workload.place,
    ours: workload.ours,
    workload: workload.place.path,
    onEveryNode: workload.kind === "DaemonSet" && toleratesAll(pod) && !pod.has("nodeSelector") && !pod.has("affinity"),
    startedWithIt:
      containers.length === 1 &&
      container?.has("command") === false &&
      container
        .texts("args")
        .filter((arg) => arg !== HANDS_OVER_FIRST)
        .join(" ") === `--config=${config?.path ?? ""}/${key}`,
    handsOverFirst: container?.texts("args").includes(HANDS_OVER_FIRST) === true,
    movableImages: containers
      .map((one) => one.text("image") ?? "")
      .filter((image) => !/^[^@\s]+@sha256:[0-9a-f]{64}$/.test(image)),
    unconfined: [...ofThePod(pod), ...containers.flatMap(ofTheContainer)],
    lostWithPod: forwarder.storages
      .map(({ folder }) => folder)
      .filter((folder) => {
        const mount = under(folder);
        return mount === undefined || mount.readOnly || !mount.volume?.has("hostPath");
      }),
    files: forwarder.receivers.flatMap(({ files }) => files),
    isRoot:
      pod.fields("securityContext").integer("runAsUser") === 0 &&
      containers.every((one) => !one.fields("securityContext").has("runAsUser")),
    stays: pod.text("priorityClassName") === "system-node-critical",
    unseen: [
      ...forwarder.receivers
        .flatMap(({ files }) => files)
        .map((pattern) => pattern.slice(0, pattern.indexOf("/*")))
        .filter((folder) => under(folder)?.volume?.fields("hostPath").text("path") !== folder),
      ...certificates
        .filter((path): path is string => path !== undefined)
        .filter((path) => under(path)?.volume?.has("secret") !== true),
    ],
  };
}

function ofThePod(pod: Fields): readonly string[] {
  const context = pod.fields("securityContext");
  return [
    ...(pod.flag("automountServiceAccountToken") === false ? [] : ["the pod: a token of its account"]),
    ...(context.fields("seccompProfile").text("type") === "RuntimeDefault" ? [] : ["the pod: system calls"]),
  ];
}

function ofTheContainer(container: Fields): readonly string[] {
  const name = `container ${container.text("name") ?? ""}`;
  const context = container.fields("securityContext");
  const capabilities = context.fields("capabilities");
  const limits = container.fields("resources").fields("limits");
  return [
    ...(context.flag("allowPrivilegeEscalation") === false ? [] : [`${name}: privilege escalation`]),
    ...(context.flag("readOnlyRootFilesystem") === true ? [] : [`${name}: its own file system`]),
    ...(capabilities.texts("drop").includes("ALL") && capabilities.texts("add").length === 0
      ? []
      : [`${name}: capabilities`]),
    ...(context.has("seccompProfile") && context.fields("seccompProfile").text("type") !== "RuntimeDefault"
      ? [`${name}: system calls`]
      : []),
    ...(limits.has("memory") && limits.has("cpu") ? [] : [`${name}: as much of the node as it takes`]),
  ];
}

function toleratesAll(pod: Fields): boolean {
  return pod
    .list("tolerations")
    .some(
      (toleration) => toleration.text("operator") === "Exists" && !toleration.has("key") && !toleration.has("effect"),
    );
}

function podOf(workload: ReadObject): Fields {
  return podSpecOf(workload.kind, Fields.of(workload.content, "", []));
}
