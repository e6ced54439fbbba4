import { z } from "zod";
import { EVENT_LIMIT_TYPES, EXCEPTED_KINDS, FURTHER_PLUGINS, WARNABLE_POLICIES } from "../admission-spec";
import { secondsOf } from "../instant";
import { registryOfEverybody } from "../problems/admission";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { duplicate, malformed, outOfBounds, wrongLength } from "../problems/text";
import { list, number, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeReason } from "./reason";

/** Registries to which anybody may push: alone, without an organisation, they say nothing about who made an image. */
const FOR_EVERYBODY = [
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "index.docker.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "quay.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
];

const HOST =
  /^(?=.{1,253}(?::|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9]\d{1,4})?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

function judgeRegistry(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 255) return wrongLength(value, ALLOWED.registry, 255);
  const [host = "", ...path] = value.split("/");
  // A first part without a dot or a port is an organisation of Docker Hub to every container runtime.
  if (!HOST.test(host) || !/[.:]/.test(host)) return malformed(value, ALLOWED.registry);
  if (!path.every((part) => PATH_PART.test(part))) return malformed(value, ALLOWED.registry);
  return path.length === 0 && FOR_EVERYBODY.includes(host) ? registryOfEverybody(value, ALLOWED.registry) : undefined;
}

const images = section({
  registries: list(ALLOWED.registries, text(ALLOWED.registry, judgeRegistry), (registries) => {
    const second = registries.find((registry, index) => registries.indexOf(registry) < index);
    return second === undefined ? undefined : duplicate(second, "registry", "the list");
  }),
});

/** The name of any object: a DNS subdomain for most kinds, a path segment for those of RBAC. */
export function judgeObjectName(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 253) return wrongLength(value, ALLOWED.objectName, 253);
  return /^[A-Za-z0-9](?:[A-Za-z0-9._:-]*[A-Za-z0-9])?$/.test(value) ? undefined : malformed(value, ALLOWED.objectName);
}

export const objectNamespace = text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label));

const exception = section({
  kind: z.enum(EXCEPTED_KINDS),
  namespace: objectNamespace.optional(),
  name: text(ALLOWED.objectName, judgeObjectName),
  why: text(ALLOWED.exceptionWhy, judgeReason),
});

const platformNamespace = section({
  name: objectNamespace,
  why: text(ALLOWED.exceptionWhy, judgeReason),
});

const instant = text(ALLOWED.until, (value) =>
  secondsOf(value) === undefined ? malformed(value, ALLOWED.until) : undefined,
);

const warnOnly = section({
  policy: z.enum(WARNABLE_POLICIES),
  from: instant,
  until: instant,
  why: text(ALLOWED.exceptionWhy, judgeReason),
});

const whole = (allowed: string, most: number) =>
  number(allowed, (value) =>
    Number.isInteger(value) && value >= 1 && value <= most ? undefined : outOfBounds(value, allowed),
  );

const eventRateLimit = section({
  type: z.enum(EVENT_LIMIT_TYPES),
  qps: whole(ALLOWED.eventQps, 5000),
  burst: whole(ALLOWED.eventBurst, 10_000),
  cacheSize: whole(ALLOWED.eventCache, 100_000).optional(),
});

/** Without the two that are asked for, one namespace fills the store for all, or all together do. */
function judgeLimits(limits: readonly z.output<typeof eventRateLimit>[]): Problem | undefined {
  const types = limits.map(({ type }) => type);
  const second = types.find((type, index) => types.indexOf(type) < index);
  if (second !== undefined) return duplicate(second, "type of limit", "the list");
  const missing = (["Server", "Namespace"] as const).find((type) => !types.includes(type));
  if (missing !== undefined) return outOfBounds(types, ALLOWED.eventRateLimits, `add a limit of the type ${missing}`);
  const low = limits.find(({ qps, burst }) => burst < qps);
  if (low !== undefined) return outOfBounds(low.burst, ALLOWED.eventBurst, `write at least qps, which is ${low.qps}`);
  return limits.some(({ type, cacheSize }) => type === "Server" && cacheSize !== undefined)
    ? outOfBounds("cacheSize for Server", ALLOWED.eventRateLimits, "remove cacheSize: there is one server")
    : undefined;
}

export const admissionSchema = section({
  images: images.optional(),
  exceptions: list(ALLOWED.exceptions, exception).default([]),
  platformNamespaces: list(ALLOWED.platformNamespaces, platformNamespace).default([]),
  warnOnly: list(ALLOWED.warnOnly, warnOnly).default([]),
  eventRateLimits: list(ALLOWED.eventRateLimits, eventRateLimit, judgeLimits).optional(),
  plugins: list(ALLOWED.plugins, z.enum(FURTHER_PLUGINS), (plugins) => {
    const second = plugins.find((plugin, index) => plugins.indexOf(plugin) < index);
    return second === undefined ? undefined : duplicate(second, "plugin", "the list");
  }).optional(),
});
