import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { sizeForwarding } from "../forwarding-size";
import type { LocatedProblem } from "../parse/located-problem";
import { forwardingLoadSchema } from "../parse/log-target";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import {
  auditDiskAtTheEdge,
  auditOnCloud,
  awsTargetOnCloud,
  batchAboveBuffer,
  budgetTooSmall,
  lineTooSlow,
  bodiesStaySecret,
  forwarderPodsMissing,
  forwarderPodsOnMachines,
} from "../problems/logs";
import { findRepeats } from "./repeats";

const AUDIT = ["logs", "audit"];
const TARGET = ["logs", "forwardTo"];
const RECORD = z.object({ group: z.string(), resources: z.array(z.string()) });

/** Resources whose bodies hold secrets or tokens: what is kept as such, and variables of containers. */
const SECRET_BODIES: readonly string[] = [
  ...["configmaps", "secrets", "serviceaccounts/token", "pods", "pods/ephemeralcontainers", "podtemplates"],
  "replicationcontrollers",
  ...["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"].map((name) => `apps/${name}`),
  ...["cronjobs", "jobs"].map((name) => `batch/${name}`),
];
/** The group all of whose bodies do. */
const SECRET_GROUP = "authentication.k8s.io";

/** What a profile can record and who forwards there; and that nothing secret is recorded. */
export function checkLogs(data: PlainData): readonly LocatedProblem[] {
  const profile = valueAt(data, ["profile", "kind"]);
  return [...checkProfile(data, profile), ...checkRecords(data), ...checkWebhook(data), ...checkLoad(data)];
}

/** Numbers that cannot be said by shape: whether the budget holds the outage, and the line what comes. */
function checkLoad(data: PlainData): readonly LocatedProblem[] {
  const load = forwardingLoadSchema.safeParse(valueAt(data, [...TARGET, "load"])).data;
  const written = valueAt(data, [...TARGET, "bufferMiB"]) ?? DEFAULTS[1].bufferMiB;
  // What is out of its own bounds is said where it stands.
  if (load === undefined || typeof written !== "number" || written < 768) return [];
  const { bufferMiB, drainHours, liveKilobitsPerSecond } = sizeForwarding(load);
  const problems: LocatedProblem[] = [];
  if (written < bufferMiB)
    problems.push({ path: [...TARGET, "bufferMiB"], problem: budgetTooSmall(written, bufferMiB, load.outageHours) });
  if (drainHours === Number.POSITIVE_INFINITY)
    problems.push({
      path: [...TARGET, "load", "uplinkKilobitsPerSecond"],
      problem: lineTooSlow(load.uplinkKilobitsPerSecond, liveKilobitsPerSecond),
    });
  return problems;
}

function checkProfile(data: PlainData, profile: PlainData): readonly LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  const has = (...path: readonly string[]) => valueAt(data, path) !== undefined;
  if (profile === "cloud" && has(...AUDIT)) problems.push({ path: AUDIT, problem: auditOnCloud() });
  if (profile === "edge" && has(...AUDIT, "diskMiB")) {
    const path = [...AUDIT, "diskMiB"];
    problems.push({ path, problem: auditDiskAtTheEdge(valueAt(data, path)) });
  }
  const pods = [...TARGET, "pods"];
  const to = valueAt(data, [...TARGET, "to"]);
  if (profile === "cloud" && (to === "cloudwatch" || to === "s3"))
    problems.push({ path: [...TARGET, "to"], problem: awsTargetOnCloud(to) });
  else if (profile === "cloud" && has(...TARGET, "to") && !has(...pods))
    problems.push({ path: pods, problem: forwarderPodsMissing() });
  if ((profile === "data-center" || profile === "edge") && has(...pods) && to !== "cloudwatch" && to !== "s3")
    problems.push({ path: pods, problem: forwarderPodsOnMachines() });
  return problems;
}

function checkRecords(data: PlainData): readonly LocatedProblem[] {
  const records = readEach(data, [...AUDIT, "record"], RECORD).elements;
  const secret = records.flatMap(({ path, value }) =>
    value.resources.flatMap((resource, index) =>
      value.group === SECRET_GROUP ||
      SECRET_BODIES.includes(value.group === "" ? resource : `${value.group}/${resource}`)
        ? [{ path: [...path, "resources", index], problem: bodiesStaySecret(resource) }]
        : [],
    ),
  );
  const repeated = records.flatMap(({ path, value }) =>
    findRepeats(
      value.resources.map((resource, index) => ({ path: [...path, "resources", index], value: resource })),
      "resource",
    ),
  );
  const ranges = readEach(data, [...TARGET, "pods", "reachedAt"], z.string()).elements;
  return [...secret, ...repeated, ...findRepeats(ranges, "range")];
}

function checkWebhook(data: PlainData): readonly LocatedProblem[] {
  const path = [...AUDIT, "webhook", "batchEvents"];
  if (valueAt(data, [...AUDIT, "webhook"]) === undefined) return [];
  const batch = valueAt(data, path) ?? DEFAULTS[1].batchEvents;
  const buffer = valueAt(data, [...AUDIT, "webhook", "bufferEvents"]) ?? DEFAULTS[1].bufferEvents;
  return typeof batch === "number" && typeof buffer === "number" && buffer >= 1000 && batch <= 10_000 && batch > buffer
    ? [{ path, problem: batchAboveBuffer(batch, buffer) }]
    : [];
}
