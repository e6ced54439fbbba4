import { isJsonObject, type JsonObject, textAt } from "../../../admission/json-object";
import type { EstateObject } from "../../../admission/estate/ask-estate";
import { findFiles } from "../find-files";
import type { InputProblem } from "../input-problem";
import { tellDocument } from "../tell-document";

/** The objects of a cluster below some paths, lists opened. */
export interface ReadObjects {
  readonly objects: readonly EstateObject[];
  readonly problems: readonly InputProblem[];
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

const MANIFEST = /\.(ya?ml|json)$/i;
const FORM = "Name manifests: kubectl get ... -A -o json writes those of a cluster.";

/** Reads every manifest below the paths. In a folder those are files named .yaml, .yml or .json; whatever is named itself is read. */
export function readObjects(paths: readonly string[]): ReadObjects {
  const objects: EstateObject[] = [];
  const problems: InputProblem[] = [];
  const passedOver: ReadObjects["passedOver"][number][] = [];
  for (const path of new Set(paths)) {
    const found = findFiles(path, (name) => MANIFEST.test(name));
    problems.push(...found.problems);
    for (const one of found.passedOver) passedOver.push({ path: one, why: "it is no manifest by its name" });
    for (const { path: source, text } of found.files) {
      const told = tellDocument(source, text);
      switch (told.as) {
        case "manifests":
          for (const one of told.objects.flatMap((object) => opened(object)))
            if (typeof one === "string") problems.push({ path: source, message: one, fix: FORM });
            else objects.push({ source, object: one });
          break;
        case "nothing":
          passedOver.push({ path: source, why: told.why });
          break;
        case "problem":
          problems.push(told.problem);
          break;
        case "unrecognized":
          problems.push({ path: source, message: `it ${told.why}`, fix: FORM });
          break;
        case "machine":
        case "plan":
        case "terraform":
          problems.push({ path: source, message: "it holds no objects of a cluster", fix: FORM });
          break;
        default: {
          const unforeseen: never = told;
          return unforeseen;
        }
      }
    }
  }
  return { objects, problems, passedOver };
}

const DEPTH = 8;

/** An object, or those of a list; a text says what is wrong with one. */
function opened(object: unknown, depth = 0): readonly (JsonObject | string)[] {
  if (!isJsonObject(object)) return ["it holds something that is no object"];
  if (Object.hasOwn(object, "items")) {
    if (!Array.isArray(object.items) || depth > DEPTH) return ["a list in it is none, or lists are nested too deep"];
    // Lists of one kind leave out what they are lists of.
    const kind = textAt(object, "kind").replace(/List$/, "");
    const own = kind === "" || kind === "List" ? {} : { apiVersion: textAt(object, "apiVersion"), kind };
    return object.items.flatMap((item: unknown) => opened(isJsonObject(item) ? { ...own, ...item } : item, depth + 1));
  }
  const kind = textAt(object, "kind");
  if (kind === "" || textAt(object, "apiVersion") === "") return ["an object in it has no apiVersion or no kind"];
  return textAt(object, "metadata", "name") === "" ? [`a ${kind} in it has no name`] : [object];
}
