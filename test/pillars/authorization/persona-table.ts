import { personaRole } from "../../../lib/pillars/authorization/persona-role";
import type { PolicyRule } from "../../../lib/pillars/authorization/policy-rule";
import { PERSONAS } from "../../../lib/spec/persona-facts";

const ORDER = ["get", "list", "watch", "create", "update", "patch", "delete"];

/** Persona by resource: each row a resource with its group, each cell the verbs, in the order of `PERSONAS`. The first row is the head. */
export function personaTable(): readonly (readonly string[])[] {
  const rights = new Map<string, Map<string, string[]>>();
  for (const persona of PERSONAS) {
    const { rules } = personaRole(persona).object as unknown as { readonly rules: readonly PolicyRule[] };
    for (const { apiGroups, resources, verbs } of rules) {
      for (const name of apiGroups.flatMap((group) =>
        resources.map((one) => (group === "" ? one : `${one}.${group}`)),
      )) {
        const row = rights.get(name) ?? new Map<string, string[]>();
        row.set(persona, [...(row.get(persona) ?? []), ...verbs]);
        rights.set(name, row);
      }
    }
  }
  const cell = (verbs: readonly string[] = []) => ORDER.filter((verb) => verbs.includes(verb)).join(" ");
  const rows = [...rights].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ["resource", ...PERSONAS],
    ...rows.map(([name, row]) => [name, ...PERSONAS.map((one) => cell(row.get(one)))]),
  ];
}
