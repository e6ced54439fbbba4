import type { IConstruct } from "constructs";
import { callingLine } from "../../spec/calling-line";

const ORIGIN = Symbol.for("portcullis.origin");

interface Origin {
  /** `folder/file.ts:14`, or undefined when every frame was inside a library. */
  readonly line: string | undefined;
}

/** Marks a construct as made by this library and remembers the line of the program that made it. */
export function markOrigin(construct: IConstruct): void {
  if (ORIGIN in construct) return;
  Object.defineProperty(construct, ORIGIN, { value: { line: looking ? callingLine() : undefined } satisfies Origin });
}

let looking = true;

/** Makes constructs without looking for the line of the program that asks for them, where no program of anybody's does. */
export function withoutOrigins<T>(run: () => T): T {
  const before = looking;
  looking = false;
  try {
    return run();
  } finally {
    looking = before;
  }
}

/** Tells by its path whether a construct is one of ours or stands inside one. */
export function ownershipIn(root: IConstruct): (constructPath: string) => boolean {
  const constructs = root.node.findAll().filter((construct) => ORIGIN in construct);
  const own = new Set(constructs.map((construct) => construct.node.path));
  return (constructPath) => prefixesOf(constructPath).some((prefix) => own.has(prefix));
}

/** The line of the program that created the construct at a path, or the nearest one of ours that it stands in. */
export function lineOf(root: IConstruct, constructPath: string): string | undefined {
  let node: IConstruct | undefined = root;
  let line: string | undefined;
  for (const id of constructPath.split("/").filter((part) => part !== "")) {
    node = node?.node.tryFindChild(id);
    if (node === undefined) break;
    line = (node as { [ORIGIN]?: Origin })[ORIGIN]?.line ?? line;
  }
  return line;
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
