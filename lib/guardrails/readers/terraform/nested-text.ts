import type { Fact } from "../../facts/fact";
import { asWritten, isObject } from "../fields";
import { readMachineText } from "../machine-text";
import type { ClusterParts } from "./cluster-parts";
import type { Expressions, Resolved } from "./expressions";
import { isMachineText } from "./handed-on-text";
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

/** What a machine of ours is made of, wherever in it a text stands. */
const OF_A_MACHINE = new Set(["input", "triggers_replace"]);

/**
 * Opens the texts inside resources that a machine will run or load, through the local values that hold them. Texts of
 * somebody else's machines are nobody's concern, unless they make the machine part of a cluster.
 */
export function readNestedText(stack: StackDocument, expressions: Expressions, parts: ClusterParts): readonly Fact[] {
  return [...stack.resources.values()].flatMap((block) => {
    const matters = block.ours || parts.has(block.address);
    return texts(block.body, expressions).flatMap(({ path, key, text, found }): readonly Fact[] => {
      const ofMachine = isMachineText(block) && OF_A_MACHINE.has(/^\w+/.exec(path)?.[0] ?? "");
      if (found.kind !== "literal" || typeof found.value !== "string") {
        if (!matters || !(RUN_AT_START.has(key) || ofMachine || isProgram(text))) return [];
        return [
          unknownShape(
            block,
            `text ${asWritten(text)} that a machine runs`,
            "its content is not in the document",
            path,
          ),
        ];
      }
      const mustRun = RUN_AT_START.has(key) || (ofMachine && path === "input");
      if (found.value === "" || (found.value.length < SHORTEST && !mustRun)) return [];
      const facts = readMachineText(found.value, { ...block.place, path: `${block.address}.${path}` }, matters);
      if (facts === undefined) {
        if (!matters || !mustRun) return [];
        return [unknownShape(block, `text in ${path} that a machine runs`, "no reader understands it", path)];
      }
      return matters || facts.some(({ kind }) => OF_A_CLUSTER.has(kind)) ? facts : [];
    });
  });
}

interface FoundText {
  readonly path: string;
  /** The name of the attribute that holds it, also through lists. */
  readonly key: string;
  /** As written. */
  readonly text: string;
  readonly found: Resolved;
}

/** Every text in a block, with its path, through local values; what Terraform itself uses is left out. */
function texts(value: unknown, expressions: Expressions, path = "", key = "", depth = 0): readonly FoundText[] {
  if (typeof value === "string") {
    const found = expressions.resolve(value);
    if (found.kind !== "literal" || typeof found.value === "string") return [{ path, key, text: value, found }];
    if (depth > DEEPEST) {
      const why = `${asWritten(value)} leads in a circle`;
      return [{ path, key, text: value, found: { kind: "unknown", expression: value, why } }];
    }
    return texts(found.value, expressions, path, key, depth + 1);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => texts(item, expressions, `${path}[${index}]`, key, depth));
  }
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => !["//", "depends_on", "lifecycle", "provider", "tags", "tags_all"].includes(name))
    .flatMap(([name, inner]) => texts(inner, expressions, path === "" ? name : `${path}.${name}`, name, depth));
}

/** How many local values may stand within each other. */
const DEEPEST = 16;

/** Nothing shorter makes a machine do anything, and most attributes are shorter. */
const SHORTEST = 12;

/** A text with expressions inside that would be a program without them. */
function isProgram(text: string): boolean {
  return text.startsWith("#cloud-config") || text.startsWith("#!") || text.includes("Content-Type: multipart/");
}
