import { z } from "zod";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import type { PersonaFacts } from "../persona-facts";
import { contradictingGrant, sameGrant } from "../problems/access";

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

type Grant = Located<z.output<typeof GRANT>>;

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
  const bySubject = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = JSON.stringify(Object.entries(grant.value.who).sort());
    bySubject.set(key, [...(bySubject.get(key) ?? []), grant]);
  }
  return [...bySubject.values()].flatMap((ofOne) =>
    ofOne.flatMap((grant, index) => {
      const same = ofOne.slice(0, index).find(({ value }) => saysTheSame(value, grant.value));
      if (same !== undefined)
        return [
          { path: grant.path, problem: sameGrant(subjectName(grant), personaName(grant), formatPath(same.path)) },
        ];
      const wider = ofOne.find((other) => other !== grant && covers(other, grant, personas(other.value.persona)));
      return wider === undefined
        ? []
        : [
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
}

function saysTheSame(one: Grant["value"], other: Grant["value"]): boolean {
  return nameOf(one.persona) === nameOf(other.persona) && one.until === other.until;
}

/** Whether one grant gives all that another does, as long as the other, somewhere that the other names. */
function covers(wide: Grant, narrow: Grant, facts: PersonaFacts | undefined): boolean {
  if (
    facts === undefined ||
    saysTheSame(wide.value, narrow.value) ||
    !lastsAsLong(wide.value.until, narrow.value.until)
  )
    return false;
  const same = nameOf(wide.value.persona) === nameOf(narrow.value.persona);
  if (!same && !facts.contains.some((persona) => persona === narrow.value.persona)) return false;
  if (facts.reach === "cluster") return true;
  return (wide.value.namespaces ?? []).some((name) => (narrow.value.namespaces ?? []).includes(name));
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
