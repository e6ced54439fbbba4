import type { Fact } from "../../facts/fact";
import { asWritten, isObject } from "../fields";
import { readMachineText } from "../machine-text";
import type { ClusterParts } from "./cluster-parts";
import type { Expressions } from "./expressions";
import type { StackDocument } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

/** Attributes that a machine runs when it starts. */
const RUN_AT_START = new Set(["user_data", "user_data_base64"]);

/** Facts that only a machine of a cluster gives rise to. */
const OF_A_CLUSTER = new Set<Fact["kind"]>([
  "component-flags",
  "joining-node",
  "kubelet-configuration",
  "authentication-configuration",
  "encryption-configuration",
]);

/**
 * Opens the texts inside resources that a machine will run or load. Texts of somebody else's machines are nobody's
 * concern, unless they make the machine part of a cluster.
 */
export function readNestedText(stack: StackDocument, expressions: Expressions, parts: ClusterParts): readonly Fact[] {
  return [...stack.resources.values()].flatMap((block) => {
    const matters = block.ours || parts.has(block.address);
    return texts(block.body, "").flatMap(({ path, key, text }): readonly Fact[] => {
      const found = expressions.resolve(text);
      const runs = RUN_AT_START.has(key);
      if (found.kind !== "literal" || typeof found.value !== "string") {
        if (found.kind === "literal" || !matters || (!runs && !isProgram(text))) return [];
        return [
          unknownShape(
            block,
            `text ${asWritten(text)} that a machine runs`,
            "its content is not in the document",
            path,
          ),
        ];
      }
      const facts = readMachineText(found.value, { ...block.place, path: `${block.address}.${path}` }, matters);
      if (facts === undefined) {
        if (!matters || !runs) return [];
        return [unknownShape(block, `text in ${path} that a machine runs`, "no reader understands it", path)];
      }
      return matters || facts.some(({ kind }) => OF_A_CLUSTER.has(kind)) ? facts : [];
    });
  });
}

/** Every text in a block, with its path; what Terraform itself uses is left out. */
function texts(
  value: unknown,
  path: string,
  key = "",
): readonly { readonly path: string; readonly key: string; readonly text: string }[] {
  if (typeof value === "string") return value.length < SHORTEST ? [] : [{ path, key, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, `${path}[${index}]`, key));
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => !["//", "depends_on", "lifecycle", "provider", "tags", "tags_all"].includes(name))
    .flatMap(([name, inner]) => texts(inner, path === "" ? name : `${path}.${name}`, name));
}

/** Nothing shorter makes a machine do anything, and most attributes are shorter. */
const SHORTEST = 12;

/** A text with expressions inside that would be a program without them. */
function isProgram(text: string): boolean {
  return text.startsWith("#cloud-config") || text.startsWith("#!") || text.includes("Content-Type: multipart/");
}
