import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import { outOfBounds } from "../problems/text";
import { auditSchema } from "./audit";
import { number, section } from "./field";
import { logTargetSchema } from "./log-target";

const retentionDays = number(ALLOWED.retentionDays, (days) =>
  Number.isInteger(days) && days >= 365 && days <= 3653 ? undefined : outOfBounds(days, ALLOWED.retentionDays),
);

export const logsSchema = section({
  retentionDays: retentionDays.default(DEFAULTS[1].retentionDays),
  audit: auditSchema.optional(),
  forwardTo: logTargetSchema.optional(),
});
