import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Climb } from "./try-escalations";

/** What a run showed of rights and of how they are taken. */
export interface AuthorizationEvidence {
  readonly versions: Readonly<Record<string, string>>;
  readonly differences: readonly string[];
  readonly climbs: readonly Climb[];
}

const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

/** Writes who tried what, what refused each and what they were told, for machines and as a page. */
export function writeAuthorizationEvidence(
  folder: string,
  { versions, differences, climbs }: AuthorizationEvidence,
): void {
  mkdirSync(folder, { recursive: true });
  const escalations = climbs.map(({ escalation: { name, layers, mayByRole = [] }, steps, legitimate, faults }) => ({
    escalation: name,
    shown: faults.length === 0,
    faults,
    mayByRole,
    legitimate,
    layers: layers.map((layer, index) => ({ refusedBy: layer.name, words: layer.words, told: steps[index] ?? [] })),
    withoutAny: steps[layers.length] ?? [],
  }));
  const file = (ending: string) => join(folder, `authorization-${versions["kube-apiserver"]}.${ending}`);
  writeFileSync(file("json"), `${JSON.stringify({ versions, differences, escalations }, undefined, 2)}\n`);
  writeFileSync(file("md"), page({ versions, differences, climbs }));
}

function page({ versions, differences, climbs }: AuthorizationEvidence): string {
  const rows = climbs.map(({ escalation: { name, layers, mayByRole = [] }, steps, legitimate, faults }) => {
    const tried = steps[0]?.map(({ who }) => who).join(", ") ?? "nobody";
    const refusals = layers.map((layer, index) => `${layer.name}: ${steps[index]?.[0]?.status} ${layer.words}`);
    const through = steps[layers.length]?.[0];
    const got = through === undefined ? "nothing" : `${through.status} ${through.message}`.trim();
    return `| ${faults.length === 0 ? "yes" : "**NO**"} | ${cell(name)} | ${cell(tried)} | ${mayByRole.join(", ")} | ${cell(refusals.join("; then "))} | ${legitimate.status} | ${cell(got)} |`;
  });
  return `# What nobody takes who was not given it

Tried on ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(
      ", ",
    )}, by every persona with a credential of its own. Each refusal is in the audit record. The laboratory differs from a machine in this:

${differences.map((difference) => `- ${difference}`).join("\n")}

| Shown | They take | Tried by | May by role | Refused by, and once that is taken out | The administrator was told | Without all of it |
|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}
