import { ALLOWED } from "../problems/allowed";
import { outOfBounds, reservedNamespace } from "../problems/text";
import { list, number, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeCpu, judgeMemory } from "./quantity";

const name = text(ALLOWED.tenantName, (value) =>
  value === "default" || value.toLowerCase().startsWith("kube-")
    ? reservedNamespace(value)
    : judgeLabel(value, 63, ALLOWED.tenantName),
);

const pods = number(ALLOWED.pods, (value) =>
  Number.isInteger(value) && value >= 1 && value <= 100_000 ? undefined : outOfBounds(value, ALLOWED.pods),
);

const quota = section({ cpu: text(ALLOWED.cpu, judgeCpu), memory: text(ALLOWED.memory, judgeMemory), pods });

export const tenantsSchema = list(ALLOWED.tenants, section({ name, quota }));
