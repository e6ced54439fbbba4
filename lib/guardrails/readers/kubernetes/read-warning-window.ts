import type { WarningWindowFact } from "../../facts/admission-policy";
import { isObject } from "../fields";

/** The one form in which a condition ends by the clock of the API server; in every other nobody can tell when it does. */
const CONDITION =
  /^params == null \|\| timestamp\(params\.spec\.renewTime\) < timestamp\('(?<from>[0-9TZ:-]{20})'\) \|\| timestamp\(params\.spec\.renewTime\) >= timestamp\('(?<until>[0-9TZ:-]{20})'\)$/;
const ANNOTATION = "portcullis.dev/warns-only";
const IN_WORDS = /^(?<from>[0-9TZ:-]{20}) to (?<until>[0-9TZ:-]{20}): (?<reason>.+)$/s;

/**
 * The time in which a policy only warns; undefined for a policy that always refuses, or of which nobody can tell.
 *
 * @param paramKind as it is written
 * @param conditions the expressions of all conditions, of which the first one makes the window
 */
export function readWarningWindow(
  paramKind: unknown,
  conditions: readonly string[],
  annotations: Readonly<Record<string, string>>,
): WarningWindowFact | undefined {
  if (!isObject(paramKind) || paramKind.apiVersion !== "coordination.k8s.io/v1" || paramKind.kind !== "Lease")
    return undefined;
  const found = CONDITION.exec(conditions[0] ?? "")?.groups;
  if (found === undefined) return undefined;
  const { from = "", until = "" } = found;
  const [head, reason] = (annotations[ANNOTATION] ?? "").split(/: (.*)/s);
  return { from, until, reason: head === `${from} to ${until}` && reason !== "" ? reason : undefined };
}

/** The windows of policies that stand elsewhere, by name: what is on disk says so of those that are not, for files have no clock. */
export function readWindowsElsewhere(
  annotations: Readonly<Record<string, string>>,
): ReadonlyMap<string, WarningWindowFact> {
  const windows = Object.entries(annotations).flatMap(([key, text]) => {
    const { from, until, reason } = IN_WORDS.exec(text)?.groups ?? {};
    return key.startsWith(`${ANNOTATION}.`) && from !== undefined && until !== undefined
      ? [[key.slice(ANNOTATION.length + 1), { from, until, reason }] as const]
      : [];
  });
  return new Map(windows);
}

/** Whether a binding refers to the leases that every API server renews by itself, and to all of them. */
export function isClock(paramRef: unknown): boolean {
  if (!isObject(paramRef)) return false;
  const { parameterNotFoundAction: _, namespace, selector, ...rest } = paramRef;
  return (
    Object.keys(rest).length === 0 &&
    namespace === "kube-system" &&
    JSON.stringify(selector) ===
      JSON.stringify({ matchLabels: { "apiserver.kubernetes.io/identity": "kube-apiserver" } })
  );
}
