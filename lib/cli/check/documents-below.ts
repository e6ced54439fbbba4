import { readdirSync } from "node:fs";
import { basename, dirname, extname } from "node:path";
import type { WrittenDocument } from "../../guardrails/document";
import { isReadByTerraform } from "../../guardrails/readers/terraform/stack-folder";
import { findFiles, type FoundFile } from "./find-files";
import type { InputProblem } from "./input-problem";
import { type Told, tellDocument } from "./tell-document";

/** Everything below one path, as documents of one cluster. */
export interface DocumentsBelow {
  readonly documents: readonly WrittenDocument[];
  readonly problems: readonly InputProblem[];
  /** What was not judged and need not be, with the reason. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

interface ToldFile {
  readonly file: FoundFile;
  readonly told: Told;
}

/** Reads what lies below a path and tells what each file is. */
export function documentsBelow(path: string): DocumentsBelow {
  const found = findFiles(path);
  const files = found.files.map((file): ToldFile => ({ file, told: tellDocument(file.path, file.text) }));
  const stacks = terraformFolders(files);
  const documents = files.flatMap(({ file, told }): readonly WrittenDocument[] => {
    const name = file.path;
    switch (told.as) {
      case "plan":
        return [{ kind: "terraform-plan", name, content: told.content }];
      case "manifests":
        return [{ kind: "manifests", name, objects: told.objects.map((content) => ({ content })) }];
      case "machine":
        return [
          { kind: "machine", name, content: told.text, ...(told.format === undefined ? {} : { format: told.format }) },
        ];
      case "terraform":
        return isRead(file) ? [] : [{ kind: "terraform", name, content: told.content, neighbours: [] }];
      case "unrecognized":
        // Beside a stack it is a neighbour, which its reader refuses by name.
        return stacks.has(dirname(name)) && isReadByTerraform(basename(name))
          ? []
          : [{ kind: "unrecognized", name, why: extname(name) === ".tf" ? NOT_HCL : told.why }];
      case "nothing":
      case "problem":
        return [];
    }
  });
  return {
    documents: [...documents, ...[...stacks].map(([folder, members]) => stackIn(folder, members))],
    problems: [...found.problems, ...files.flatMap(({ told }) => (told.as === "problem" ? [told.problem] : []))],
    passedOver: [
      ...found.passedOver.map((passed) => ({ path: passed, why: "the repository's or Terraform's own" })),
      ...files.flatMap(({ file, told }) => (told.as === "nothing" ? [{ path: file.path, why: told.why }] : [])),
    ],
  };
}

const NOT_HCL = "is Terraform's HCL, which no reader knows: terraform show -json PLAN > plan.json";

/** Whether Terraform reads a file with all others in its folder, as one module. Overrides it reads on top, whatever stands in them. */
function isRead({ path }: FoundFile): boolean {
  return /\.tf\.json$/.test(path) && !/(^|[/\\_])override\.tf\.json$/.test(path);
}

function terraformFolders(files: readonly ToldFile[]): ReadonlyMap<string, readonly ToldFile[]> {
  const folders = new Map<string, ToldFile[]>();
  for (const one of files) {
    if (one.told.as !== "terraform" || !isRead(one.file)) continue;
    const folder = dirname(one.file.path);
    folders.set(folder, [...(folders.get(folder) ?? []), one]);
  }
  return folders;
}

/** Terraform reads a folder and not a file: its other files count, whether or not somebody named them. */
function stackIn(folder: string, members: readonly ToldFile[]): WrittenDocument {
  const contents = members.map(({ told }) => (told.as === "terraform" ? told.content : {}));
  const names = new Set(members.map(({ file }) => basename(file.path)));
  return {
    kind: "terraform",
    name: members.length === 1 ? (members[0]?.file.path ?? folder) : folder,
    content: contents.length === 1 ? contents[0] : contents,
    neighbours: neighboursIn(folder).filter((name) => isReadByTerraform(name) && !names.has(name)),
  };
}

function neighboursIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // The files in it were read, so the folder may be listed by nobody: that hides what Terraform finds there.
    return ["(the folder cannot be listed).tf"];
  }
}
