import type { Policy } from "../policy";
import { FINDING_IDS, type RbacFinding } from "./finding";
import { linted, plainly } from "./linted";
import { findInBindings } from "./of-bindings";
import { findInNames } from "./of-names";
import { findInRoles, findTwiceBound } from "./of-roles";
import { findOfSubjects } from "./of-subjects";

/**
 * Everything that is found in roles and bindings, the worst first. Defaults of Kubernetes count where they are handed out, and are
 * no finding by themselves.
 *
 * @throws PolicyTooLarge
 */
export function lint(policy: Policy): readonly RbacFinding[] {
  const all = linted(policy);
  const found = [
    ...findOfSubjects(all),
    ...findInBindings(all),
    ...findInNames(all),
    ...findInRoles(all),
    ...findTwiceBound(all),
  ];
  const once = new Map(found.map((one) => [JSON.stringify([one.id, one.of, one.message]), one]));
  const rank = ({ id }: RbacFinding) => FINDING_IDS.indexOf(id);
  return [...once.values()].sort((a, b) => rank(a) - rank(b) || plainly(a.of, b.of) || plainly(a.message, b.message));
}
