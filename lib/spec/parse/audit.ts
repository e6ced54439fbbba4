import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds } from "../problems/text";
import { list, number, section, text } from "./field";
import { judgeHttpsTarget } from "./https-target";
import { judgeLabel } from "./label";
import { judgeReason } from "./reason";

const GROUP = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)?$/;
const RESOURCE = /^[a-z][a-z0-9]*(?:\/[a-z][a-z0-9]*)?$/;

function judgeGroup(value: string): Problem | undefined {
  return GROUP.test(value) && value.length <= 253 ? undefined : malformed(value, ALLOWED.apiGroup);
}

function judgeResource(value: string): Problem | undefined {
  return RESOURCE.test(value) && value.length <= 128 ? undefined : malformed(value, ALLOWED.apiResource);
}

const someOf = (allowed: string, element: ReturnType<typeof text>) =>
  list(allowed, element, (all) =>
    all.length >= 1 && all.length <= 32 ? undefined : outOfBounds(all, allowed, "write 1 to 32 of them"),
  );

const record = section({
  group: text(ALLOWED.apiGroup, judgeGroup),
  resources: someOf(ALLOWED.apiResources, text(ALLOWED.apiResource, judgeResource)),
  level: z.enum(["Request", "RequestResponse"]),
  namespaces: someOf(
    ALLOWED.auditNamespaces,
    text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
  ).optional(),
  why: text(ALLOWED.exceptionWhy, judgeReason),
});

const whole = (allowed: string, least: number, most: number) =>
  number(allowed, (value) =>
    Number.isInteger(value) && value >= least && value <= most ? undefined : outOfBounds(value, allowed),
  );

const webhook = section({
  url: text(ALLOWED.auditWebhook, (value) => judgeHttpsTarget(value, ALLOWED.auditWebhook, true)),
  bufferEvents: whole(ALLOWED.bufferEvents, 1000, 1_000_000).default(DEFAULTS[1].bufferEvents),
  batchEvents: whole(ALLOWED.batchEvents, 1, 10_000).default(DEFAULTS[1].batchEvents),
});

export const auditSchema = section({
  record: list(ALLOWED.auditRecords, record, (all) =>
    all.length <= 64 ? undefined : outOfBounds(all, ALLOWED.auditRecords, "write at most 64 of them"),
  ).default([]),
  webhook: webhook.optional(),
  onFullDisk: z.enum(["refuseRequests", "count"]).default(DEFAULTS[1].onFullDisk),
  diskMiB: whole(ALLOWED.auditDiskMiB, 1200, 1_048_576).optional(),
});
