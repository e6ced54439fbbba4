import { judge } from "../../guardrails/judge";
import type { Judgement } from "../../guardrails/judgement";
import { type AddressChange, compareAddresses } from "./addresses";
import { compareDescriptions, type FieldChange } from "./descriptions";
import { compareObjects, type ObjectChange } from "./objects";
import { compareSettings, type SettingChange } from "./settings";
import type { ClusterSide } from "./side";

/** What came and what went of a list. */
export interface ListChange<Row> {
  readonly added: readonly Row[];
  readonly removed: readonly Row[];
}

/** One line of a list, its cells as they are printed. */
export type Row = readonly string[];

/** What differs in one cluster. */
export interface ClusterChange {
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "none";
  readonly openings: ListChange<Row>;
  readonly holders: ListChange<Row>;
  readonly findings: ListChange<Row>;
  readonly warnings: ListChange<Row>;
  readonly fields: readonly FieldChange[];
  readonly settings: readonly SettingChange[];
  readonly addresses: readonly AddressChange[];
  readonly objects: readonly ObjectChange[];
}

/** Compares two sides, cluster by cluster, by what is written: both are judged anew. */
export function compareSides(
  old: ReadonlyMap<string, ClusterSide>,
  next: ReadonlyMap<string, ClusterSide>,
): readonly ClusterChange[] {
  return [...new Set([...old.keys(), ...next.keys()])]
    .sort()
    .map((name) => compareCluster(name, old.get(name), next.get(name)));
}

const NOTHING: ClusterSide = { documents: [], description: undefined };

function compareCluster(name: string, before: ClusterSide | undefined, after: ClusterSide | undefined): ClusterChange {
  const [old, next] = [before ?? NOTHING, after ?? NOTHING];
  const [was, is] = [judge(old.documents), judge(next.documents)];
  const rows = (rowsOf: (judgement: Judgement) => readonly Row[]) => compareLists(rowsOf(was), rowsOf(is));
  const found = {
    openings: rows(({ openings }) => openings.map(({ ports, from, filter, reason }) => [ports, from, filter, reason])),
    holders: rows(({ holders }) => holders.map(({ who, method, holds, where }) => [who, method, holds, where ?? ""])),
    findings: rows(({ findings }) => findings.map(({ rule, place, message }) => [rule, place.path, message])),
    warnings: rows(({ warnings }) => warnings.map(({ what, reason }) => [what, reason])),
    // A cluster that came or went is one change, and not one for each of its fields.
    fields:
      old.description !== undefined && next.description !== undefined
        ? compareDescriptions(old.description, next.description)
        : [],
    settings: compareSettings(old.documents, next.documents),
    addresses: compareAddresses(old.documents, next.documents),
    objects: compareObjects(old.documents, next.documents),
  };
  const differs = Object.values(found).some((one) =>
    "added" in one ? one.added.length + one.removed.length > 0 : one.length > 0,
  );
  const change = before === undefined ? "added" : after === undefined ? "removed" : differs ? "changed" : "none";
  return { name, change, ...found };
}

function compareLists(old: readonly Row[], next: readonly Row[]): ListChange<Row> {
  const keyed = (rows: readonly Row[]) => new Map(rows.map((row) => [JSON.stringify(row), row]));
  const [before, after] = [keyed(old), keyed(next)];
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, row]) => row),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, row]) => row),
  };
}
