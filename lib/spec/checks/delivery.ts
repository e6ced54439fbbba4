import { z } from "zod";
import { openingOf } from "../open-ranges";
import type { LocatedProblem, Path } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { apiServerKnown, apiServerUnknown, intoControllers, noneOfTheTenants } from "../problems/delivery";
import { openUnion } from "../problems/ranges";
import { findRepeats } from "./repeats";
import { checkOverlaps, readSources } from "./sources";

const TENANT = z.object({ name: z.string() });
const DELIVERY = z.object({ name: z.string(), tenant: z.string() });

/** Deliveries go into tenants that exist, each once, and the controllers reach what they need and no more. */
export function checkDelivery(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["delivery"]) === undefined) return [];
  return [...checkDeliveryAlone(data), ...checkTenantsOf(data), ...checkApiServer(data)];
}

/** What can be said of a delivery without the rest of the description. */
export function checkDeliveryAlone(data: PlainData): readonly LocatedProblem[] {
  const controllers = valueAt(data, ["delivery", "controllers"]);
  const deliveries = readEach(data, ["delivery", "deliveries"], DELIVERY).elements;
  return [
    ...findRepeats(
      deliveries.map(({ path, value }) => ({ path: [...path, "name"], value: `${value.tenant}/${value.name}` })),
      "delivery",
    ),
    ...deliveries.flatMap(({ path, value }) =>
      value.tenant === controllers ? [{ path: [...path, "tenant"], problem: intoControllers(value.tenant) }] : [],
    ),
    ...checkRanges(data, ["delivery", "sourcesAt"]),
    ...checkRanges(data, ["delivery", "apiServerAt"]),
  ];
}

function checkRanges(data: PlainData, path: Path): readonly LocatedProblem[] {
  const ranges = readSources(data, path);
  const opening = openingOf(ranges.map(({ value }) => value));
  return [
    ...checkOverlaps(ranges),
    ...(opening === undefined ? [] : [{ path, problem: openUnion(ranges.length, opening) }]),
  ];
}

function checkTenantsOf(data: PlainData): readonly LocatedProblem[] {
  const tenants = readEach(data, ["tenants"], TENANT, "optional");
  if (!tenants.complete) return [];
  const declared = tenants.elements.map(({ value }) => value.name);
  const controllers = valueAt(data, ["delivery", "controllers"]);
  const named: readonly Located<string>[] = [
    ...(typeof controllers === "string" ? [{ path: ["delivery", "controllers"], value: controllers }] : []),
    ...readEach(data, ["delivery", "deliveries"], DELIVERY).elements.map(({ path, value }) => ({
      path: [...path, "tenant"],
      value: value.tenant,
    })),
  ];
  return named
    .filter(({ value }) => !declared.includes(value))
    .map(({ path, value }) => ({ path, problem: noneOfTheTenants(value, declared) }));
}

function checkApiServer(data: PlainData): readonly LocatedProblem[] {
  const path = ["delivery", "apiServerAt"];
  const ranges = valueAt(data, path);
  const profile = valueAt(data, ["profile", "kind"]);
  if (profile === "cloud") {
    const none = ranges === undefined || (Array.isArray(ranges) && ranges.length === 0);
    return none ? [{ path, problem: apiServerUnknown() }] : [];
  }
  return ranges !== undefined && (profile === "data-center" || profile === "edge")
    ? [{ path, problem: apiServerKnown() }]
    : [];
}
