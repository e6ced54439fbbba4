import { type ExpandedRole, expandRoles } from "./aggregation";
import type { Binding } from "./binding";
import type { Policy } from "./policy";
import { roleKey } from "./role";
import { type Requester, type Subject, subjectKey } from "./subject";

/** A policy of which every role is expanded and every binding is found by whom it names. */
export class ExpandedPolicy {
  private constructor(
    readonly policy: Policy,
    readonly roles: ReadonlyMap<string, ExpandedRole>,
    /** Every subject that a binding names, once. */
    readonly subjects: readonly Subject[],
    private readonly byWhom: ReadonlyMap<string, readonly Binding[]>,
  ) {}

  /** @throws PolicyTooLarge */
  static of(policy: Policy): ExpandedPolicy {
    const byWhom = new Map<string, Binding[]>();
    const subjects = new Map<string, Subject>();
    for (const binding of policy.bindings) {
      for (const key of new Set(binding.subjects.map(subjectKey))) {
        const bound = byWhom.get(key);
        if (bound === undefined) byWhom.set(key, [binding]);
        else bound.push(binding);
      }
      for (const subject of binding.subjects) {
        const key = subjectKey(subject);
        if (!subjects.has(key)) subjects.set(key, subject);
      }
    }
    return new ExpandedPolicy(policy, expandRoles(policy), [...subjects.values()], byWhom);
  }

  /** What a binding hands out; undefined where no document says it. */
  roleOf(binding: Binding): ExpandedRole | undefined {
    return this.roles.get(roleKey(binding.role));
  }

  /** The bindings that name exactly this subject. */
  bindingsNaming(subject: Subject): readonly Binding[] {
    return this.byWhom.get(subjectKey(subject)) ?? [];
  }

  /** The bindings that name a user or one of his groups. */
  bindingsOf({ user, groups }: Requester): readonly Binding[] {
    const keys = [
      subjectKey({ kind: "User", name: user }),
      ...groups.map((name) => subjectKey({ kind: "Group", name })),
    ];
    const found = [...new Set(keys)].flatMap((key) => this.byWhom.get(key) ?? []);
    return keys.length === 1 ? found : [...new Set(found)];
  }
}
