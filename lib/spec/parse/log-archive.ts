import { ALLOWED } from "../problems/allowed";
import { outOfBounds } from "../problems/text";
import { judgeRole } from "./access";
import { list, number, section, text } from "./field";

export const logArchiveSchema = section({
  retentionDays: number(ALLOWED.retentionDays, (days) =>
    Number.isInteger(days) && days >= 365 && days <= 3653 ? undefined : outOfBounds(days, ALLOWED.retentionDays),
  ).optional(),
  readableBy: list(ALLOWED.readers, text(ALLOWED.role, judgeRole), (roles) =>
    roles.length <= 20 ? undefined : outOfBounds(roles, ALLOWED.readers),
  ).default([]),
});
