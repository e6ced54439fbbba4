import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { parseRange } from "../network-range";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { notPrivate } from "../problems/ranges";
import { malformed, outOfBounds } from "../problems/text";
import { isPrivateIpv4 } from "../special-purpose-ranges";
import { judgeDnsName } from "./data-center-profile";
import { list, number, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgePrivateRange } from "./range";
import { judgeRegistryMirror } from "./registry-mirror";
import { sourcesSchema } from "./sources";

function judgeEdgeAddress(value: string): Problem | undefined {
  const reading = parseRange(`${value}/32`);
  if (!reading.ok) return malformed(value, ALLOWED.edgeAddress);
  return isPrivateIpv4(reading.range) ? undefined : notPrivate(value, ALLOWED.edgeAddress);
}

const node = section({
  name: text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
  address: text(ALLOWED.edgeAddress, judgeEdgeAddress),
});

const auditDiskMiB = number(ALLOWED.auditDiskMiB, (size) =>
  Number.isInteger(size) && size >= 1200 && size <= 1_048_576 ? undefined : outOfBounds(size, ALLOWED.auditDiskMiB),
);

export const edgeProfileSchema = section({
  kind: z.literal("edge"),
  apiServerName: text(ALLOWED.apiServerName, judgeDnsName),
  node,
  registryMirrors: list(
    ALLOWED.registryMirrors,
    text(ALLOWED.registryMirror, judgeRegistryMirror),
    // Without one, k3s would take the wildcard for empty and ask every image's own registry on the internet.
    (mirrors) =>
      mirrors.length >= 1 && mirrors.length <= 8
        ? undefined
        : outOfBounds(mirrors, ALLOWED.registryMirrors, "name the registries that images come from"),
  ),
  minimumTlsVersion: z.enum(["1.2", "1.3"]).default(DEFAULTS[1].edge.minimumTlsVersion),
  podRange: text(ALLOWED.podRange, (value) => judgePrivateRange(value, ALLOWED.podRange, 8, 22)).default(
    DEFAULTS[1].edge.podRange,
  ),
  serviceRange: text(ALLOWED.serviceRange, (value) => judgePrivateRange(value, ALLOWED.serviceRange, 12, 24)).default(
    DEFAULTS[1].edge.serviceRange,
  ),
  sshReachableFrom: sourcesSchema.default([]),
  auditDiskMiB: auditDiskMiB.default(DEFAULTS[1].edge.auditDiskMiB),
});
