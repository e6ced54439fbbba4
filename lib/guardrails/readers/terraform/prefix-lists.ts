import { known, unknown, type Value } from "../../value";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import type { Expressions } from "./expressions";
import type { StackDocument } from "./stack-document";

/** One range of a prefix list. */
export interface PrefixListEntry {
  readonly range: Value<{ readonly range: string }>;
  readonly reason: string | undefined;
}

/** The managed prefix lists that a document holds, with the entries inside them and beside them. */
export class PrefixLists {
  private readonly byAddress = new Map<string, readonly PrefixListEntry[]>();
  /** Entries of which nobody can see the list: every list may have them. */
  private readonly anywhere: PrefixListEntry[] = [];

  constructor(
    stack: StackDocument,
    private readonly expressions: Expressions,
  ) {
    for (const block of stack.resources.values()) {
      const body = new BlockBody(expressions, block.body);
      if (block.type === "aws_ec2_managed_prefix_list") {
        const blocks = body.blocks("entry");
        this.add(block.address, blocks.known ? blocks.value.map(readEntry) : [{ range: blocks, reason: undefined }]);
        if (leavesEntriesAlone(block.body.lifecycle)) {
          this.add(block.address, [
            { range: unknown("Terraform ignores changes of the list's entries"), reason: undefined },
          ]);
        }
      } else if (block.type === "aws_ec2_managed_prefix_list_entry") {
        const list = expressions.identity(body.raw("prefix_list_id"));
        const isShown = list.known && stack.resources.get(list.value)?.type === "aws_ec2_managed_prefix_list";
        if (isShown) this.add(list.value, [readEntry(body)]);
        else this.anywhere.push(readEntry(body));
      }
    }
  }

  /** The entries of the list that a value names; one unknown entry when the document does not hold the list. */
  entriesOf(raw: unknown): readonly PrefixListEntry[] {
    const list = this.expressions.resolve(raw);
    if (list.kind === "resource") {
      const entries = this.byAddress.get(list.address);
      if (entries !== undefined) return [...entries, ...this.anywhere];
    }
    const why = list.kind === "unknown" ? list.why : `the prefix list ${asWritten(raw)} is not in this document`;
    return [{ range: unknown(why), reason: undefined }];
  }

  private add(address: string, entries: readonly PrefixListEntry[]): void {
    this.byAddress.set(address, [...(this.byAddress.get(address) ?? []), ...entries]);
  }
}

function readEntry(entry: BlockBody): PrefixListEntry {
  const cidr = entry.text("cidr");
  const description = entry.text("description");
  const range = !cidr.known
    ? cidr
    : cidr.value === undefined
      ? unknown("an entry of a prefix list has no range")
      : known({ range: cidr.value });
  return { range, reason: description.known ? description.value : undefined };
}

function leavesEntriesAlone(lifecycle: unknown): boolean {
  const blocks = Array.isArray(lifecycle) ? lifecycle : [lifecycle];
  return blocks.some((block) => {
    const ignored = isObject(block) ? block.ignore_changes : undefined;
    return ignored === "all" || (Array.isArray(ignored) && ignored.some((name) => String(name).startsWith("entry")));
  });
}
