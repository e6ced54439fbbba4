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

export function judgeAddress(value: string): Problem | undefined {
  return parseAddress(value)?.family === 4 ? undefined : malformed(value, ALLOWED.address);
}

/** Linux takes nearly any fifteen bytes; what stands here goes into configuration files. */
function judgeInterface(value: string): Problem | undefined {
  return /^[A-Za-z][A-Za-z0-9._-]{0,14}$/.test(value) && value !== "lo"
    ? undefined
    : malformed(value, ALLOWED.interface, "write what `ip link` shows before the machine's address");
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
    [1, 3, 5].includes(nodes.length)
      ? undefined
      : outOfBounds(nodes, ALLOWED.controlPlaneNodes, "name one, three or five machines: etcd decides by majority"),
  ),
  firstControlPlaneNode: text(ALLOWED.firstControlPlaneNode, (value) =>
    judgeLabel(value, 63, ALLOWED.firstControlPlaneNode),
  ).optional(),
  virtualAddress: section({
    address: text(ALLOWED.address, judgeAddress),
    interface: text(ALLOWED.interface, judgeInterface),
  }).optional(),
  workers: list(ALLOWED.workers, node).default([]),
  podNetwork: z
    .enum(["none", "calico-vxlan", "cilium-vxlan", "flannel-vxlan", "flannel-wireguard"])
    .default(DEFAULTS[1].podNetwork),
  minimumTlsVersion: z.enum(["1.2", "1.3"]).default(DEFAULTS[1].minimumTlsVersion),
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
