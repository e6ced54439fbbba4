import { z } from "zod";
import type { Problem } from "../problems/problem";

/** The key under which a check of ours hands its problem through zod. */
export const PROBLEM = "problem";

/** A text that `judge` finds nothing wrong with. `allowed` is the "allowed" line when it is missing or no text. */
export function text(allowed: string, judge: (value: string) => Problem | undefined) {
  return z.string(allowed).superRefine((value, context) => report(context, judge(value)));
}

/** A number that `judge` finds nothing wrong with. */
export function number(allowed: string, judge: (value: number) => Problem | undefined) {
  return z.number(allowed).superRefine((value, context) => report(context, judge(value)));
}

/** A list; `judge` looks at it as a whole. */
export function list<Element extends z.ZodType>(
  allowed: string,
  element: Element,
  judge: (value: readonly z.output<Element>[]) => Problem | undefined = () => undefined,
) {
  return z.array(element, allowed).superRefine((value, context) => report(context, judge(value)));
}

/** An object with these keys and no others. The message of an unknown key is the list of the known ones. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? keys.join(", ") : `an object with the keys ${keys.join(", ")}`,
  });
}

function report(context: z.RefinementCtx, problem: Problem | undefined): void {
  if (problem !== undefined) context.addIssue({ code: "custom", params: { [PROBLEM]: problem } });
}
