import { z } from "zod";
import type { LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { findRepeats } from "./repeats";

const TENANT = z.object({ name: z.string() });

/** One tenant for each namespace. */
export function checkTenants(data: PlainData): readonly LocatedProblem[] {
  const tenants = readEach(data, ["tenants"], TENANT).elements;
  return findRepeats(
    tenants.map(({ path, value }) => ({ path: [...path, "name"], value: value.name })),
    "tenant",
  );
}
