import { isObject, type UncheckedObject } from "../fields";
import { callsOf, configurationOf, listOf, type PlannedResource, withoutIndex } from "./planned-resources";

/** As deep as modules hand values on to each other. */
const DEEPEST = 24;

/** What an expression of the configuration refers to, in the end: attributes of instances, or something outside of the plan. */
export interface Referred {
  readonly instance: PlannedResource | undefined;
  readonly attribute: string;
}

/** Follows references through variables and outputs of modules. */
export class References {
  constructor(
    private readonly root: unknown,
    private readonly resources: readonly PlannedResource[],
  ) {}

  /** Everything that an expression refers to, as seen from within modules. */
  of(expression: unknown, modules: readonly string[], depth = 0): readonly Referred[] {
    const written = isObject(expression) ? expression.references : undefined;
    const references = Array.isArray(written) ? written.filter((one) => typeof one === "string") : [];
    // Terraform lists `a.b.id` and `a.b`; only the longest says something.
    const longest = references.filter(
      (one) => !references.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
    );
    return longest.flatMap((one) => this.follow(one, modules, depth));
  }

  /** What expressions at any depth of a block refer to. */
  within(block: unknown, modules: readonly string[]): readonly Referred[] {
    if (Array.isArray(block)) return block.flatMap((item) => this.within(item, modules));
    if (!isObject(block)) return [];
    return [...this.of(block, modules), ...Object.values(block).flatMap((inner) => this.within(inner, modules))];
  }

  /** Every instance of a resource that a state names by its whole address, without the keys of instances. */
  named(address: string): readonly PlannedResource[] {
    return this.resources.filter((one) => one.address.replace(/\[[^\]]*\]/g, "") === address);
  }

  private follow(reference: string, modules: readonly string[], depth: number): readonly Referred[] {
    const outside: readonly Referred[] = [{ instance: undefined, attribute: reference }];
    if (depth > DEEPEST) return outside;
    const [root = "", name = ""] = reference.split(/[.[]/);
    switch (root) {
      case "each":
      case "count":
      case "path":
      case "self":
        return [];
      case "var":
        return this.variable(name, modules, depth) ?? outside;
      case "module":
        return this.output(reference, modules, depth) ?? outside;
      default:
        return this.instances(reference, modules) ?? outside;
    }
  }

  private variable(name: string, modules: readonly string[], depth: number): readonly Referred[] | undefined {
    const own = modules.at(-1);
    if (own === undefined) return undefined;
    const around = modules.slice(0, -1);
    const call = callsOf(configurationOf(this.root, around))[withoutIndex(own).replace(/^module\./, "")];
    const expressions = isObject(call) && isObject(call.expressions) ? call.expressions : {};
    return Object.hasOwn(expressions, name) ? this.handedOn(expressions[name], around, depth) : undefined;
  }

  private output(reference: string, modules: readonly string[], depth: number): readonly Referred[] | undefined {
    const match = /^module\.([\w-]+)(\[[^\]]*\])?\.([\w-]+)/.exec(reference);
    if (match === null) return undefined;
    const [, name = "", index = "", output = ""] = match;
    const module = configurationOf(this.root, [...modules, `module.${name}`]);
    const outputs: UncheckedObject = isObject(module?.outputs) ? module.outputs : {};
    const found = Object.hasOwn(outputs, output) ? outputs[output] : undefined;
    if (!isObject(found)) return undefined;
    const steps = new Set(
      this.resources
        .filter((one) => modules.every((step, at) => one.modules[at] === step))
        .flatMap((one) => one.modules[modules.length] ?? [])
        .filter((step) => (index === "" ? withoutIndex(step) === `module.${name}` : step === `module.${name}${index}`)),
    );
    return [...steps].flatMap((step) => this.handedOn(found.expression, [...modules, step], depth));
  }

  /** A value that crosses a module's border: without references it is a constant, which stands in the plan itself. */
  private handedOn(expression: unknown, modules: readonly string[], depth: number): readonly Referred[] {
    return this.of(expression, modules, depth + 1);
  }

  private instances(reference: string, modules: readonly string[]): readonly Referred[] | undefined {
    const match = /^(data\.)?([A-Za-z_]\w*)\.([\w-]+)(\[(?:\d+|"[^"]*")\])?(?:\.(.*))?$/.exec(reference);
    if (match === null) return undefined;
    const [, data, type, name, index, attribute = ""] = match;
    const mode = data === undefined ? "resource" : "data";
    const found = this.resources.filter(
      (one) =>
        one.mode === mode &&
        one.type === type &&
        one.name === name &&
        one.modules.join(".") === modules.join(".") &&
        (index === undefined || index === `[${one.index}]`),
    );
    return found.length === 0 ? undefined : found.map((instance) => ({ instance, attribute }));
  }
}

/** The expressions that decide how many instances a resource has. */
export function repetitionOf(configuration: UncheckedObject | undefined): readonly unknown[] {
  return listOf([configuration?.for_each_expression, configuration?.count_expression]);
}
