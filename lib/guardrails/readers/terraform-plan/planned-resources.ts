import { isObject, type UncheckedObject } from "../fields";

/** One instance of a resource or data source, as a plan or a state lists it. */
export interface PlannedResource {
  /** `module.net[0].aws_subnet.private["a"]`. */
  readonly address: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** `0`, `"a"` or empty. */
  readonly index: string;
  /** Addresses of the modules around it, outermost first: `module.net[0]`. */
  readonly modules: readonly string[];
  readonly values: UncheckedObject;
  readonly sensitive: unknown;
  /** Its part of the configuration; undefined where there is none, as in a state. */
  readonly configuration: UncheckedObject | undefined;
  /** Addresses of what was there before, without the keys of instances: a state alone lists them. */
  readonly madeAfter: readonly string[];
}

/** Steps from the root into the configuration of a module, without the keys of instances. */
export function configurationOf(root: unknown, modules: readonly string[]): UncheckedObject | undefined {
  let module = isObject(root) ? root : undefined;
  for (const name of modules) {
    const call = callsOf(module)[withoutIndex(name).replace(/^module\./, "")];
    const inner = isObject(call) ? call.module : undefined;
    module = isObject(inner) ? inner : undefined;
  }
  return module;
}

/** The module calls of a module's configuration, by name. */
export function callsOf(module: UncheckedObject | undefined): UncheckedObject {
  return isObject(module?.module_calls) ? module.module_calls : {};
}

export function listOf(value: unknown): readonly UncheckedObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Every instance below a module of planned values or of a state. */
export function plannedResources(
  module: unknown,
  root: unknown,
  modules: readonly string[] = [],
): readonly PlannedResource[] {
  if (!isObject(module)) return [];
  const configured = listOf(configurationOf(root, modules)?.resources);
  const own = listOf(module.resources).map((one): PlannedResource => {
    const { type, name, mode, index } = one;
    return {
      address: String(one.address),
      mode: mode === "data" ? "data" : "resource",
      type: String(type),
      name: String(name),
      index: index === undefined || index === null ? "" : JSON.stringify(index),
      modules,
      values: isObject(one.values) ? one.values : {},
      sensitive: one.sensitive_values,
      madeAfter: Array.isArray(one.depends_on) ? one.depends_on.filter((name) => typeof name === "string") : [],
      configuration: configured.find(
        (other) => other.type === type && other.name === name && (other.mode ?? "managed") === (mode ?? "managed"),
      ),
    };
  });
  const inner = listOf(module.child_modules).flatMap((child) => {
    const address = String(child.address);
    const around = modules.length === 0 ? "" : `${modules.join(".")}.`;
    const step = address.startsWith(around) ? address.slice(around.length) : address;
    return plannedResources(child, root, [...modules, step]);
  });
  return [...own, ...inner];
}

/** `module.net[0]` as `module.net`. */
export function withoutIndex(name: string): string {
  return name.replace(/\[.*\]$/, "");
}
