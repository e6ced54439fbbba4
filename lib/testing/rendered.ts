import type { IConstruct } from "constructs";
import { judgeFor } from "../constructs/gate/judgement-of";
import type { WrittenDocument } from "../guardrails/document";
import type { Judgement } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";

/** A cdktf stack, as far as it matters here: cdktf itself is loaded only by those who have one. */
export interface StackLike extends IConstruct {
  toTerraform(): unknown;
}

/** A cdk8s chart, as far as it matters here. */
export interface ChartLike extends IConstruct {
  toJson(): unknown[];
}

/** What a stack or chart renders now, with what the rules say of it. */
export interface Rendered {
  /** Its own document first, then those of the stacks that take values of it. Empty where rendering was refused already. */
  readonly documents: readonly WrittenDocument[];
  readonly judgement: Judgement;
}

/** Renders a stack or chart, aspects and patches included, and judges it, with the stacks beside it that use what it made. */
export function rendered(scope: StackLike | ChartLike): Rendered {
  try {
    const documents = "toTerraform" in scope ? withTakers(scope).map(renderStack) : [renderChart(scope)];
    return { documents, judgement: judgeFor(scope.node.root, documents, true) };
  } catch (error) {
    if (error instanceof Refusal) return { documents: [], judgement: error.judgement };
    throw error;
  }
}

function withTakers(stack: StackLike): readonly StackLike[] {
  const { takersOf } =
    require("../constructs/gate/terraform-gate") as typeof import("../constructs/gate/terraform-gate");
  return [stack, ...takersOf(stack as unknown as Parameters<typeof takersOf>[0])];
}

function renderStack(stack: StackLike): WrittenDocument {
  const { runAspects } =
    require("../constructs/gate/cdktf-internals") as typeof import("../constructs/gate/cdktf-internals");
  runAspects(stack as unknown as Parameters<typeof runAspects>[0]);
  const content: unknown = JSON.parse(JSON.stringify(stack.toTerraform()));
  return { kind: "terraform", name: `stacks/${stack.node.id}/cdk.tf.json`, content, neighbours: [] };
}

function renderChart(chart: ChartLike): WrittenDocument {
  const objects = chart.toJson().map((content) => ({ content: JSON.parse(JSON.stringify(content)) as unknown }));
  return { kind: "manifests", name: `${chart.node.path} (manifests)`, objects };
}
