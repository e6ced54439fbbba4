import type { Judgement } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";
import { judge } from "./judge";
import type { ChartLike, StackLike } from "./rendered";

/** What can be judged: a stack, a chart, a judgement, or a function that synthesizes. */
export type Subject = StackLike | ChartLike | Judgement | (() => unknown);

/** What the rules say of a subject; undefined for a function that ends without a refusal. Other errors pass through. */
export function judgementFrom(subject: Subject): Judgement | undefined {
  if (typeof subject !== "function") return "findings" in subject ? subject : judge(subject);
  try {
    subject();
  } catch (error) {
    if (error instanceof Refusal) return error.judgement;
    throw error;
  }
  return undefined;
}
