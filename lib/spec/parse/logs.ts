import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import { outOfBounds } from "../problems/text";
import { number, section } from "./field";

const retentionDays = number(ALLOWED.retentionDays, (days) =>
  Number.isInteger(days) && days >= 365 && days <= 3653 ? undefined : outOfBounds(days, ALLOWED.retentionDays),
);

export const logsSchema = section({ retentionDays: retentionDays.default(DEFAULTS[1].retentionDays) });
