import { z } from "zod";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds, reservedNamespace, wrongLength } from "../problems/text";
import { list, number, section, text } from "./field";
import { judgeHttpsTarget } from "./https-target";
import { judgeLabel } from "./label";
import { judgeCpu, judgeMemory } from "./quantity";

const name = text(ALLOWED.tenantName, (value) =>
  value === "default" || value.toLowerCase().startsWith("kube-")
    ? reservedNamespace(value)
    : judgeLabel(value, 63, ALLOWED.tenantName),
);

const pods = number(ALLOWED.pods, (value) =>
  Number.isInteger(value) && value >= 1 && value <= 100_000 ? undefined : outOfBounds(value, ALLOWED.pods),
);

const claims = number(ALLOWED.claims, (value) =>
  Number.isInteger(value) && value >= 1 && value <= 10_000 ? undefined : outOfBounds(value, ALLOWED.claims),
);

const storage = section({
  size: text(ALLOWED.storage, (value) => judgeMemory(value, undefined, ALLOWED.storage)),
  claims,
});

const quota = section({
  cpu: text(ALLOWED.cpu, (value) => judgeCpu(value)),
  memory: text(ALLOWED.memory, (value) => judgeMemory(value)),
  pods,
  storage: storage.optional(),
});

/** Not below what a container requests that states nothing: the API server refuses such a LimitRange. */
const limits = section({
  cpu: text(ALLOWED.limitCpu, (value) => judgeCpu(value, 100n, ALLOWED.limitCpu)),
  memory: text(ALLOWED.limitMemory, (value) => judgeMemory(value, 128n * 2n ** 20n, ALLOWED.limitMemory)),
});

/** What Kubernetes takes as the value of a label, but not nothing. */
function judgeAttributeValue(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 63) return wrongLength(value, ALLOWED.attributeValue, 63);
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(value)
    ? undefined
    : malformed(value, ALLOWED.attributeValue);
}

/** A tenant that stands alone, apart from any description of a cluster. */
const attribute = section({
  name: text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
  value: text(ALLOWED.attributeValue, judgeAttributeValue),
});

export const loneTenantSchema = section({
  name,
  quota,
  limits: limits.optional(),
  attributes: list(ALLOWED.tenantAttributes, attribute).optional(),
});

const logSink = section({
  endpoint: text(ALLOWED.otlpEndpoint, (value) => judgeHttpsTarget(value, ALLOWED.otlpEndpoint, false)),
  bufferMiB: number(ALLOWED.sinkBufferMiB, (value) =>
    Number.isInteger(value) && value >= 128 && value <= 1_048_576
      ? undefined
      : outOfBounds(value, ALLOWED.sinkBufferMiB),
  ),
});

export const tenantsSchema = list(
  ALLOWED.tenants,
  section({ ...loneTenantSchema.shape, needsApiServer: z.literal(true).optional(), logSink: logSink.optional() }),
);
