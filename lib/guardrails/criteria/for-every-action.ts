import type { AuditRuleFact } from "../facts/audit-policy";
import { rememberLast } from "../readers/remember";
import type { SensitiveAction } from "./sensitive-actions";

/**
 * What is to be said of the rules of an audit policy, asked for each of the actions. Many clusters have the same rules, and asking takes
 * a while: what was said of the last ones is remembered.
 */
export function forEveryAction<Said>(
  actions: readonly SensitiveAction[],
  ask: (rules: readonly AuditRuleFact[], action: SensitiveAction) => readonly Said[],
): (rules: readonly AuditRuleFact[]) => readonly Said[] {
  const say = rememberLast(64, (text): readonly Said[] => {
    const rules = JSON.parse(text) as readonly AuditRuleFact[];
    return actions.flatMap((action) => ask(rules, action));
  });
  return (rules) => say(JSON.stringify(rules));
}
