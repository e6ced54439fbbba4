import type { IConstruct } from "constructs";
import { judgeFor } from "../constructs/gate/judgement-of";
import type { WrittenDocument } from "../guardrails/document";
import type { Judgement } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";

/** A cdktf stack, as far as it matters here: cdktf itself is loaded only by those who have one. */
interface StackLike extends IConstruct {
  toTerraform(): unknown;
}

/** A cdk8s chart, as far as it matters here. */
interface ChartLike extends IConstruct {
  toJson(): unknown[];
}

/**
 * Judges what a stack or a chart renders now, aspects and patches included, without writing anything. Every stack and chart is judged
 * in full, also one that holds no construct of this library.
 *
 * @returns the judgement; findings are in it, nothing is thrown for them
 */
export function judge(scope: StackLike | ChartLike): Judgement {
  try {
    const document = "toTerraform" in scope ? renderStack(scope) : renderChart(scope);
    return judgeFor(scope.node.root, [document], true);
  } catch (error) {
    if (error instanceof Refusal) return error.judgement;
    throw error;
  }
}

function renderStack(stack: StackLike): WrittenDocument {
  const { runAspects } = require("../constructs/gate/cdktf-internals") as typeof import("../constructs/gate/cdktf-internals");
  runAspects(stack as unknown as Parameters<typeof runAspects>[0]);
  const content: unknown = JSON.parse(JSON.stringify(stack.toTerraform()));
  return { kind: "terraform", name: `stacks/${stack.node.id}/cdk.tf.json`, content, neighbours: [] };
}

function renderChart(chart: ChartLike): WrittenDocument {
  const objects = chart.toJson().map((content) => ({ content: JSON.parse(JSON.stringify(content)) as unknown }));
  return { kind: "manifests", name: `${chart.node.path} (manifests)`, objects };
}
