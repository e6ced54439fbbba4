import type { WrittenDocument } from "../../lib/guardrails/document";
import { judge } from "../../lib/guardrails/judge";
import { CLOUD_CHANGES, type CloudCase, type Tree } from "./cloud-cases";
import { FIREWALL_CHANGES, FORWARDING_CHANGES } from "./firewall-cases";
import { MACHINE_CHANGES } from "./machine-cases";
import { MANIFEST_CHANGES } from "./manifest-cases";
import { NotFollowed, whyFirewallIsOpen } from "./open-firewalls";
import { whyManifestsAreOpen } from "./open-manifests";
import { whyStacksAreOpen } from "./open-stacks";
import { Random } from "./random";

/** What became of one case. */
export interface JudgedCase {
  readonly seed: number;
  readonly changes: readonly string[];
  readonly pillars: readonly string[];
  /** The rules that refused it; none when it was accepted. */
  readonly refusedBy: readonly string[];
  /** Why the oracle says that it is open; empty where it does not say so. */
  readonly open: readonly string[];
}

interface Change<Subject, Result = unknown> {
  readonly name: string;
  readonly pillar?: string;
  readonly harmful: boolean;
  readonly apply: (subject: Subject, random: Random) => Result;
}

/** The rendered documents that cases start from. */
export interface Base {
  readonly cloud: WrittenDocument & { readonly kind: "terraform" };
  readonly machine: WrittenDocument & { readonly kind: "terraform" };
  readonly manifests: WrittenDocument & { readonly kind: "manifests" };
}

/** Changes rendered documents as the seed says, lets the rules judge them, and asks the oracle. */
export function judgeCase(base: Base, seed: number): JudgedCase {
  const random = new Random(seed);
  const area = random.below(100);
  if (area < 40) return cloudCase(base, seed, random);
  if (area < 78) return manifestCase(base, seed, random);
  return area < 97 ? firewallCase(base, seed, random) : machineCase(base, seed, random);
}

/** Half of the cases mean no harm; the others hold one harmful change among harmless ones. */
function choose<Subject, Result>(
  changes: readonly Change<Subject, Result>[],
  random: Random,
): readonly Change<Subject, Result>[] {
  const harmless = changes.filter(({ harmful }) => !harmful);
  const chosen = Array.from({ length: 1 + random.below(2) }, () => random.pick(harmless));
  return random.chance(50) ? chosen : [...chosen, random.pick(changes.filter(({ harmful }) => harmful))];
}

function outcome(
  seed: number,
  changes: readonly Change<never>[],
  documents: readonly WrittenDocument[],
  open: readonly string[],
): JudgedCase {
  return {
    seed,
    changes: changes.map(({ name }) => name),
    pillars: changes.map(({ pillar }) => pillar ?? "network"),
    refusedBy: [...new Set(judge(documents).findings.map(({ rule }) => rule))],
    open,
  };
}

function cloudCase({ cloud }: Base, seed: number, random: Random): JudgedCase {
  const one: CloudCase = { content: structuredClone(cloud.content) as Tree, siblings: [] };
  const changes = choose(CLOUD_CHANGES, random);
  for (const { apply } of changes) apply(one, random);
  const stacks = [{ name: cloud.name, content: one.content as unknown }, ...one.siblings];
  const documents = stacks.map(
    ({ name, content }): WrittenDocument => ({
      kind: "terraform",
      name,
      content: JSON.parse(JSON.stringify(content)),
      neighbours: [],
    }),
  );
  return outcome(seed, changes, documents, whyStacksAreOpen(stacks));
}

function manifestCase({ manifests }: Base, seed: number, random: Random): JudgedCase {
  const objects = structuredClone(manifests.objects.map(({ content }) => content)) as Tree[];
  const changes = choose(MANIFEST_CHANGES, random);
  for (const { apply } of changes) apply(objects, random);
  return outcome(
    seed,
    changes,
    [{ ...manifests, objects: objects.map((content) => ({ content })) }],
    whyManifestsAreOpen(objects),
  );
}

function firewallCase(base: Base, seed: number, random: Random): JudgedCase {
  const changes = choose<string, string>(FIREWALL_CHANGES, random);
  const text = changes.reduce((changed, { apply }) => apply(changed, random), rulesetOf(base));
  return outcome(
    seed,
    changes,
    [{ kind: "machine", name: "host-firewall.nft", content: text }],
    openFirewall(text, false),
  );
}

function machineCase(base: Base, seed: number, random: Random): JudgedCase {
  const { machine } = base;
  const firewall = random.chance(60)
    ? choose<string, string>([...FIREWALL_CHANGES, ...FORWARDING_CHANGES, ...FORWARDING_CHANGES], random)
    : [];
  const others =
    firewall.length === 0
      ? choose<string, string>(MACHINE_CHANGES, random)
      : [random.pick(MACHINE_CHANGES.filter(({ harmful }) => !harmful))];
  const before = rulesetOf(base);
  const ruleset = firewall.reduce((changed, { apply }) => apply(changed, random), before);
  const content = JSON.stringify(machine.content);
  const userData = others.reduce(
    (text, { apply }) => apply(text, random),
    userDataOf(content).replace(indented(before), indented(ruleset)),
  );
  const changed = content.replace(JSON.stringify(userDataOf(content)), () => JSON.stringify(userData));
  const loads = /ExecStart=\/usr\/sbin\/nft -f/.test(userData);
  const open = loads ? openFirewall(ruleset, true) : ["nothing loads the ruleset"];
  return outcome(seed, [...firewall, ...others], [{ ...machine, content: JSON.parse(changed) }], open);
}

function openFirewall(text: string, passesOn: boolean): readonly string[] {
  try {
    return whyFirewallIsOpen(text, passesOn);
  } catch (error) {
    if (error instanceof NotFollowed) return [];
    throw error;
  }
}

function userDataOf(document: string): string {
  const text = /"user_data":("(?:[^"\\]|\\.)*")/.exec(document)?.[1];
  if (text === undefined) throw new Error("the stack holds no user data");
  return JSON.parse(text) as string;
}

const rulesets = new WeakMap<Base, string>();

function rulesetOf(base: Base): string {
  const known = rulesets.get(base);
  if (known !== undefined) return known;
  const userData = userDataOf(JSON.stringify(base.machine.content));
  const block = /host-firewall\.nft\n.*\n.*\n {4}content: \|\n((?: {6}.*\n|\n)+)/.exec(userData)?.[1];
  if (block === undefined) throw new Error("the user data holds no ruleset");
  const text = block.replaceAll(/^ {6}/gm, "");
  rulesets.set(base, text);
  return text;
}

/** The text as it stands in the block of a YAML list. */
function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "      ");
}

/** The names of all changes that mean no harm. */
export const HARMLESS_CHANGES: ReadonlySet<string> = new Set(
  [CLOUD_CHANGES, MANIFEST_CHANGES, FIREWALL_CHANGES, FORWARDING_CHANGES, MACHINE_CHANGES].flatMap((changes) =>
    changes.filter(({ harmful }) => !harmful).map(({ name }) => name),
  ),
);
