import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isShown } from "../attacks/evidence";
import type { Shown } from "../attacks/run";
import { DIFFERENCES } from "../laboratory/control-plane";
import type { ShownCase, Told } from "./try-row";

/** What a run of admission showed. */
export interface AdmissionEvidence {
  readonly kubernetesVersion: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly shown: readonly ShownCase[];
  readonly plugins: readonly Shown[];
}

/** Writes it for machines and as a page. */
export function writeAdmissionEvidence(folder: string, evidence: AdmissionEvidence): void {
  mkdirSync(folder, { recursive: true });
  const name = join(folder, `admission-${evidence.kubernetesVersion}`);
  writeFileSync(`${name}.json`, `${JSON.stringify({ ...evidence, differences: DIFFERENCES }, undefined, 2)}\n`);
  writeFileSync(`${name}.md`, page(evidence));
}

const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");
const said = ({ status, message }: Told) => cell(`${status} ${message}`.trim());
const yes = (is: boolean) => (is ? "yes" : "**NO**");

function page({ versions, shown, plugins }: AdmissionEvidence): string {
  const cases = shown.map(
    ({ policy, name, refused, passes, lifted, faults }) =>
      `| ${yes(faults.length === 0)} | ${policy} | ${name} | ${said(refused)} | ${said(passes)} | ${said(lifted)} |`,
  );
  const without = plugins.map(
    (one) =>
      `| ${yes(isShown(one))} | ${cell(one.attack.name)} | ${cell(one.refused.saw)} | ${cell(one.legitimate.saw)} | ${cell(one.attack.weakening.name)} | ${cell(one.weakened.saw)} |`,
  );
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# What admission refused

On ${programs.join(", ")}. The laboratory differs from a machine in this:

${DIFFERENCES.map((difference) => `- ${difference}`).join("\n")}

| Shown | Policy | By | It was refused | What passes was told | Without the policy it was told |
|---|---|---|---|---|---|
${cases.join("\n")}

| Shown | Plug-ins refuse | By | What passes was told | Without it | It was told |
|---|---|---|---|---|---|
${without.join("\n")}
`;
}
