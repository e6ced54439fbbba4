import { z } from "zod";
import { EXCEPTED_KINDS } from "../admission-spec";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { fixedByAmazon, namespaceMissing, namespaceOfNone } from "../problems/admission";
import { findRepeats } from "./repeats";

const EXCEPTION = z.object({ kind: z.enum(EXCEPTED_KINDS), name: z.string(), namespace: z.string().optional() });
const NAMESPACED = ["Role", "RoleBinding"];

/** Each object once, with a namespace exactly where its kind stands in one: otherwise the exception names nothing. */
export function checkAdmissionExceptions(data: PlainData): readonly LocatedProblem[] {
  const { elements } = readEach(data, ["admission", "exceptions"], EXCEPTION);
  return [
    ...findRepeats(
      elements.map(({ path, value }) => ({
        path: [...path, "name"],
        value: [value.kind, ...(value.namespace === undefined ? [] : [value.namespace]), value.name].join("/"),
      })),
      "exception",
    ),
    ...elements.flatMap(({ path, value }) => {
      const at = [...path, "namespace"];
      const belongs = NAMESPACED.includes(value.kind);
      if (belongs && value.namespace === undefined) return [{ path: at, problem: namespaceMissing(value.kind) }];
      if (!belongs && value.namespace !== undefined)
        return [{ path: at, problem: namespaceOfNone(value.kind, value.namespace) }];
      return [];
    }),
  ];
}

/** The API server of Amazon EKS takes neither limits of events nor plugins. */
export function checkAdmissionOnCloud(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud") return [];
  return ["eventRateLimits", "plugins"]
    .map((field) => ["admission", field])
    .filter((path) => valueAt(data, path) !== undefined)
    .map((path) => ({ path, problem: fixedByAmazon(path.join(".")) }));
}
