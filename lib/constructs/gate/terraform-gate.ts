import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type App, type ISynthesisSession, TerraformResource, TerraformStack } from "cdktf";
import { ConstructOrder, type IConstruct } from "constructs";
import type { TerraformDocument } from "../../guardrails/document";
import { GateBypass } from "./bypass";
import {
  annotationsOf,
  demandTerraformWithMoves,
  isErrorAnnotation,
  isStandardSynthesizer,
  resolvingQuickly,
  runAspects,
  runCustomSynthesis,
  withoutCreationStacks,
} from "./cdktf-internals";
import { refuseUnlessClosed } from "./judgement-of";
import { markOrigin } from "./origin";
import { stableJson } from "./stable-json";
import { StackFolder } from "./stack-folder";
import { watchTakers } from "./takers";

const GATE = Symbol.for("portcullis.terraform-gate");

/**
 * Attaches the gate to the stack that a construct stands in, whosever stack it is. From then on the stack's document is written
 * only after it was judged, together with all other gated stacks of the app. A stack that takes a value from a gated one is
 * gated as well: what it does with the id of a security group can open the cluster as well as the cluster's own stack can.
 *
 * @throws GateBypass when the stack already has a synthesizer of its own
 */
export function gateTerraform(construct: IConstruct): void {
  markOrigin(construct);
  const root = construct.node.root as IConstruct & { [GATE]?: TerraformGate };
  root[GATE] ??= new TerraformGate(root);
  root[GATE].attach(TerraformStack.of(construct));
}

/** The stacks that take values of this one, directly or through another, as the framework finds them before it writes. */
export function takersOf(stack: TerraformStack): readonly TerraformStack[] {
  const root = stack.node.root as IConstruct & { [GATE]?: TerraformGate };
  return root[GATE]?.takersOf(stack) ?? [];
}

/**
 * Renders one stack that holds constructs of ours alone, judges it by itself and gives the text that synthesis would write.
 * It leaves out what nobody can have added there: aspects, custom synthesis, references to other stacks.
 *
 * @param neighbours the files that stand beside the document
 * @throws Refusal
 */
export function judgedTextOf(stack: TerraformStack, neighbours: readonly string[]): string {
  const gate = (stack.node.root as IConstruct & { [GATE]?: TerraformGate })[GATE];
  if (gate === undefined) {
    throw new GateBypass(`nothing of ${stack.node.path} would be judged.`, "Put a construct of portcullis into it.");
  }
  return gate.judgedText(stack, neighbours);
}

interface JudgedStack {
  readonly text: string;
  readonly folder: StackFolder;
  /** What stood beside the document when it was judged. */
  readonly neighbours: readonly string[];
}

/** One synthesis: what was judged in it, and what of that is on disk. */
interface Run {
  readonly session: ISynthesisSession;
  readonly judged: Map<TerraformStack, JudgedStack>;
  readonly written: Set<TerraformStack>;
}

class TerraformGate {
  private readonly stacks = new Set<TerraformStack>();
  private readonly takers = new Map<TerraformStack, Set<TerraformStack>>();
  private run: Run | undefined;
  private rendering = false;

  constructor(private readonly root: IConstruct) {
    // The framework asks for all values before it writes the first stack.
    watchTakers(root, (giver, taker) => {
      this.takers.set(giver, (this.takers.get(giver) ?? new Set()).add(taker));
      if (this.stacks.has(giver)) this.attach(taker);
    });
  }

  attach(stack: TerraformStack): void {
    if (this.stacks.has(stack)) return;
    const standing = stack.synthesizer;
    if (!isStandardSynthesizer(standing)) {
      throw new GateBypass(
        `the stack ${stack.node.path} has a synthesizer of its own (${standing.constructor.name}), which would write what nobody judged.`,
        "Remove it, or put the cluster into a stack without one.",
      );
    }
    this.stacks.add(stack);
    this.pinSynthesizer(stack);
    this.pinRendering(stack);
    // A value may come through another stack.
    for (const taker of this.takers.get(stack) ?? []) this.attach(taker);
  }

  takersOf(stack: TerraformStack): readonly TerraformStack[] {
    const stacks = this.root.node.findAll().filter((node) => TerraformStack.isStack(node));
    // A stack alone has nobody to ask, and stays as it is.
    if (stacks.length > 1) for (const one of stacks) one.prepareStack();
    const found = new Set([stack]);
    for (const giver of found) for (const taker of this.takers.get(giver) ?? []) found.add(taker);
    found.delete(stack);
    return [...found];
  }

