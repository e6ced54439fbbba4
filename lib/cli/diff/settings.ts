import type { WrittenDocument } from "../../guardrails/document";
import { readDocuments } from "../../guardrails/readers/read-documents";
import type { Fact } from "../../guardrails/facts/fact";

/** A setting that the readers find in the written files, such as a retention deep in a machine's user data. */
export interface SettingChange {
  /** The kind of what was read, and where. */
  readonly of: string;
  /** `logGroup.retentionDays`. */
  readonly setting: string;
  /** What it was and what it is, as one would write it; undefined where there is none. */
  readonly old: string | undefined;
  readonly next: string | undefined;
}

/** What is told as openings, as who is let in, or as findings. */
const TOLD_ELSEWHERE: readonly Fact["kind"][] = ["inbound", "access-entry", "role-binding", "unknown-shape"];

/** Every setting that both sides have or one has, and that differs. Facts that are there on one side alone come with their address or object. */
export function compareSettings(
  old: readonly WrittenDocument[],
  next: readonly WrittenDocument[],
): readonly SettingChange[] {
  const before = settingsIn(old);
  const after = settingsIn(next);
  return [...before].flatMap(([of, settings]) => {
    const now = after.get(of);
    if (now === undefined) return [];
    return [...new Set([...settings.keys(), ...now.keys()])]
      .filter((setting) => settings.get(setting) !== now.get(setting))
      .map((setting) => ({ of, setting, old: settings.get(setting), next: now.get(setting) }));
  });
}

function settingsIn(documents: readonly WrittenDocument[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const settings = new Map<string, ReadonlyMap<string, string>>();
  for (const fact of readDocuments(documents, () => true)) {
    if (TOLD_ELSEWHERE.includes(fact.kind)) continue;
    const { kind, place, ours: _, ...rest } = fact;
    const leaves = new Map<string, string>();
    flatten(rest, "", leaves);
    const name = `${kind} at ${place.path}`;
    let unique = name;
    for (let count = 2; settings.has(unique); count++) unique = `${name} (${count})`;
    settings.set(unique, leaves);
  }
  return settings;
}

/** Lists of texts stay lists: their order and length are what differs. */
function flatten(value: unknown, path: string, leaves: Map<string, string>): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null) leaves.set(path, JSON.stringify(value));
  else if (value instanceof Map || value instanceof Set) flatten([...value], path, leaves);
  else if ("known" in value)
    flatten("value" in value ? value.value : `unknown: ${"why" in value ? String(value.why) : ""}`, path, leaves);
  else if (Array.isArray(value) && value.every((one) => typeof one !== "object")) leaves.set(path, value.join(", "));
  else
    for (const [key, inner] of Object.entries(value)) {
      const step = Array.isArray(value) ? `[${key}]` : path === "" ? key : `.${key}`;
      if (key !== "place") flatten(inner, `${path}${step}`, leaves);
    }
}
