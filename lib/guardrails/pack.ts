import type { AnyRule } from "./rule";
import { RULES } from "./rules";

/**
 * A named set of further rules: a team's own, or a stricter choice of this library. A pack adds and never takes away: all rules of
 * the library run with it as without it.
 */
export interface Pack {
  /** `kebab-case`; what `--pack` and reports call it. */
  readonly name: string;
  /** What it is for, one sentence. */
  readonly title: string;
  /** Rules beside the library's own. Their ids are `<name of the pack>/<kebab-case>`, so that none passes for one of the library's. */
  readonly rules: readonly AnyRule[];
}

/** What keeps a pack from being used, in words; empty when nothing does. */
export function complaintsAboutPack({ name, title, rules }: Pack): readonly string[] {
  const complaints: string[] = [];
  // A program in JavaScript hands over what it likes.
  if (typeof name !== "string" || typeof title !== "string" || !Array.isArray(rules))
    return ["it is not { name, title, rules: [...] }"];
  for (const [index, rule] of rules.entries()) {
    if (typeof rule?.id !== "string" || typeof rule.judge !== "function" || typeof rule.judges !== "string")
      return [`rules[${index}] is not a rule: it wants id, judges and judge at least`];
    if (rule.reach !== "exposure" && rule.reach !== "ours")
      return [`rules[${index}] has the reach ${JSON.stringify(rule.reach)}, not "exposure" or "ours"`];
  }
  if (!KEBAB.test(name)) complaints.push(`its name is ${JSON.stringify(name)}, not in kebab-case`);
  if (title.trim().length < 10) complaints.push("its title does not say what it is for");
  if (rules.length === 0) complaints.push("it holds no rule");
  for (const [index, { id }] of rules.entries()) {
    const [pack, own = "", ...more] = id.split("/");
    if (pack !== name || !KEBAB.test(own) || more.length > 0)
      complaints.push(`the rule ${JSON.stringify(id)} is not called ${name}/<kebab-case>`);
    if (rules.findIndex((other) => other.id === id) < index) complaints.push(`it holds the rule ${id} twice`);
  }
  return complaints;
}

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** All rules of the library, and those of the packs. A pack that is given twice counts once. */
export function rulesWith(packs: readonly Pack[], rules: readonly AnyRule[] = RULES): readonly AnyRule[] {
  const further = [...new Set(packs)].flatMap((pack) => {
    const complaints = complaintsAboutPack(pack);
    if (complaints.length > 0) throw new Error(`the pack ${pack.name} cannot be used: ${complaints.join("; ")}`);
    return pack.rules;
  });
  const twice = further.find(({ id }, index) => further.findIndex((other) => other.id === id) < index);
  if (twice !== undefined) throw new Error(`two packs hold the rule ${twice.id}`);
  return [...rules, ...further];
}
