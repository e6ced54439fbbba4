import { describeValue } from "../describe-value";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";
import { badValue } from "./text";

export function tooMuchForOneAggregator(got: string): Problem {
  return badValue(
    "out-of-bounds",
    got,
    ALLOWED.aggregatorRange,
    "name the addresses of the aggregator alone: whoever takes over the forwarder reaches all of these",
  );
}

export function bodiesStaySecret(resource: string): Problem {
  return badValue(
    "not-allowed",
    resource,
    "resources whose bodies hold no secrets or tokens",
    "remove it: who touched it is recorded in any case; what was in it never is, for the records would be the place to steal it from",
  );
}

export function auditOnCloud(): Problem {
  return {
    code: "not-on-this-profile",
    got: "logs.audit",
    expected: "rules of recording on one's own machines only: data-center and edge",
    fix: "remove it: Amazon EKS records by a policy of its own, all of whose log types are kept",
  };
}

export function auditDiskAtTheEdge(got: unknown): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected: "diskMiB on the data-center profile only",
    fix: "write profile.auditDiskMiB instead, which says the same at the edge",
  };
}

export function forwarderPodsMissing(): Problem {
  return {
    code: "missing",
    got: "nothing",
    expected: "on the cloud profile, the pods that forward: { image, reachedAt }",
    fix: "add it: machines of Amazon EKS take no service of one's own, so pods read what was written there",
  };
}

export function forwarderPodsOnMachines(): Problem {
  return {
    code: "not-on-this-profile",
    got: "pods that forward",
    expected: "pods on the cloud profile only",
    fix: "remove it: on your own machines a service of the machine forwards, also when the cluster does not run",
  };
}

export function awsTargetOnCloud(got: unknown): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected: "otlp, loki or splunk on the cloud profile",
    fix: "take one of these: pods that forward hold no role of AWS, and what Amazon EKS records goes to CloudWatch by itself (logs, profile.logArchive)",
  };
}

export function sinkOnCloud(): Problem {
  return {
    code: "not-on-this-profile",
    got: "a sink of a tenant's own",
    expected: "sinks of tenants on one's own machines only: data-center and edge",
    fix: "remove it, and have the central aggregator hand the tenant's records on: each names its namespace by the path of its file",
  };
}

export function sinkWithoutAggregator(): Problem {
  return badValue(
    "not-allowed",
    "a sink without logs.forwardTo",
    "a sink beside the central aggregator",
    "write logs.forwardTo: nothing forwards without it, and a tenant's sink is no place for the only copy",
  );
}

export function batchAboveBuffer(batch: number, buffer: number): Problem {
  return badValue(
    "out-of-bounds",
    batch,
    `at most bufferEvents, which is ${buffer}`,
    "write a smaller batch or a larger buffer",
  );
}

const MOST_BUFFER = 1_048_576;

export function budgetTooSmall(got: number, least: number, hours: number): Problem {
  return badValue(
    "out-of-bounds",
    got,
    `at least ${least} MiB, for an outage of ${hours} hours of the load that is described`,
    least <= MOST_BUFFER
      ? `write bufferMiB: ${least}, or describe a shorter outage`
      : `describe a shorter outage: no budget is larger than ${MOST_BUFFER} MiB`,
  );
}

export function lineTooSlow(got: number, live: number): Problem {
  return badValue(
    "out-of-bounds",
    got,
    `more than ${live} kilobits a second, which is what comes all the time`,
    "take a faster line or record less: on this one what waits after an outage never becomes less",
  );
}
