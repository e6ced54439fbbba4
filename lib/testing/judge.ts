import type { Judgement } from "../guardrails/judgement";
import { type ChartLike, rendered, type StackLike } from "./rendered";

/**
 * Judges what a stack or a chart renders now, aspects and patches included, without writing anything. Every stack and chart is judged
 * in full, also one that holds no construct of this library.
 *
 * @returns the judgement; findings are in it, nothing is thrown for them
 */
export function judge(scope: StackLike | ChartLike): Judgement {
  return rendered(scope).judgement;
}
