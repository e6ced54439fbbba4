import { z } from "zod";
import { isRegion, isZone } from "../aws-region";
import { AWS_SERVICES } from "../aws-service";
import { ALLOWED } from "../problems/allowed";
import { malformed, outOfBounds } from "../problems/text";
import { autoModeSchema } from "./auto-mode";
import { egressSchema } from "./egress";
import { list, section, text } from "./field";
import { logArchiveSchema } from "./log-archive";
import { nodesSchema } from "./nodes";
import { podIdentitiesSchema } from "./pod-identities";
import { judgePrivateRange } from "./range";
import { judgeWhy } from "./sources";
import { tagsSchema } from "./tags";

const region = text(ALLOWED.region, (value) => (isRegion(value) ? undefined : malformed(value, ALLOWED.region)));

const zone = text(ALLOWED.zone, (value) => (isZone(value) ? undefined : malformed(value, ALLOWED.zone)));

const network = section({
  cidr: text(ALLOWED.vpcRange, (value) => judgePrivateRange(value, ALLOWED.vpcRange, 16, 19)),
  zones: list(ALLOWED.zones, zone, (zones) =>
    zones.length >= 2 && zones.length <= 8 ? undefined : outOfBounds(zones, ALLOWED.zones),
  ),
  awsServices: list(
    ALLOWED.awsServices,
    section({ service: z.enum(AWS_SERVICES), why: text(ALLOWED.why, judgeWhy) }),
  ).default([]),
  egress: egressSchema.default({ mode: "none" }),
});

const addOnVersion = text(ALLOWED.addOnVersion, (value) =>
  /^v[0-9]{1,3}(?:\.[0-9]{1,4}){2}-eksbuild\.[1-9][0-9]{0,3}$/.test(value)
    ? undefined
    : malformed(value, ALLOWED.addOnVersion),
).optional();

export const cloudProfileSchema = section({
  kind: z.literal("cloud"),
  region,
  network: network.optional(),
  nodes: nodesSchema.default([]),
  addOnVersions: section({
    coreDns: addOnVersion,
    kubeProxy: addOnVersion,
    podIdentityAgent: addOnVersion,
    vpcCni: addOnVersion,
  }).optional(),
  autoMode: autoModeSchema.optional(),
  podIdentities: podIdentitiesSchema.default([]),
  tags: tagsSchema.default([]),
  logArchive: logArchiveSchema.optional(),
});
