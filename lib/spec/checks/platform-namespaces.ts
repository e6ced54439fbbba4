import { z } from "zod";
import type { LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { platformNamespaceOfTenant } from "../problems/admission";
import { findRepeats } from "./repeats";

const NAMED = z.object({ name: z.string() });

/** Each namespace once, and none that is a tenant's: the policies would go on to judge it as one, and the reason would mislead. */
export function checkPlatformNamespaces(data: PlainData): readonly LocatedProblem[] {
  const platform = readEach(data, ["admission", "platformNamespaces"], NAMED).elements;
  const tenants = readEach(data, ["tenants"], NAMED, "optional").elements.map(({ value }) => value.name);
  const names = platform.map(({ path, value }) => ({ path: [...path, "name"], value: value.name }));
  return [
    ...findRepeats(names, "namespace"),
    ...names
      .filter(({ value }) => tenants.includes(value))
      .map(({ path, value }) => ({ path, problem: platformNamespaceOfTenant(value) })),
  ];
}
