import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { parseAddress } from "../network-range";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds } from "../problems/text";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgePrivateRange } from "./range";
import { sourcesSchema } from "./sources";

export function judgeDnsName(value: string): Problem | undefined {
  const labels = value.split(".");
  const last = labels.at(-1) ?? "";
  const isName = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  // A name whose last label is a number is read as an IPv4 address by some programs.
  if (!isName || value.length > 253 || /^(?:\d+|0x[0-9a-f]*)$/.test(last))
    return malformed(value, ALLOWED.apiServerName);
  return last === "localhost"
    ? malformed(value, ALLOWED.apiServerName, "name the machine as others see it: localhost is the reader's own")
    : undefined;
}

function judgeAddress(value: string): Problem | undefined {
  return parseAddress(value)?.family === 4 ? undefined : malformed(value, ALLOWED.address);
}

const node = section({
  name: text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
  address: text(ALLOWED.address, judgeAddress),
});

const nodeRange = text(ALLOWED.privateRange, (value) => judgePrivateRange(value, ALLOWED.privateRange, 8, 32));

export const dataCenterProfileSchema = section({
  kind: z.literal("data-center"),
  apiServerName: text(ALLOWED.apiServerName, judgeDnsName),
  controlPlaneNodes: list(ALLOWED.controlPlaneNodes, node, (nodes) =>
    nodes.length === 1 ? undefined : outOfBounds(nodes, ALLOWED.controlPlaneNodes, "name exactly one machine"),
  ),
  nodeRanges: list(ALLOWED.nodeRanges, nodeRange, (ranges) =>
    ranges.length >= 1 ? undefined : outOfBounds(ranges, ALLOWED.nodeRanges, "name the ranges of the machines"),
  ),
  podRange: text(ALLOWED.podRange, (value) => judgePrivateRange(value, ALLOWED.podRange, 8, 22)).default(
    DEFAULTS[1].podRange,
  ),
  serviceRange: text(ALLOWED.serviceRange, (value) => judgePrivateRange(value, ALLOWED.serviceRange, 12, 24)).default(
    DEFAULTS[1].serviceRange,
  ),
  sshReachableFrom: sourcesSchema.default([]),
});
