import type { WrittenDocument } from "../../lib/guardrails/document";
import { type Change, here, inside, type Mutant } from "./mutant";
import { weakenNested } from "./nested-texts";
import { openElements, weakenText } from "./text-operators";

/** Keys under which a document notes things for its readers. */
const NOTES = new Set(["//", "description", "tags", "Sid", "message"]);

/** Every single weakening of a document, each lazily. */
export function mutantsOf(document: WrittenDocument): readonly Mutant[] {
  const name = `${document.name} (${document.kind})`;
  switch (document.kind) {
    case "terraform":
      return inside(weaken(document.content, ""), "", (content) => ({ ...document, content })).map((change) =>
        toMutant(name, change),
      );
    case "manifests": {
      const contents = document.objects.map(({ content }) => content);
      const changes = weaken(contents, "");
      return inside(changes, "", (list) => ({
        ...document,
        objects: (list as readonly unknown[]).map((content) => ({ content })),
      })).map((change) => toMutant(name, change));
    }
    case "machine":
    case "terraform-plan":
      return inside(weaken(document.content, ""), "", (content) => ({ ...document, content })).map((change) =>
        toMutant(name, change),
      );
    case "unrecognized":
      return [];
  }
}

function toMutant(document: string, { path, operator, make }: Change): Mutant {
  // cdktf ends addresses with a hash of the construct path, which tells nothing here.
  return {
    document,
    path: path.replaceAll(/_[0-9A-F]{8}(?![0-9A-Za-z])/g, ""),
    operator,
    make: make as () => WrittenDocument,
  };
}

function weaken(value: unknown, path: string): readonly Change[] {
  if (typeof value === "boolean") return [here("flip", !value)];
  if (typeof value === "number")
    return [...new Set([0, 1, 999_999_999])]
      .filter((other) => other !== value)
      .map((other) => here(`= ${other}`, other));
  if (typeof value === "string") return weakenNested(value, weaken) ?? weakenText(value);
  if (Array.isArray(value)) return weakenList(value, path);
  if (typeof value === "object" && value !== null) return weakenObject(value as Record<string, unknown>, path);
  return [];
}

function weakenList(list: readonly unknown[], path: string): readonly Change[] {
  const without = (index: number) => list.filter((_, at) => at !== index);
  const texts = list.every((item) => typeof item === "string");
  return [
    ...(list.length > 0 ? [here("emptied", [])] : []),
    ...(texts ? openElements(path).map((added) => here(`+ ${JSON.stringify(added)}`, [...list, added])) : []),
    ...list.flatMap((item, index) => {
      const segment = `[${nameOf(item) ?? index}]`;
      return [
        { path: segment, operator: "element away", make: () => without(index) },
        ...inside(weaken(item, `${path}${segment}`), segment, (other) =>
          list.map((old, at) => (at === index ? other : old)),
        ),
      ];
    }),
  ];
}

function weakenObject(object: Record<string, unknown>, path: string): readonly Change[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (NOTES.has(key)) return [];
    const segment = path === "" ? key : `.${key}`;
    const { [key]: _, ...others } = object;
    return [
      { path: segment, operator: "delete", make: () => others },
      ...inside(weaken(value, path + segment), segment, (other) => ({ ...object, [key]: other })),
    ];
  });
}

/** How a list's element is called, so that paths do not hang on positions. */
function nameOf(item: unknown): string | undefined {
  if (typeof item === "string")
    return /^[a-z][a-z-]*=/.exec(item)?.[0].slice(0, -1) ?? (item.length < 60 ? item : undefined);
  if (typeof item !== "object" || item === null) return undefined;
  const { kind, metadata, name, path, Sid } = item as {
    kind?: string;
    metadata?: { name?: string };
    name?: string;
    path?: string;
    Sid?: string;
  };
  if (kind !== undefined && metadata?.name !== undefined) return `${kind}/${metadata.name}`;
  return name ?? path ?? Sid;
}
