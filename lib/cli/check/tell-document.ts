import { isK3sConfiguration } from "../../guardrails/readers/machine/k3s-options";
import { isUserData, looksLikeNftables } from "../../guardrails/readers/machine-text";
import type { InputProblem } from "./input-problem";
import { readYaml } from "./read-yaml";
import { parseStrictJson } from "../../fleet-file/strict-json";

/** What a text turns out to be, told from what stands in it. */
export type Told =
  | { readonly as: "terraform" | "plan"; readonly content: unknown }
  | { readonly as: "manifests"; readonly objects: readonly unknown[] }
  | { readonly as: "machine"; readonly text: string; readonly format?: "k3s" }
  /** Nothing that a cluster reads: an empty file, cdktf's list of stacks. */
  | { readonly as: "nothing"; readonly why: string }
  | { readonly as: "unrecognized"; readonly why: string }
  | { readonly as: "problem"; readonly problem: InputProblem };

/** Blocks at the top of Terraform JSON. */
const TERRAFORM = new Set(
  "// check data ephemeral import locals module moved output provider removed resource terraform variable action".split(
    " ",
  ),
);

/** API groups of what machines and control planes are configured with; everything else with a kind is an object of a cluster. */
const CONFIGURATION = /^(apiserver\.config|audit|kubeadm|kubelet\.config|kubeproxy\.config)\.k8s\.io\//;

const NOT_KNOWN =
  "is neither Terraform JSON, a plan, manifests, kubeadm, k3s, nftables nor cloud-init as far as its content tells";

/** Tells what a text is. Its name says nothing: `notes.txt` may hold a plan. */
export function tellDocument(path: string, text: string): Told {
  const content = text.replace(/^\uFEFF/, "");
  if (isEmpty(content)) return { as: "nothing", why: "it is empty" };
  if (isUserData(content)) return { as: "machine", text: content };
  if (/^\s*[{[]/.test(content)) {
    const parsed = parseStrictJson(content);
    if (parsed.ok) return tellJson(parsed.value, content);
    const { why: message, line, column } = parsed;
    // YAML also knows braces, and templates begin with two of them.
    return problem(path, message, line, column);
  }
  const hasKinds = /^(apiVersion|kind)\s*:/m.test(content);
  return !hasKinds && looksLikeNftables(content) ? { as: "machine", text: content } : tellYaml(path, content);
}

function tellJson(value: unknown, text: string): Told {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(hasKind)
      ? { as: "manifests", objects: value }
      : { as: "unrecognized", why: "is a list of something that no reader knows" };
  }
  if (typeof value !== "object" || value === null) return { as: "unrecognized", why: NOT_KNOWN };
  const keys = Object.keys(value);
  if (keys.includes("format_version")) return { as: "plan", content: value };
  if (hasKind(value)) return tellObjects([value], text);
  if (keys.includes("serial") && keys.includes("lineage"))
    return {
      as: "unrecognized",
      why: "is a raw state; its form belongs to Terraform alone: terraform show -json > state.json",
    };
  if (keys.length === 2 && keys.includes("stacks") && keys.includes("version"))
    return { as: "nothing", why: "it is cdktf's list of stacks" };
  const blocks = keys.filter((key) => TERRAFORM.has(key) && key !== "//");
  // One unknown block among known ones is for the reader to refuse.
  if (blocks.length > 0 && blocks.length * 2 > keys.length) return { as: "terraform", content: value };
  return isK3sConfiguration(value) ? { as: "machine", text, format: "k3s" } : { as: "unrecognized", why: NOT_KNOWN };
}

function tellYaml(path: string, text: string): Told {
  const read = readYaml(text);
  switch (read.as) {
    case "ambiguous":
      return { as: "unrecognized", why: read.why };
    case "problem":
      return looksLikeYaml(text)
        ? problem(path, read.why, read.line, read.column)
        : { as: "unrecognized", why: NOT_KNOWN };
    case "documents": {
      const [first, ...others] = read.documents;
      if (read.documents.length === 0) return { as: "nothing", why: "it is empty" };
      if (read.documents.every(hasKind)) return tellObjects(read.documents, text);
      if (read.documents.some(hasKind))
        return {
          as: "unrecognized",
          why: "holds manifests and documents without apiVersion and kind beside each other",
        };
      if (others.length === 0 && isK3sConfiguration(first)) return { as: "machine", text, format: "k3s" };
      return { as: "unrecognized", why: NOT_KNOWN };
    }
  }
}

function tellObjects(objects: readonly unknown[], text: string): Told {
  const configuring = objects.filter((one) => CONFIGURATION.test(String((one as { apiVersion?: unknown }).apiVersion)));
  if (configuring.length === 0) return { as: "manifests", objects };
  return configuring.length === objects.length
    ? { as: "machine", text }
    : { as: "unrecognized", why: "holds configuration of machines and objects of a cluster beside each other" };
}

function hasKind(value: unknown): boolean {
  return typeof value === "object" && value !== null && "apiVersion" in value && "kind" in value;
}

/** Blank lines, comments and the marks between YAML documents. */
function isEmpty(text: string): boolean {
  return (
    !text.startsWith("#cloud-config") &&
    !text.startsWith("#!") &&
    text.split("\n").every((line) => /^\s*(#.*|---.*|\.\.\.)?$/.test(line))
  );
}

/** Whether somebody meant it as YAML: most lines are keys or items. */
function looksLikeYaml(text: string): boolean {
  const lines = text.split("\n").filter((line) => /\S/.test(line) && !/^\s*#/.test(line));
  return lines.filter((line) => /^\s*(- |"?[\w./-]+"?\s*:(\s|$)|---|\{\{)/.test(line)).length * 2 >= lines.length;
}

function problem(path: string, message: string, line: number | undefined, column: number | undefined): Told {
  const template = "Mend it. Templates are not read: render them first (helm template, kustomize build).";
  return { as: "problem", problem: { path, line, column, message, fix: template } };
}
