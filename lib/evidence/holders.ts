import type { Holder } from "../guardrails/holders";
import { columns } from "./columns";

/**
 * Who gets into a cluster, by which method, as which persona and where. IAM roles come from access entries and what they hold from the
 * bindings of their groups: the two stand in different documents and are joined here, so that a role whose group nobody binds shows.
 */
export function describeHolders(holders: readonly Holder[]): readonly string[] {
  if (holders.length === 0) return ["  lets in nobody by a persona"];
  const entries = holders.filter(({ where }) => where === undefined);
  const bound = holders.filter(({ where }) => where !== undefined);
  const groups = entries.flatMap(({ holds }) => holds.split(", "));
  const ofRoles = entries.flatMap(({ who, method, holds }) =>
    holds.split(", ").flatMap((group) => {
      const found = bound.filter((holder) => holder.who === group);
      if (found.length === 0) return [[who, method, `nothing: nobody binds ${group}`, ""]];
      return found.map((holder) => [who, method, holder.holds, holder.where ?? ""]);
    }),
  );
  const ofOthers = bound
    .filter(({ who }) => !groups.includes(who))
    .map(({ who, method, holds, where }) => [who, method, holds, where ?? ""]);
  const rows = new Map([...ofOthers, ...ofRoles].map((row) => [JSON.stringify(row), row]));
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return columns([["lets in", "by", "as", "in"], ...sorted], "  ");
}
