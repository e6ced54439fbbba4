import type { Finding } from "./finding";
import type { Judgement } from "./judgement";

/** The output was judged and refused. Nothing of it was written. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly judgement: Judgement;

  constructor(judgement: Judgement, consequence = "Nothing was written; the old output is as it was.") {
    super(`${describeRefusal(judgement)}\n${consequence}`);
    this.judgement = judgement;
    // The way into the gate is of no use to the reader; the findings say where the mistake is.
    this.stack = `${this.name}: ${this.message}`;
  }
}

function describeRefusal(judgement: Judgement): string {
  const count = judgement.findings.length;
  const head = `portcullis refuses this output: ${count} ${count === 1 ? "finding" : "findings"} in ${judgement.documents.join(", ")}.`;
  return [head, "", ...judgement.findings.map((finding) => `${formatFinding(finding)}\n`)].join("\n");
}

/** The text of a finding: rule, place, construct and line, value, reason, and what to do. */
export function formatFinding(finding: Finding): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["at", `${finding.place.document}: ${finding.place.path}`],
    ["construct", finding.place.construct],
    ["created", finding.source],
    ["got", finding.got === "" ? undefined : finding.got],
    ["why", finding.why],
    ["fix", finding.fix],
  ];
  return [
    `[${finding.rule}] ${finding.message}`,
    ...rows.filter(([, text]) => text !== undefined).map(([label, text]) => `  ${label.padEnd(10)} ${text}`),
  ].join("\n");
}
