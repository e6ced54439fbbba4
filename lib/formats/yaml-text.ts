import { Document, Scalar, type Tags, visit } from "yaml";
import type { Json } from "../plan/manifest";
import { blockYaml } from "./block-yaml";

/**
 * Writes documents as one YAML text. Kubernetes and cloud-init read YAML 1.1, where `no`, `on`, `1:30` and `0600` are not
 * strings, so every string that either version would read as something else is quoted. Lines are not folded, keys keep
 * their order, repeated objects are written out.
 */
export function yamlText(...documents: readonly Json[]): string {
  return documents.map((content) => quickly(content) ?? byLibrary(content)).join("---\n");
}

const quickly = blockYaml((text) => byLibrary(text).trimEnd());

/** The same by the library alone; what is quicker must write the same. */
export function byLibrary(content: Json): string {
  const document = new Document(content, { version: "1.1", customTags: withoutMerge, aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar) {
      // The library leaves these bare; for readers of YAML 1.1 they are the value and merge keys.
      if (scalar.value === "=" || scalar.value === "<<") scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // Without its directives the document does not announce a version, which Go's reader refuses in later documents.
  document.directives = undefined;
  return document.toString({ lineWidth: 0, blockQuote: "literal" });
}

/** Without the tag of merge keys, `<<` is a string like any other, and can be quoted. */
function withoutMerge(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:merge");
}
