import type { TerraformDocument } from "../../document";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { Place } from "../../place";
import { asWritten, isObject, type UncheckedObject } from "../fields";

/** A resource or data block. */
export interface Block {
  readonly mode: "resource" | "data";
  readonly type: string;
  /** `aws_vpc.main`, `data.aws_caller_identity.this`. */
  readonly address: string;
  readonly body: UncheckedObject;
  readonly place: Place;
  readonly ours: boolean;
  /** Whether an override alone wrote it: the constructs are known, and none of them did. */
  readonly byOverride: boolean;
}

/** A stack's JSON, with every form that Terraform accepts brought to one. */
export interface StackDocument {
  readonly name: string;
  /** By address. */
  readonly resources: ReadonlyMap<string, Block>;
  /** By address, beginning with `data.`. */
  readonly data: ReadonlyMap<string, Block>;
  readonly locals: UncheckedObject;
  /** Everything else at the top, by key, each as a list of blocks. */
  readonly others: Readonly<Record<string, readonly unknown[]>>;
  /** What could not be brought to the one form. */
  readonly misshapen: readonly UnknownShapeFact[];
}

/**
 * Reads the top of a Terraform JSON file. Wherever the language has labelled blocks, JSON may hold an object or a list
 * of objects.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
 */
export function readStackDocument(
  document: TerraformDocument,
  isOurs: (constructPath: string) => boolean,
): StackDocument {
  const misshapen: UnknownShapeFact[] = [];
  const complain = (path: string, value: unknown, what: string) => {
    misshapen.push({
      kind: "unknown-shape",
      place: { document: document.name, path },
      ours: true,
      what: `${path} = ${asWritten(value)}`,
      names: [path],
      why: what,
    });
  };
  const objects = (value: unknown, path: string): readonly UncheckedObject[] => {
    if (value === undefined || value === null) return [];
    if (isObject(value)) return [value];
    if (Array.isArray(value)) return value.flatMap((item, index) => objects(item, `${path}[${index}]`));
    complain(path, value, "it is not a block that Terraform knows");
    return [];
  };
  const labelled = (value: unknown, path: string): readonly (readonly [string, unknown])[] =>
    objects(value, path).flatMap((object) => Object.entries(object).filter(([key]) => key !== "//"));

  const blocks = (mode: Block["mode"], value: unknown, found: Map<string, Block>) => {
    for (const [type, byName] of labelled(value, mode)) {
      for (const [name, bodies] of labelled(byName, `${mode}.${type}`)) {
        const address = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
        for (const body of objects(bodies, address)) {
          if (found.has(address))
            complain(address, name, "the address is written twice, and Terraform accepts it once");
          const construct =
            mode === "data" || document.constructs === undefined
              ? constructPath(body)
              : document.constructs.get(address);
          const place: Place = {
            document: document.name,
            path: address,
            ...(construct === undefined ? {} : { construct }),
          };
          // A block without a construct path came through an override: nobody can say that it is not ours.
          const ours = construct === undefined || isOurs(construct);
          const byOverride = construct === undefined && document.constructs !== undefined;
          found.set(address, { mode, type, address, body, place, ours, byOverride });
        }
      }
    }
  };

  const resources = new Map<string, Block>();
  const data = new Map<string, Block>();
  // Names come from the document: without a prototype, `constructor` is a name like any other.
  const others: Record<string, unknown[]> = Object.create(null);
  const locals: Record<string, unknown> = Object.create(null);
  for (const top of objects(document.content, "the document")) {
    for (const [key, value] of Object.entries(top)) {
      switch (key) {
        case "//":
          break;
        case "resource":
        case "data":
          blocks(key, value, key === "resource" ? resources : data);
          break;
        case "locals":
          for (const [name, local] of labelled(value, "locals")) {
            if (Object.hasOwn(locals, name)) complain(`local.${name}`, local, "the local value is written twice");
            locals[name] = local;
          }
          break;
        case "check":
          // A check may hold a data source of its own, which is read like any other.
          for (const [name, bodies] of labelled(value, "check")) {
            for (const body of objects(bodies, `check.${name}`)) blocks("data", body.data, data);
          }
          break;
        default:
          others[key] = [...(others[key] ?? []), ...(Array.isArray(value) ? value : [value])];
      }
    }
  }
  return { name: document.name, resources, data, locals, others, misshapen };
}

/** The path that cdktf writes beside each block. */
/** The construct that wrote a block, as cdktf notes it beside the arguments. */
export function constructPath(body: UncheckedObject): string | undefined {
  const comment = body["//"];
  const metadata = isObject(comment) ? comment.metadata : undefined;
  const path = isObject(metadata) ? metadata.path : undefined;
  return typeof path === "string" ? path : undefined;
}
