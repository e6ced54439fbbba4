import { isObject } from "../fields";
import type { Expressions } from "./expressions";
import type { PartKind } from "./part-kinds";
import type { Block } from "./stack-document";

/** An id that an attribute holds, as the document names it. */
export interface NamedId {
  readonly kind: PartKind;
  /** An address, a literal id or, where nothing better is known, the expression itself. */
  readonly name: string;
  /** False for an expression that nobody can resolve. */
  readonly resolved: boolean;
}

/** Attributes that hold ids of each kind, as texts or lists, at any depth. */
const ATTRIBUTES: ReadonlyMap<string, PartKind> = new Map(
  Object.entries({
    security_group_id: "group",
    security_group_ids: "group",
    security_groups: "group",
    vpc_security_group_ids: "group",
    source_security_group_ids: "group",
    subnet: "subnet",
    subnets: "subnet",
    subnet_id: "subnet",
    subnet_ids: "subnet",
    vpc_zone_identifier: "subnet",
    vpc: "vpc",
    vpc_id: "vpc",
    peer_vpc_id: "vpc",
    network_interface: "machine",
    network_interface_id: "machine",
    instance: "machine",
    instance_id: "machine",
    instances: "machine",
  } as const),
);

/** Reads the ids that the attributes of a block hold. */
export function namedIds(block: Block, expressions: Expressions): readonly NamedId[] {
  const found: NamedId[] = [];
  const add = (kind: PartKind, value: unknown): void => {
    const resolved = expressions.resolve(value);
    switch (resolved.kind) {
      case "resource":
        found.push({ kind, name: resolved.address, resolved: true });
        return;
      case "unknown": {
        // An expression over resources of the document is as good as naming them all.
        const values = /\beach\./.test(resolved.expression) ? [value, block.body.for_each] : [value];
        const mentioned = [...expressions.mentions(values)];
        for (const address of mentioned) found.push({ kind, name: address, resolved: true });
        if (mentioned.length === 0 || expressions.takesFromOutside(values)) {
          found.push({ kind, name: resolved.expression, resolved: false });
        }
        return;
      }
      case "literal":
        if (Array.isArray(resolved.value)) for (const item of resolved.value) add(kind, item);
        else if (isObject(resolved.value)) visit(resolved.value);
        else if (typeof resolved.value === "string" && resolved.value !== "")
          found.push({ kind, name: resolved.value, resolved: true });
    }
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "//" || key === "lifecycle" || inner === null) continue;
      const kind = ATTRIBUTES.get(key);
      if (kind === undefined) visit(inner);
      else add(kind, inner);
    }
  };
  visit(block.body);
  return found;
}