  private pinSynthesizer(stack: TerraformStack): void {
    const synthesize = (session: ISynthesisSession) => this.synthesize(stack, session);
    const refuse = () => {
      throw new GateBypass(
        `the synthesizer of ${stack.node.path} cannot be replaced: it holds constructs of portcullis, and its output is judged before it is written.`,
        "Remove the assignment; use addCustomSynthesis for further files.",
      );
    };
    // Neither the synthesizer nor its one method takes another value.
    const gated = Object.freeze(
      Object.defineProperty({ synthesize }, "synthesize", { get: () => synthesize, set: refuse }),
    );
    Object.defineProperty(stack, "synthesizer", {
      configurable: false,
      enumerable: true,
      get: () => gated,
      set: refuse,
    });
  }

  /** Whoever renders the stack by another way than synthesis gets a judged document or a refusal. */
  private pinRendering(stack: TerraformStack): void {
    const prepareStack = stack.prepareStack.bind(stack);
    stack.prepareStack = () => withoutCreationStacks(() => resolvingQuickly(prepareStack));
    const toTerraform = stack.toTerraform.bind(stack);
    pinMethod(stack, "toTerraform", () => {
      const document: unknown = toTerraform();
      if (!this.rendering) refuseUnlessClosed(this.root, [documentOf(stack, stableJson(document), [])], true);
      return document;
    });
    pinMethod(stack, "toHclTerraform", () => {
      throw hclIsNotJudged(stack);
    });
  }

  judgedText(stack: TerraformStack, neighbours: readonly string[]): string {
    stack.runAllValidations();
    const text = this.render(stack);
    refuseUnlessClosed(this.root, [documentOf(stack, text, neighbours)]);
    return text;
  }

  private synthesize(stack: TerraformStack, session: ISynthesisSession): void {
    if (this.run?.session !== session || !this.run.judged.has(stack)) this.judgeAll(session);
    const run = this.run;
    const judged = run?.judged.get(stack);
    if (run === undefined || judged === undefined) {
      throw new GateBypass(`the stack ${stack.node.path} was not judged.`, "Synthesize the app that it belongs to.");
    }
    judged.folder.write(judged.text);
    run.written.add(stack);
  }

  /** Renders and judges every gated stack. Nothing is written before all of them have passed. */
  private judgeAll(session: ISynthesisSession): void {
    const stacks = this.root.node
      .findAll()
      .filter((node): node is TerraformStack => this.stacks.has(node as TerraformStack));
    if (session.manifest.hclOutput) throw hclIsNotJudged(stacks[0]);
    this.verifyOnClose(session);

    const folders = new Map(
      stacks.map(
        (stack) => [stack, this.run?.session === session ? this.run.judged.get(stack)?.folder : undefined] as const,
      ),
    );
    const judged = new Map<TerraformStack, JudgedStack>();
    const folderOf = (stack: TerraformStack) => {
      const known = folders.get(stack) ?? folderFor(stack, session);
      folders.set(stack, known);
      return known;
    };
    try {
      stacks.forEach(folderOf);
      stacks.forEach(runAspects);
      stacks.forEach(demandTerraformWithMoves);
      if (!session.skipValidation) for (const stack of stacks) stack.runAllValidations();
      for (const stack of stacks) {
        folderOf(stack).make();
        runCustomSynthesis(stack.node.findAll(ConstructOrder.POSTORDER), session);
      }
      for (const stack of stacks) recordAnnotations(stack, session);
      for (const stack of stacks) {
        const folder = folderOf(stack);
        judged.set(stack, { text: this.render(stack), folder, neighbours: folder.neighbours() });
      }
      refuseUnlessClosed(
        this.root,
        [...judged].map(([stack, { text, neighbours }]) => documentOf(stack, text, neighbours)),
      );
    } catch (error) {
      for (const folder of folders.values()) folder?.restore();
      throw error;
    }
    const written = this.run?.session === session ? this.run.written : new Set<TerraformStack>();
    this.run = { session, judged, written };
  }

  private render(stack: TerraformStack): string {
    this.rendering = true;
    try {
      return stableJson(withoutCreationStacks(() => resolvingQuickly(() => stack.toTerraform() as unknown)));
    } finally {
      this.rendering = false;
    }
  }

