import type { ResourceTagsFact } from "../../facts/resource-tags";
import { known, unknown, type Value } from "../../value";
import { asWritten, isObject } from "../fields";
import type { Expressions } from "./expressions";
import type { StackDocument } from "./stack-document";

/** Reads tags of resources, and of the machines that launch templates start. What another resource fills in is no text of a person. */
export function readResourceTags(stack: StackDocument, expressions: Expressions): readonly ResourceTagsFact[] {
  return [...stack.resources.values()].flatMap((block): readonly ResourceTagsFact[] => {
    const specifications = [block.body.tag_specifications].flat().map((one) => (isObject(one) ? one.tags : undefined));
    const tags = [block.body.tags, ...specifications].flatMap((raw) => tagsIn(raw, expressions));
    return tags.length === 0 ? [] : [{ kind: "resource-tags", place: block.place, ours: block.ours, tags }];
  });
}

function tagsIn(raw: unknown, expressions: Expressions): ResourceTagsFact["tags"] {
  if (raw === undefined || raw === null) return [];
  const found = expressions.resolve(raw);
  if (found.kind !== "literal" || !isObject(found.value)) {
    const value = textOf(raw, expressions);
    return value === undefined ? [] : [{ key: "tags", value }];
  }
  return Object.entries(found.value).flatMap(([key, inner]) => {
    const value = textOf(inner, expressions);
    return value === undefined ? [] : [{ key, value }];
  });
}

/** Undefined for what AWS or another resource of the document fills in. */
function textOf(raw: unknown, expressions: Expressions): Value<string> | undefined {
  const found = expressions.resolve(raw);
  if (found.kind === "resource") return undefined;
  if (found.kind === "literal") return known(String(found.value ?? ""));
  const isHidden = /\bsensitive\b|\bsensitive_value\b/.test(found.expression);
  return isHidden || expressions.takesFromOutside(raw) ? unknown(`${asWritten(raw)} is not known here`) : undefined;
}
