import { z } from "zod";
import { escalates } from "../escalating-rights";
import type { LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { escalatingRight, machinesEverywhere, personaOfNobody, unknownPersona } from "../problems/own-personas";
import { findRepeats } from "./repeats";

const NAMED = z.object({ name: z.string() });
const PLACED = z.object({ heldBy: z.enum(["people", "machines"]), reach: z.enum(["namespaces", "cluster"]) });
const TEXTS = z.array(z.string());
const RULE = z.object({ apiGroups: TEXTS, resources: TEXTS, verbs: TEXTS });
const REACH = z.object({ reach: z.enum(["namespaces", "cluster"]) });
const REFERENCE = z.object({ persona: z.object({ own: z.string() }) });

/** What personas of one's own may hold, that each is held, and that grants name no other. */
export function checkOwnPersonas(data: PlainData): readonly LocatedProblem[] {
  const named = readEach(data, ["personas"], NAMED, "optional");
  const grants = readEach(data, ["access"], z.unknown());
  const references = readEach(data, ["access"], REFERENCE).elements;
  const names = named.elements.map(({ value }) => value.name);
  const held = references.map(({ value }) => value.persona.own);
  return [
    ...findRepeats(
      named.elements.map(({ path, value }) => ({ path: [...path, "name"], value: value.name })),
      "persona",
    ),
    ...readEach(data, ["personas"], PLACED).elements.flatMap(({ path, value }) =>
      value.heldBy === "machines" && value.reach === "cluster"
        ? [{ path: [...path, "reach"], problem: machinesEverywhere() }]
        : [],
    ),
    ...readEach(data, ["personas"], REACH).elements.flatMap(({ path, value }) =>
      readEach(data, [...path, "rules"], RULE).elements.flatMap((rule) => checkRule(rule, value.reach)),
    ),
    ...(named.complete
      ? references
          .filter(({ value }) => !names.includes(value.persona.own))
          .map(({ path, value }) => ({
            path: [...path, "persona", "own"],
            problem: unknownPersona(value.persona.own, names),
          }))
      : []),
    ...(grants.complete
      ? named.elements
          .filter(({ value }) => !held.includes(value.name))
          .map(({ path, value }) => ({ path, problem: personaOfNobody(value.name) }))
      : []),
  ];
}

/** One problem for each resource that the rule may not name with its verbs: the first reason is enough. */
function checkRule(
  { path, value }: Located<z.output<typeof RULE>>,
  reach: "namespaces" | "cluster",
): readonly LocatedProblem[] {
  return value.resources.flatMap((resource, index) => {
    if (resource.includes("*")) return [];
    for (const group of value.apiGroups.filter((name) => !name.includes("*"))) {
      for (const verb of value.verbs.filter((name) => !name.includes("*"))) {
        const why = escalates({ group, resource, verb }, reach);
        if (why !== undefined) {
          const named = group === "" ? resource : `${resource}.${group}`;
          return [{ path: [...path, "resources", index], problem: escalatingRight(`${verb} ${named}`, why) }];
        }
      }
    }
    return [];
  });
}
