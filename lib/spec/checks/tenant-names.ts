import { z } from "zod";
import { isLabel } from "../parse/label";
import type { LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { unknownTenant } from "../problems/access";

const TENANT = z.object({ name: z.string() });

/** A problem for each name that no declared tenant has. Where the tenants cannot be read, nothing is known. */
export function unknownTenants(data: PlainData, names: readonly Located<string>[]): readonly LocatedProblem[] {
  const tenants = readEach(data, ["tenants"], TENANT, "optional");
  if (!tenants.complete) return [];
  const declared = tenants.elements.map(({ value }) => value.name);
  return names
    .filter(({ value }) => isLabel(value) && !declared.includes(value))
    .map(({ path, value }) => ({ path, problem: unknownTenant(value, declared) }));
}
