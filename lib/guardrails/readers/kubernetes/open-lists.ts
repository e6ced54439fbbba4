import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { asWritten, isObject } from "../fields";
import { malformed, placeOf, type Written } from "./kubernetes-object";

const DEPTH = 8;

/**
 * Opens lists, lists in lists included. Whatever has `items` is a list to the tools that apply manifests, also when
 * it calls itself something else, so that such an object hides nothing.
 */
export function openLists(
  written: Written,
  depth = 0,
): { readonly objects: readonly Written[]; readonly shapes: readonly UnknownShapeFact[] } {
  const { content } = written;
  if (!isObject(content) || !Object.hasOwn(content, "items")) return { objects: [written], shapes: [] };

  const kind = typeof content.kind === "string" ? content.kind : undefined;
  const refuse = (why: string) => malformed(placeOf(written, undefined, "", undefined), written.ours, [why]);
  const shapes: UnknownShapeFact[] = [];
  if (kind === undefined || !kind.endsWith("List"))
    shapes.push(refuse(`an object of the kind ${asWritten(content.kind)} has items, which makes it a list`));
  if (depth >= DEPTH) return { objects: [], shapes: [refuse(`lists are nested more than ${DEPTH} deep`)] };
  if (!Array.isArray(content.items))
    return { objects: [], shapes: [refuse(`items is ${asWritten(content.items)}, not a list`)] };

  const opened = content.items.map((item: unknown, index) =>
    openLists({ ...written, content: item, position: `${written.position}, item ${index + 1}` }, depth + 1),
  );
  return {
    objects: opened.flatMap((one) => one.objects),
    shapes: [...shapes, ...opened.flatMap((one) => one.shapes)],
  };
}
