import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { asWritten, isObject } from "../fields";
import type { Expressions } from "./expressions";
import { type Block, constructPath, type StackDocument } from "./stack-document";
import { parseTemplate } from "./template";
import { unknownShape } from "./unknown-shape-of";

/** Whether a resource holds the text that a machine of ours starts with. */
export function isMachineText(block: Block): boolean {
  return block.ours && block.type === "terraform_data";
}

/**
 * Finds where the text of a machine of ours is handed on changed: what was judged is then not what the machine starts
 * with. A reference, an encoding and a digest leave it as it is.
 */
export function readHandedOnText(stack: StackDocument, expressions: Expressions): readonly UnknownShapeFact[] {
  const machines = [...stack.resources.values()].filter(isMachineText);
  if (machines.length === 0) return [];
  const carried = (text: string): Block | undefined => {
    if (parseTemplate(text).every((part) => part.kind === "text") || leavesAsItIs(text)) return undefined;
    return machines.find(({ address }) =>
      // The id of the resource says nothing of the text in it.
      expressions.mentions(text.replaceAll(new RegExp(`\\b${address}\\.id\\b`, "g"), "")).has(address),
    );
  };
  const why = (machine: Block) =>
    `it changes the text of ${machine.address} after it was judged, and nobody reads what comes of it`;

  const inBlocks = [...stack.resources.values(), ...stack.data.values()].flatMap((block) =>
    textsIn(block.body, "").flatMap(({ path, text }) => {
      const machine = carried(text);
      if (machine === undefined || block === machine) return [];
      return [unknownShape(block, `text ${asWritten(text)}`, why(machine), path)];
    }),
  );
  const outputs = (stack.others.output ?? []).flatMap((block) => (isObject(block) ? Object.entries(block) : []));
  const named = [
    ...Object.entries(stack.locals).map(([name, value]) => ({ address: `local.${name}`, value })),
    ...outputs.map(([name, value]) => ({ address: `output.${name}`, value })),
  ];
  const inValues = named.flatMap(({ address, value }) =>
    textsIn(value, "").flatMap(({ path, text }): readonly UnknownShapeFact[] => {
      const machine = carried(text);
      if (machine === undefined) return [];
      const construct = isObject(value) ? constructPath(value) : undefined;
      const place = { document: stack.name, path: path === "" ? address : `${address}.${path}`, construct };
      const names = construct === undefined ? [address] : [address, construct];
      return [{ kind: "unknown-shape", place, ours: true, what: `text ${asWritten(text)}`, names, why: why(machine) }];
    }),
  );
  return [...inBlocks, ...inValues];
}

/** A reference alone, also encoded or digested. */
function leavesAsItIs(text: string): boolean {
  const [only, ...others] = parseTemplate(text);
  return others.length === 0 && only?.kind === "expression" && FAITHFUL.test(only.text);
}

const FAITHFUL =
  /^(?:(?:base64encode|base64gzip|sensitive|nonsensitive|md5|sha1|sha256|sha512|base64sha256|base64sha512)\(\s*)*[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\.\d+|\[\d+\]|\["[^"\\$%]*"\])*\s*(?:\)\s*)*$/;

function textsIn(value: unknown, path: string): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => !["//", "depends_on", "lifecycle"].includes(name))
    .flatMap(([name, inner]) => textsIn(inner, path === "" ? name : `${path}.${name}`));
}
