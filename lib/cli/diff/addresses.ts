import { isDeepStrictEqual } from "node:util";
import type { WrittenDocument } from "../../guardrails/document";
import { REPLACING } from "./replacing";

/** What becomes of one Terraform address. */
export interface AddressChange {
  readonly address: string;
  readonly change: "added" | "removed" | "moved" | "replaced" | "changed";
  /** The attributes that differ; of a moved one, its new address. */
  readonly of: readonly string[];
}

type Body = Readonly<Record<string, unknown>>;

/** What Terraform will make, destroy, replace and change, as far as the documents tell. */
export function compareAddresses(
  old: readonly WrittenDocument[],
  next: readonly WrittenDocument[],
): readonly AddressChange[] {
  const before = resourcesIn(old);
  const after = resourcesIn(next);
  const moves = new Map(movesIn(next).filter(([from, to]) => before.has(from) && after.has(to)));
  const arrived = new Set(moves.values());
  const changes: AddressChange[] = [];
  for (const [address, body] of before) {
    const moved = moves.get(address);
    const now = after.get(moved ?? address);
    if (moved !== undefined) changes.push({ address, change: "moved", of: [moved] });
    if (now === undefined) changes.push({ address, change: "removed", of: [] });
    else changes.push(...changeOf(moved ?? address, body, now));
  }
  for (const address of after.keys())
    if (!before.has(address) && !arrived.has(address)) changes.push({ address, change: "added", of: [] });
  return changes.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function changeOf(address: string, old: Body, now: Body): readonly AddressChange[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => key !== "//").sort();
  const of = keys.filter((key) => !isDeepStrictEqual(old[key], now[key]));
  if (of.length === 0) return [];
  const replacing = REPLACING[address.split(".")[0] ?? ""] ?? [];
  const cause = of.filter((key) => replacing.includes(key));
  return [cause.length > 0 ? { address, change: "replaced", of: cause } : { address, change: "changed", of }];
}

function resourcesIn(documents: readonly WrittenDocument[]): ReadonlyMap<string, Body> {
  const resources = new Map<string, Body>();
  for (const document of documents) {
    if (document.kind !== "terraform") continue;
    for (const [type, byName] of entriesOf(entriesOf(document.content).find(([key]) => key === "resource")?.[1]))
      for (const [name, body] of entriesOf(byName))
        resources.set(`${type}.${name}`, Object.fromEntries(entriesOf(body)));
  }
  return resources;
}

function movesIn(documents: readonly WrittenDocument[]): readonly (readonly [string, string])[] {
  return documents.flatMap((document) => {
    if (document.kind !== "terraform") return [];
    const moved = entriesOf(document.content).find(([key]) => key === "moved")?.[1];
    return (Array.isArray(moved) ? moved : [moved]).flatMap((block: unknown) => {
      const { from, to } = Object.fromEntries(entriesOf(block)) as { from?: unknown; to?: unknown };
      return typeof from === "string" && typeof to === "string" ? [[from, to] as const] : [];
    });
  });
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