  /** cdktf writes its manifest last: that is when what is on disk is compared with what was judged. */
  private verifyOnClose(session: ISynthesisSession): void {
    if (this.run?.session === session) return;
    const writeToFile = session.manifest.writeToFile.bind(session.manifest);
    session.manifest.writeToFile = () => {
      if (this.run?.session === session) verify(this.root, this.run);
      writeToFile();
    };
  }
}

function verify(root: IConstruct, run: Run): void {
  const altered = [...run.written].filter(
    (stack) => run.judged.get(stack)?.folder.written() !== run.judged.get(stack)?.text,
  );
  // Test tools synthesize one stack of several, with a manifest of their own.
  const whole = run.session.manifest === (root as Partial<App>).manifest;
  const missing = [...run.judged].filter(([stack, judged]) => whole && !run.written.has(stack) && !holdsJudged(judged));
  try {
    if (missing.length > 0) {
      throw new GateBypass(
        `what was judged for ${missing.map(([stack]) => stack.node.path).join(", ")} was not written: something took the place of its synthesis.`,
        "Find what synthesizes the stack by itself. The old output was put back.",
      );
    }
    if (altered.length > 0) {
      throw new GateBypass(
        `what is on disk for ${altered.map((stack) => stack.node.path).join(", ")} is not what was judged: something rewrote it during synthesis.`,
        "Find the aspect, validation or custom synthesis that writes there. The old output was put back.",
      );
    }
    const joined = [...run.judged].filter(
      ([, { folder, neighbours }]) => folder.neighbours().join("\n") !== neighbours.join("\n"),
    );
    if (joined.length > 0) {
      refuseUnlessClosed(
        root,
        [...run.judged].map(([stack, { text, folder }]) => documentOf(stack, text, folder.neighbours())),
      );
    }
  } catch (error) {
    for (const { folder } of run.judged.values()) folder.restore();
    throw error;
  }
}

/** Whether the folder holds what was judged, in whatever order of keys: a stack that came late was written by the framework. */
function holdsJudged({ folder, text }: JudgedStack): boolean {
  const written = folder.written();
  try {
    return written !== undefined && isDeepStrictEqual(JSON.parse(written), JSON.parse(text));
  } catch {
    return false;
  }
}

function recordAnnotations(stack: TerraformStack, session: ISynthesisSession): void {
  const annotations = annotationsOf(stack);
  // The manifest declares it readonly; the standard synthesizer fills it at the same point.
  (session.manifest.forStack(stack) as { annotations: unknown }).annotations = annotations;
  const errors = annotations.filter(isErrorAnnotation);
  if (errors.length > 0 && process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined) {
    const list = errors.map((error) => `[${error.constructPath}] ${error.message}`).join("\n");
    throw new Error(`The stack ${stack.node.path} has annotations of the level error:\n${list}`);
  }
}

function folderFor(stack: TerraformStack, session: ISynthesisSession): StackFolder {
  const { workingDirectory, synthesizedStackPath } = session.manifest.forStack(stack);
  return new StackFolder(
    join(session.outdir, workingDirectory),
    synthesizedStackPath.split(/[\\/]/).slice(-1).join(""),
  );
}

function documentOf(stack: TerraformStack, text: string, neighbours: readonly string[]): TerraformDocument {
  return {
    kind: "terraform",
    name: `stacks/${stack.node.id}/cdk.tf.json`,
    content: JSON.parse(text),
    neighbours,
    constructs: constructsOf(stack),
  };
}

/** The construct behind each resource. The document names them too, but an override can change what it says. */
function constructsOf(stack: TerraformStack): ReadonlyMap<string, string> {
  return new Map(
    stack.node
      .findAll()
      .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node))
      .filter((resource) => TerraformStack.of(resource) === stack)
      .map((resource) => [`${resource.terraformResourceType}.${resource.friendlyUniqueId}`, resource.node.path]),
  );
}

function hclIsNotJudged(stack: TerraformStack | undefined): GateBypass {
  return new GateBypass(
    `HCL output ${stack === undefined ? "" : `of ${stack.node.path} `}is not judged, so it is not written.`,
    "Unset SYNTH_HCL_OUTPUT and hclOutput; Terraform reads the JSON just as well.",
  );
}

function pinMethod(stack: TerraformStack, name: "toTerraform" | "toHclTerraform", method: () => unknown): void {
  Object.defineProperty(stack, name, {
    configurable: false,
    get: () => method,
    set: () => {
      throw new GateBypass(
        `${name} of ${stack.node.path} cannot be replaced: what it renders is judged before it is written.`,
        "Use addOverride, or override the method in a subclass; both are judged.",
      );
    },
  });
}
