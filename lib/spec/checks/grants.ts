import { z } from "zod";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { ownPersonaFacts, PERSONA_FACTS, type PersonaFacts } from "../persona-facts";
import {
  endsNowhere,
  machineForPeople,
  namespacesOfCluster,
  nowhere,
  personForMachines,
  unprovenMfa,
} from "../problems/access";
import { checkSameSubjects } from "./same-subjects";
import { findRepeats } from "./repeats";
import { unknownTenants } from "./tenant-names";

const TEXT = z.string();
const OWN = z.object({
  name: TEXT,
  heldBy: z.enum(["people", "machines"]),
  reach: z.enum(["namespaces", "cluster"]),
});
const PERSONA = z.union([z.string(), z.object({ own: z.string() })]);
const HELD = z.object({
  who: z.object({
    method: z.enum(["oidc", "aws-iam", "client-certificate", "service-account", "authenticating-proxy"]),
  }),
  persona: PERSONA,
});
const PLACED = z.object({ persona: PERSONA, namespaces: z.array(z.unknown()).optional() });
const OF_ACCOUNT = z.object({ who: z.object({ method: z.literal("service-account"), namespace: TEXT }) });

const ENDING = z.object({ until: z.string() });

type Personas = (persona: z.output<typeof PERSONA>) => PersonaFacts | undefined;

/** What each persona asks of its subject and its namespaces, and that no two grants say the same or contradict each other. */
export function checkGrants(data: PlainData): readonly LocatedProblem[] {
  const personas = personasOf(data);
  const accounts = readEach(data, ["access"], OF_ACCOUNT).elements.map(({ path, value }) => ({
    path: [...path, "who", "namespace"],
    value: value.who.namespace,
  }));
  return [
    ...readEach(data, ["access"], HELD).elements.flatMap((grant) => checkHolder(grant, personas)),
    ...readEach(data, ["access"], PLACED).elements.flatMap((grant) => checkPlace(data, grant, personas)),
    ...unknownTenants(data, accounts),
    ...checkEnds(data),
    ...checkSameSubjects(data, personas),
  ];
}

/** Only where a machine of ours can take a binding away: that is where nobody else's program has to. */
function checkEnds(data: PlainData): readonly LocatedProblem[] {
  const profile = valueAt(data, ["profile", "kind"]);
  if (profile !== "cloud" && profile !== "edge") return [];
  return readEach(data, ["access"], ENDING).elements.map(({ path, value }) => ({
    path: [...path, "until"],
    problem: endsNowhere(value.until, profile),
  }));
}

/** What is fixed for the personas that can be read; undefined for one that does not exist, of which other checks speak. */
function personasOf(data: PlainData): Personas {
  const own = new Map(
    readEach(data, ["personas"], OWN).elements.map(({ value }) => [value.name, ownPersonaFacts(value)]),
  );
  const library = new Map<string, PersonaFacts>(Object.entries(PERSONA_FACTS));
  return (persona) => (typeof persona === "string" ? library.get(persona) : own.get(persona.own));
}

/** Machines hold what is for machines, people what is for people; and without a second factor only `recovery`. */
function checkHolder({ path, value }: Located<z.output<typeof HELD>>, personas: Personas): readonly LocatedProblem[] {
  const facts = personas(value.persona);
  if (facts === undefined) return [];
  const place = [...path, "persona"];
  const { method } = value.who;
  const name = typeof value.persona === "string" ? value.persona : value.persona.own;
  const isMachine = method === "service-account";
  if (isMachine && facts.heldBy === "people") return [{ path: place, problem: personForMachines(name) }];
  if (!isMachine && facts.heldBy === "machines") return [{ path: place, problem: machineForPeople(name) }];
  return facts.needsMfa && method !== "oidc" ? [{ path: place, problem: unprovenMfa(name, method) }] : [];
}

function checkPlace(
  data: PlainData,
  { path, value }: Located<z.output<typeof PLACED>>,
  personas: Personas,
): readonly LocatedProblem[] {
  const place = [...path, "namespaces"];
  const { persona, namespaces } = value;
  const facts = personas(persona);
  if (facts === undefined) return [];
  const name = typeof persona === "string" ? persona : persona.own;
  if (facts.reach === "cluster") {
    return namespaces !== undefined && namespaces.length > 0
      ? [{ path: place, problem: namespacesOfCluster(name, namespaces) }]
      : [];
  }
  if (namespaces === undefined || namespaces.length === 0) {
    return [{ path: place, problem: nowhere(name, namespaces !== undefined) }];
  }
  const names = readEach(data, place, TEXT).elements;
  return [...findRepeats(names, "namespace"), ...unknownTenants(data, names)];
}
