import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import { outOfBounds } from "../problems/text";
import { list, section, text } from "./field";
import { judgePrivateRange } from "./range";

export const autoModeSchema = section({
  nodePools: list(ALLOWED.nodePools, z.enum(["general-purpose", "system"]), (pools) =>
    pools.length >= 1 ? undefined : outOfBounds(pools, ALLOWED.nodePools),
  ).default(["general-purpose", "system"]),
  serviceRange: text(ALLOWED.serviceRange, (value) => judgePrivateRange(value, ALLOWED.serviceRange, 12, 24)).default(
    DEFAULTS[1].cloud.serviceRange,
  ),
});
