/**
 * The one seam to parts of cdktf that are not its public API. Everything here exists under the same path in cdktf 0.21 and in its
 * continuation cdktn; a version that moves it fails at load, not silently.
 */
import type { IConstruct } from "constructs";
import {
  AnnotationMetadataEntryType,
  type IStackSynthesizer,
  type ISynthesisSession,
  type TerraformStack,
} from "cdktf";
import values = require("cdktf/lib/_tokens");
import { invokeAspects, StackSynthesizer } from "cdktf/lib/synthesize/synthesizer";
import creationStacks = require("cdktf/lib/tokens/private/stack-trace");
import { TokenMap } from "cdktf/lib/tokens/private/token-map";
import { ValidateTerraformVersion } from "cdktf/lib/validations/validate-terraform-version";
import { quickly, type Resolve } from "./quick-resolve";

const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** Runs the aspects of a stack, as the standard synthesizer does. */
export function runAspects(stack: TerraformStack): void {
  invokeAspects(stack);
}

/** Whether a synthesizer is the standard one, also when cdktf is installed twice. */
export function isStandardSynthesizer(synthesizer: IStackSynthesizer): boolean {
  return synthesizer.constructor.name === StackSynthesizer.name;
}

/** Adds the check that the standard synthesizer makes of stacks with `moved` blocks. */
export function demandTerraformWithMoves(stack: TerraformStack): void {
  if (!stack.hasResourceMove()) return;
  stack.node.addValidation(
    new ValidateTerraformVersion(">=1.5", "Moving resources needs Terraform 1.5 or newer; install a newer Terraform."),
  );
}

/** Runs the custom synthesis of every construct of a stack, leaves first. */
export function runCustomSynthesis(constructs: readonly IConstruct[], session: ISynthesisSession): void {
  for (const construct of constructs) {
    const hook = (construct as { [CUSTOM_SYNTHESIS]?: { onSynthesize(session: ISynthesisSession): void } })[
      CUSTOM_SYNTHESIS
    ];
    hook?.onSynthesize(session);
  }
}

/** The annotations of a construct in the form of the manifest. */
export interface Annotation {
  readonly constructPath: string;
  readonly level: AnnotationMetadataEntryType;
  readonly message: string;
  readonly stacktrace?: string[];
}

/** All annotations below a stack, in tree order. */
export function annotationsOf(stack: TerraformStack): Annotation[] {
  const levels: readonly string[] = Object.values(AnnotationMetadataEntryType);
  return stack.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter((entry) => levels.includes(entry.type))
      .map((entry) => ({
        constructPath: construct.node.path,
        level: entry.type as AnnotationMetadataEntryType,
        message: String(entry.data),
        ...(entry.trace === undefined ? {} : { stacktrace: entry.trace }),
      })),
  );
}

/** Whether an annotation is an error, which stops the standard synthesizer. */
export function isErrorAnnotation(annotation: Annotation): boolean {
  return annotation.level === AnnotationMetadataEntryType.ERROR;
}

/** What stands where cdktf would say where a token was made. */
const MADE_HERE = ["a construct of portcullis, which keeps no creation stacks"];

/**
 * Runs something without cdktf noting for every token where it was made, which takes a third of its time and serves its
 * messages about broken tokens alone. Only what runs inside is concerned: our own constructs, and rendering. Tokens that
 * a program makes, and every error, keep their stacks.
 */
export function withoutCreationStacks<T>(run: () => T): T {
  const module = creationStacks as { captureStackTrace: (below?: unknown) => string[] };
  const standing = module.captureStackTrace;
  module.captureStackTrace = () => MADE_HERE;
  try {
    return run();
  } finally {
    module.captureStackTrace = standing;
  }
}

/** Renders, or prepares to render, while cdktf resolves tokens only where there are any. */
export function resolvingQuickly<T>(run: () => T): T {
  const module = values as { resolve: Resolve };
  const standing = module.resolve;
  module.resolve = quickly(standing);
  try {
    return run();
  } finally {
    module.resolve = standing;
  }
}

/**
 * Runs something with a register of tokens of its own, which goes away with it: cdktf keeps every token that a process has ever
 * made. Only for what makes all its tokens itself and lets none out.
 */
export function withOwnTokens<T>(run: () => T): T {
  const register = TokenMap.instance() as unknown as { stringTokenMap: unknown; numberTokenMap: unknown };
  const { stringTokenMap, numberTokenMap } = register;
  Object.assign(register, { stringTokenMap: new Map(), numberTokenMap: new Map() });
  try {
    return run();
  } finally {
    Object.assign(register, { stringTokenMap, numberTokenMap });
  }
}
