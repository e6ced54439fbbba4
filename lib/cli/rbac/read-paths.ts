import { parseStrictJsonValues } from "../../fleet-file/strict-json-values";
import { type Policy, PolicyTooLarge } from "../../rbac/policy";
import type { PolicyIssue } from "../../rbac/read-fields";
import { type PolicyDocument, readPolicy } from "../../rbac/read-policy";
import { findFiles, type FoundFile } from "../check/find-files";
import type { InputProblem } from "../check/input-problem";
import { readYamlWhere } from "../check/read-yaml";

/** The roles and bindings below some paths, and what keeps others from being read. */
export interface PolicyBelow {
  readonly policy: Policy;
  readonly problems: readonly InputProblem[];
  /** What was not looked at, with the reason. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
  readonly files: number;
  /** Objects that are neither roles nor bindings. */
  readonly others: number;
  /** Objects that name no namespace and were read as if in the one that was given. */
  readonly placed: readonly string[];
}

const MANIFEST = /\.(ya?ml|json)$/i;

/** Reads every manifest below the paths. In a folder those are files named .yaml, .yml or .json; whatever is named itself is read. */
export function readPaths(paths: readonly string[], namespace: string): PolicyBelow {
  const problems: InputProblem[] = [];
  const passedOver: PolicyBelow["passedOver"][number][] = [];
  const documents: PolicyDocument[] = [];
  let files = 0;
  for (const path of new Set(paths)) {
    const found = findFiles(path, (name) => MANIFEST.test(name));
    problems.push(...found.problems);
    for (const one of found.passedOver) passedOver.push({ path: one, why: "it is no manifest by its name" });
    files += found.files.length;
    for (const file of found.files) {
      const read = objectsIn(file);
      problems.push(...read.problems);
      if (read.objects.length > 0) documents.push({ source: file.path, objects: read.objects });
      else if (read.problems.length === 0) passedOver.push({ path: file.path, why: "it is empty" });
    }
  }
  try {
    const { policy, issues, others, placed } = readPolicy(documents, namespace);
    problems.push(...issues.map(problemOf));
    if (problems.length === 0 && policy.roles.length + policy.bindings.length === 0)
      problems.push({
        path: paths.join(", "),
        message: "there is no role and no binding in it",
        fix: "Name files that hold some; kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml writes those of a cluster.",
      });
    return { policy, problems, passedOver, files, others, placed };
  } catch (error) {
    if (!(error instanceof PolicyTooLarge)) throw error;
    problems.push(tooLarge(paths, error));
    return { policy: { roles: [], bindings: [] }, problems, passedOver, files, others: 0, placed: [] };
  }
}

/** What ends a run on more than can be judged. */
export function tooLarge(paths: readonly string[], error: PolicyTooLarge): InputProblem {
  return { path: paths.join(", "), message: error.message, fix: "Name the files of one cluster, or of a part of it." };
}

/** What of a file can be read, and what keeps the rest from it. */
function objectsIn({ path, text }: FoundFile): {
  readonly objects: readonly unknown[];
  readonly problems: readonly InputProblem[];
} {
  const content = text.replace(/^\uFEFF/, "");
  if (/^\s*[{[]/.test(content)) {
    const parsed = parseStrictJsonValues(content);
    // A list at the top holds objects, too.
    if (parsed.ok) return { objects: parsed.values.flat(), problems: [] };
    // Whoever begins a file of YAML with a brace means JSON, or a template.
    const problem = { path, line: parsed.line, column: parsed.column, message: parsed.why, fix: MEND };
    return { objects: [], problems: [problem] };
  }
  const read = readYamlWhere(content, isOfRoles);
  if (read.as === "problem")
    return { objects: [], problems: [{ path, line: read.line, column: read.column, message: read.why, fix: MEND }] };
  const problems = read.ambiguous.map(({ line, column, written }) => ({
    path,
    line,
    column,
    message: `YAML 1.1 and YAML 1.2 read ${JSON.stringify(written)} differently, and the document is left out`,
    fix: "Write it so that all parsers read it alike: yes, no, on, off, 0644 and dates in quotes, << out.",
  }));
  return { objects: read.documents, problems };
}

const MEND = "Mend it. Templates are not read: render them first (helm template, kustomize build).";

/** Whether anything in a document may be a role or a binding: only there it matters how every value is read. */
function isOfRoles(document: unknown): boolean {
  if (typeof document !== "object" || document === null) return false;
  const { apiVersion, kind } = document as { readonly apiVersion?: unknown; readonly kind?: unknown };
  return (
    typeof kind !== "string" || kind.endsWith("List") || String(apiVersion).startsWith("rbac.authorization.k8s.io")
  );
}

function problemOf({ source, object, at, got, allowed, fix }: PolicyIssue): InputProblem {
  const where = at === "" ? object : `${object}: ${at}`;
  return { path: source, message: `${where} is ${got}; allowed: ${allowed}`, fix };
}
