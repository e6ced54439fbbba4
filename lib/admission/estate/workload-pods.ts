import { at, isJsonObject, type JsonObject, textAt } from "../json-object";

/** Where what makes pods keeps their template, by group and kind. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  " ReplicationController": ["spec", "template"],
  "apps DaemonSet": ["spec", "template"],
  "apps Deployment": ["spec", "template"],
  "apps ReplicaSet": ["spec", "template"],
  "apps StatefulSet": ["spec", "template"],
  "batch CronJob": ["spec", "jobTemplate", "spec", "template"],
  "batch Job": ["spec", "template"],
};

/** The pod that a controller would make of a workload; undefined for what makes none. */
export function podOfWorkload(group: string, workload: JsonObject): JsonObject | undefined {
  const key = `${group} ${textAt(workload, "kind")}`;
  if (!Object.hasOwn(TEMPLATES, key)) return undefined;
  const template = at(workload, ...(TEMPLATES[key] ?? []));
  if (!isJsonObject(template)) return undefined;
  const metadata = isJsonObject(template.metadata) ? template.metadata : {};
  const [namespace, name] = [textAt(workload, "metadata", "namespace"), textAt(workload, "metadata", "name")];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadata, name: `${name}-0`, ...(namespace === "" ? {} : { namespace }) },
    spec: template.spec,
  };
}
