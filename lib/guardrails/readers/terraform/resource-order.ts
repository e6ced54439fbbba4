import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/** `aws_s3_bucket_policy.archive`, with the index of an instance or not. Terraform takes whole expressions there as well. */
const ENTRY = /^(?:\$\{)?((?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*)(?:\[[^\]]*\])?\}?$/;

/**
 * What Terraform makes before what: whatever a resource refers to or names in `depends_on`, and what that needs in turn. What only a
 * module or a variable may say is no order.
 */
export class ResourceOrder {
  private readonly before = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly stack: StackDocument,
    private readonly expressions: Expressions,
  ) {}

  /** Whether a resource is made only after another one is there, and destroyed before it. */
  isAfter(address: string, other: string): boolean {
    const seen = new Set<string>();
    const waiting = [address];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      for (const next of this.directly(one)) {
        if (next === other) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
    return false;
  }

  private directly(address: string): ReadonlySet<string> {
    const known = this.before.get(address);
    if (known !== undefined) return known;
    const block = this.stack.resources.get(address) ?? this.stack.data.get(address);
    const found =
      block === undefined
        ? new Set<string>()
        : new Set([...this.expressions.mentions(block.body), ...this.namedBy(block)]);
    this.before.set(address, found);
    return found;
  }

  private namedBy({ body: { depends_on: entries } }: Block): readonly string[] {
    return (Array.isArray(entries) ? entries : [])
      .flatMap((entry) => (typeof entry === "string" ? (ENTRY.exec(entry)?.[1] ?? []) : []))
      .filter((name) => this.stack.resources.has(name) || this.stack.data.has(name));
  }
}
