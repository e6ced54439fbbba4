import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { Block } from "./stack-document";

/** Something about a block that nobody can judge. A team may allow it by the block's address or construct path. */
export function unknownShape(
  block: Block,
  what: string,
  why: string,
  attribute = "",
  moreNames: readonly string[] = [],
): UnknownShapeFact {
  const { construct } = block.place;
  return {
    kind: "unknown-shape",
    place: attribute === "" ? block.place : { ...block.place, path: `${block.address}.${attribute}` },
    ours: block.ours,
    what,
    names: [block.address, ...(construct === undefined ? [] : [construct]), ...moreNames],
    why,
  };
}
