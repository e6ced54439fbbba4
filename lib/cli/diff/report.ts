import { columns, oneLine } from "../../evidence/columns";
import { count } from "../../evidence/count";
import type { AddressChange } from "./addresses";
import type { ClusterChange, ListChange, Row } from "./compare";

const MOST_SETTINGS = 40;

/** The differences for people: what opens first, what Terraform does last. */
export function formatDiff(changes: readonly ClusterChange[]): string {
  const differing = changes.filter(({ change }) => change !== "none");
  const same = changes.length - differing.length;
  const sections = [
    ...differing.map(describeCluster),
    [conclusion(differing), ...(same > 0 ? [`${count(same, "cluster")} without a difference.`] : [])],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function describeCluster(change: ClusterChange): readonly string[] {
  const title = change.change === "changed" ? change.name : `${change.name}: ${change.change}`;
  return [
    oneLine(title),
    ...describeList("opens", "no longer opens", change.openings),
    ...describeList("lets in", "no longer lets in", change.holders),
    ...describeList("finding", "finding gone", change.findings),
    ...describeList("warning", "warning gone", change.warnings),
    ...rows(
      change.fields.map(({ field, old, next, posture }) => [
        posture === "unknown" ? "described" : `described ${posture}`,
        field,
        `${old} -> ${next}`,
      ]),
    ),
    ...describeSettings(change),
    ...describeAddresses(change.addresses),
    ...describeCounted(
      "object",
      change.objects.map(({ change: what, object }) => [what, object] as const),
    ),
  ];
}

function describeList(came: string, went: string, { added, removed }: ListChange<Row>): readonly string[] {
  return rows([...added.map((row) => [`+ ${came}`, ...row]), ...removed.map((row) => [`- ${went}`, ...row])]);
}

function describeSettings({ settings }: ClusterChange): readonly string[] {
  const shown = settings
    .slice(0, MOST_SETTINGS)
    .map(({ of, setting, old, next }) => [
      "setting",
      `${of}: ${setting}: ${shorten(old ?? "nothing")} -> ${shorten(next ?? "nothing")}`,
    ]);
  const more = settings.length - shown.length;
  return [...rows(shown), ...(more > 0 ? [`  and ${count(more, "setting")} more: --json has them all`] : [])];
}

/** What is made or destroyed is counted by its kind of change and named one by one; a whole cluster would be a page of names. */
function describeAddresses(addresses: readonly AddressChange[]): readonly string[] {
  return describeCounted(
    "address",
    addresses.map(({ change, address, of }) => {
      if (change === "moved") return [change, `${address} to ${of.join("")}`] as const;
      return [change, of.length === 0 ? address : `${address}, by ${of.join(", ")}`] as const;
    }),
  );
}

function describeCounted(what: string, changes: readonly (readonly [string, string])[]): readonly string[] {
  const MOST = 30;
  const shown = changes.slice(0, MOST).map(([change, name]) => [`${what} ${change}`, name]);
  const more = changes.length - shown.length;
  return [...rows(shown), ...(more > 0 ? [`  and ${more} more of the kind: --json has them all`] : [])];
}

function rows(lines: readonly Row[]): readonly string[] {
  return columns(lines, "  ");
}

function conclusion(changes: readonly ClusterChange[]): string {
  if (changes.length === 0) return "No difference.";
  const addresses = changes.flatMap((change) => change.addresses);
  const of = (wanted: AddressChange["change"]) => addresses.filter(({ change }) => change === wanted).length;
  const kinds = (["added", "removed", "replaced", "moved", "changed"] as const).map((kind) => `${of(kind)} ${kind}`);
  return `${count(changes.length, "cluster")} with differences; addresses: ${kinds.join(", ")}. What else Terraform replaces, terraform plan says.`;
}

function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`;
}
