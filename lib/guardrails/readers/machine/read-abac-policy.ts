import type { AbacGrantFact } from "../../facts/abac-grant";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { type MachineFile, notUnderstood } from "./machine-file";

/**
 * Reads an ABAC policy file, a JSON object a line. The reason of a line is the comment `# why: ...` above it. Lines of another
 * form than v1beta1's are not read: the API server takes older ones that grant more than they say.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/abac/#policy-file-format
 */
export function readAbacPolicy(file: MachineFile): readonly (AbacGrantFact | UnknownShapeFact)[] {
  let reason: string | undefined;
  return file.content.split("\n").flatMap((line, index): readonly (AbacGrantFact | UnknownShapeFact)[] => {
    const text = line.trim();
    if (text === "" || text.startsWith("#")) {
      reason = /^# why: (.+)$/.exec(text)?.[1];
      return [];
    }
    const at = { ...file, place: { ...file.place, path: `${file.place.path}: line ${index + 1}` } };
    const read = readLine(text, at, reason);
    reason = undefined;
    return read;
  });
}

function readLine(
  text: string,
  at: MachineFile,
  reason: string | undefined,
): readonly (AbacGrantFact | UnknownShapeFact)[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return [notUnderstood(at, "line of an ABAC policy", "it is not JSON")];
  }
  const complaints: string[] = [];
  const policy = Fields.of(content, "", complaints).only("apiVersion", "kind", "spec");
  if (policy.text("apiVersion") !== "abac.authorization.kubernetes.io/v1beta1" || policy.text("kind") !== "Policy")
    complaints.push("it is no Policy of abac.authorization.kubernetes.io/v1beta1");
  const spec = policy
    .fields("spec")
    .only("user", "group", "readonly", "namespace", "apiGroup", "resource", "nonResourcePath");
  const grant: AbacGrantFact = {
    kind: "abac-grant",
    place: at.place,
    ours: at.ours,
    user: spec.text("user") ?? "",
    group: spec.text("group") ?? "",
    readonly: spec.flag("readonly") ?? false,
    namespace: spec.text("namespace") ?? "",
    apiGroup: spec.text("apiGroup") ?? "",
    resource: spec.text("resource") ?? "",
    nonResourcePath: spec.text("nonResourcePath") ?? "",
    reason,
  };
  return complaints.length === 0
    ? [grant]
    : [grant, ...complaints.map((complaint) => notUnderstood(at, "line of an ABAC policy", complaint))];
}
