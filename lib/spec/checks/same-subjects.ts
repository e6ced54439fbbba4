import { z } from "zod";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { lookOf } from "../look-alike";
import { grantAll } from "../own-persona-rights";
import type { PersonaFacts } from "../persona-facts";
import { contradictingGrant, contradictingScopes, lookAlike, sameGrant } from "../problems/access";

const PERSONA = z.union([z.string(), z.object({ own: z.string() })]);
const METHOD = { method: z.string(), provider: z.string().optional() };
const GRANT = z.object({
  who: z.union([
    z.object({ ...METHOD, group: z.string() }),
    z.object({ ...METHOD, user: z.string() }),
    z.object({ ...METHOD, role: z.string() }),
    z.object({ ...METHOD, namespace: z.string(), name: z.string() }),
  ]),
  persona: PERSONA,
  namespaces: z.array(z.unknown()).optional(),
  until: z.string().optional(),
});

const TEXTS = z.array(z.string());
const OWN = z.object({
  name: z.string(),
  rules: z.array(z.object({ apiGroups: TEXTS, resources: TEXTS, verbs: TEXTS })),
});

type Persona = z.output<typeof PERSONA>;
type Grant = Located<z.output<typeof GRANT>>;
type Rules = ReadonlyMap<string, z.output<typeof OWN>["rules"]>;

/**
 * Each subject once for each persona, and no two grants of which one says "there alone" while the other already reaches it: whoever
 * takes the wider one away later would be surprised by what is left, and whoever reads the narrower one by what there is. A grant that
 * ends contains none that goes on.
 */
export function checkSameSubjects(
  data: PlainData,
  personas: (persona: z.output<typeof PERSONA>) => PersonaFacts | undefined,
): readonly LocatedProblem[] {
  const grants = readEach(data, ["access"], GRANT).elements;
  const rules: Rules = new Map(
    readEach(data, ["personas"], OWN, "optional").elements.map(({ value }) => [value.name, value.rules]),
  );
  const bySubject = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = JSON.stringify(Object.entries(grant.value.who).sort());
    bySubject.set(key, [...(bySubject.get(key) ?? []), grant]);
  }
  const ofEach = [...bySubject.values()].flatMap((ofOne) =>
    ofOne.flatMap((grant, index) => {
      const same = ofOne.slice(0, index).find(({ value }) => saysTheSame(value, grant.value));
      if (same !== undefined)
        return [
          { path: grant.path, problem: sameGrant(subjectName(grant), personaName(grant), formatPath(same.path)) },
        ];
      const wider = ofOne.find(
        (other) => other !== grant && covers(other, grant, personas(other.value.persona), rules),
      );
      if (wider === undefined) return outOfScope(grant, ofOne, personas);
      return [
        {
          path: grant.path,
          problem: contradictingGrant(
            subjectName(grant),
            personaName(grant),
            personaName(wider),
            formatPath(wider.path),
          ),
        },
      ];
    }),
  );
  return [...ofEach, ...lookAlikes(grants)];
}

/** Who is named for namespaces and, for as long, for the whole cluster: whoever reads the one believes him to be nowhere else. */
function outOfScope(
  grant: Grant,
  ofOne: readonly Grant[],
  personas: (persona: Persona) => PersonaFacts | undefined,
): readonly LocatedProblem[] {
  const reach = ({ value }: Grant) => personas(value.persona)?.reach;
  if (reach(grant) !== "namespaces") return [];
  const wide = ofOne.find((other) => reach(other) === "cluster" && lastsAsLong(other.value.until, grant.value.until));
  if (wide === undefined) return [];
  const problem = contradictingScopes(subjectName(grant), personaName(grant), personaName(wide), formatPath(wide.path));
  return [{ path: grant.path, problem }];
}

/** Two names of one method that people take for each other: what is meant for the one is granted to the other. */
function lookAlikes(grants: readonly Grant[]): readonly LocatedProblem[] {
  const first = new Map<string, Grant>();
  return grants.flatMap((grant) => {
    const { who } = grant.value;
    const name = subjectName(grant);
    const kind = Object.keys(who).sort().join();
    const key = JSON.stringify([who.method, who.provider, kind, lookOf(name)]);
    const other = first.get(key);
    if (other === undefined) first.set(key, grant);
    if (other === undefined || subjectName(other) === name) return [];
    return [{ path: [...grant.path, "who"], problem: lookAlike(name, subjectName(other), formatPath(other.path)) }];
  });
}

function saysTheSame(one: Grant["value"], other: Grant["value"]): boolean {
  return nameOf(one.persona) === nameOf(other.persona) && one.until === other.until;
}

/** Whether one grant gives all that another does, as long as the other, somewhere that the other names. */
function covers(wide: Grant, narrow: Grant, facts: PersonaFacts | undefined, rules: Rules): boolean {
  if (
    facts === undefined ||
    saysTheSame(wide.value, narrow.value) ||
    !lastsAsLong(wide.value.until, narrow.value.until)
  )
    return false;
  if (!contains(wide.value.persona, narrow.value.persona, facts, rules)) return false;
  if (facts.reach === "cluster") return true;
  return (wide.value.namespaces ?? []).some((name) => (narrow.value.namespaces ?? []).includes(name));
}

/** Two personas of one's own are compared by their rules; one's own and one of the library's are not, for the roles are made elsewhere. */
function contains(wide: Persona, narrow: Persona, facts: PersonaFacts, rules: Rules): boolean {
  if (nameOf(wide) === nameOf(narrow)) return true;
  if (typeof wide === "string" || typeof narrow === "string")
    return facts.contains.some((persona) => persona === narrow);
  const [of, than] = [rules.get(wide.own), rules.get(narrow.own)];
  return of !== undefined && than !== undefined && grantAll(of, than);
}

/** Moments are written alike, so that they are in order as texts. */
function lastsAsLong(wide: string | undefined, narrow: string | undefined): boolean {
  return wide === undefined || (narrow !== undefined && wide >= narrow);
}

function nameOf(persona: z.output<typeof PERSONA>): string {
  return JSON.stringify(persona);
}

function personaName({ value: { persona } }: Grant): string {
  return typeof persona === "string" ? persona : persona.own;
}

function subjectName({ value: { who } }: Grant): string {
  if ("group" in who) return who.group;
  if ("user" in who) return who.user;
  return "role" in who ? who.role : `${who.namespace}/${who.name}`;
}
