import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

/** Values as JSON has them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One block of a stack as a programmer would write it: names in camel case, other blocks by `${type.id.attribute}`. */
export interface Block {
  readonly type: string;
  readonly id: string;
  readonly config: { readonly [key: string]: Json };
}

/** One cluster, resource by resource: what a programmer would have to write without a library. */
export interface ClusterRecipe {
  /** The name that stands in its texts. */
  readonly name: string;
  readonly providers: readonly Block[];
  readonly data: readonly Block[];
  readonly resources: readonly Block[];
  readonly outputs: readonly Block[];
  readonly backendPath: string;
  readonly manifests: readonly { readonly [key: string]: Json }[];
  /** What has to come out: the document without the paths of constructs, and the manifests as text. */
  readonly document: Json;
  readonly manifestText: string;
}

/** The keys of these attributes are the user's own, and stay as they are. */
const MAPS = ["tags", "required_claims", "input", "variables"];

/** Reads what the library has written for some clusters into what a programmer would have written by hand. */
export function recipeOf(outdir: string): readonly ClusterRecipe[] {
  return readdirSync(join(outdir, "cdktf.out", "stacks")).map((name) => {
    const text = readFileSync(join(outdir, "cdktf.out", "stacks", name, "cdk.tf.json"), "utf8");
    const document = withoutPaths(JSON.parse(text) as Json) as { readonly [key: string]: Json };
    const manifestText = readFileSync(join(outdir, "dist", `${name}.k8s.yaml`), "utf8");
    const manifests = parseAllDocuments(manifestText, { version: "1.1" }).map((one) => one.toJS() as Json);
    const { backend } = document.terraform as { backend: { local: { path: string } } };
    return {
      name,
      providers: Object.entries((document.provider ?? {}) as Tree).flatMap(([type, all]) =>
        (all as unknown as readonly Json[]).map((config) => ({ type, id: type, config: camelCased(config) })),
      ),
      data: blocksOf(document.data),
      resources: blocksOf(document.resource),
      outputs: Object.entries((document.output ?? {}) as Tree).map(([id, config]) => ({
        type: "output",
        id,
        config: camelCased(config),
      })),
      backendPath: backend.local.path,
      manifests: manifests as { readonly [key: string]: Json }[],
      document,
      manifestText,
    };
  });
}

type Tree = { readonly [key: string]: { readonly [key: string]: Json } };

function blocksOf(section: Json | undefined): readonly Block[] {
  return Object.entries((section ?? {}) as Tree).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, config]) => ({ type, id, config: camelCased(config) })),
  );
}

function camelCased(value: Json): { readonly [key: string]: Json } {
  return inCamelCase(value) as { readonly [key: string]: Json };
}

function inCamelCase(value: Json): Json {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      MAPS.includes(key) ? inner : inCamelCase(inner),
    ]),
  );
}

/** The document without `//`: paths of constructs belong to whoever wrote the program. */
export function withoutPaths(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutPaths);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutPaths(inner)]),
  );
}
