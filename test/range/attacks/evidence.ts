import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Shown } from "./run";

/** What a run showed, and on what. */
export interface Evidence {
  readonly cluster: string;
  readonly versions: Readonly<Record<string, string>>;
  /** What the laboratory did otherwise than a machine would. */
  readonly differences: readonly string[];
  readonly shown: readonly Shown[];
}

/** Whether all three parts of an attack are there, and its event where it was a request. */
export function isShown({ refused, legitimate, weakened, event }: Shown): boolean {
  const onRecord = refused.auditId === undefined || event !== undefined;
  return !refused.got && refused.refusedBy !== undefined && legitimate.got && weakened.got && onRecord;
}

/** Writes the evidence for machines and as a page. */
export function writeEvidence(folder: string, evidence: Evidence): void {
  mkdirSync(folder, { recursive: true });
  const { cluster, versions, differences, shown } = evidence;
  const attacks = shown.map((each) => ({
    attack: each.attack.name,
    weakening: each.attack.weakening,
    shown: isShown(each),
    refused: each.refused,
    legitimate: each.legitimate,
    weakened: each.weakened,
    event: each.event,
  }));
  const json = { cluster, versions, differences, attacks };
  writeFileSync(join(folder, `${cluster}.json`), `${JSON.stringify(json, undefined, 2)}\n`);
  writeFileSync(join(folder, `${cluster}.md`), page(evidence));
}

const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

function page({ cluster, versions, differences, shown }: Evidence): string {
  const rows = shown.map(
    (each) =>
      `| ${isShown(each) ? "yes" : "**NO**"} | ${cell(each.attack.name)} | ${cell(each.refused.refusedBy ?? `nothing: ${each.refused.saw}`)} | ${each.event === undefined ? (each.refused.auditId === undefined ? "no request" : "**missing**") : "yes"} | ${cell(each.legitimate.saw)} | ${cell(each.attack.weakening.name)} | ${cell(each.weakened.saw)} |`,
  );
  return `# What ${cluster} refused

Started from the files that the synthesis wrote, on ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}. The laboratory differs from a machine in this:

${differences.map((difference) => `- ${difference}`).join("\n")}

| Shown | It refuses | By | On record | A legitimate user got | Without it | The attacker got |
|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
}
