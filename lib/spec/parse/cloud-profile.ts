import { z } from "zod";
import { isRegion, isZone } from "../aws-region";
import { ALLOWED } from "../problems/allowed";
import { malformed, outOfBounds } from "../problems/text";
import { list, section, text } from "./field";
import { judgePrivateRange } from "./range";

const region = text(ALLOWED.region, (value) => (isRegion(value) ? undefined : malformed(value, ALLOWED.region)));

const zone = text(ALLOWED.zone, (value) => (isZone(value) ? undefined : malformed(value, ALLOWED.zone)));

const network = section({
  cidr: text(ALLOWED.vpcRange, (value) => judgePrivateRange(value, ALLOWED.vpcRange, 16, 19)),
  zones: list(ALLOWED.zones, zone, (zones) =>
    zones.length >= 2 && zones.length <= 8 ? undefined : outOfBounds(zones, ALLOWED.zones),
  ),
});

export const cloudProfileSchema = section({ kind: z.literal("cloud"), region, network: network.optional() });
