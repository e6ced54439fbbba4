import type { TerraformDocument, TerraformPlanDocument } from "../../document";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { asWritten, isObject, type UncheckedObject } from "../fields";
import { plannedBody } from "./planned-body";
import { callsOf, listOf, type PlannedResource, plannedResources } from "./planned-resources";
import { References } from "./references";

/** A plan as the stack that it will make. */
export interface PlannedStack {
  readonly document: TerraformDocument;
  /** The addresses of the plan, by the names that stand for them in the stack. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What of the plan nobody can judge. */
  readonly shapes: readonly UnknownShapeFact[];
}

/** Everything at the top of what `terraform show -json` prints. */
const TOP = [
  ...["format_version", "terraform_version", "variables", "planned_values", "resource_drift", "resource_changes"],
  ...["output_changes", "prior_state", "configuration", "relevant_attributes", "checks", "timestamp", "applyable"],
  ...["complete", "errored", "deferred_changes", "values"],
];

/** An id or ARN that no other resource has. */
const UNIQUE = /^(arn:.{12,}|[a-z]+(-[a-z]+)?-[0-9a-f]{8,40})$/;

/**
 * Writes a plan or a state back as the Terraform JSON that it came from, as far as it shows that: instances under names of their
 * own, modules opened, values that are known only after apply as expressions.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function stackOfPlan({ name: document, content }: TerraformPlanDocument): PlannedStack {
  const plan: UncheckedObject = isObject(content) ? content : {};
  const shapes: UnknownShapeFact[] = [];
  const complain = (path: string, why: string) => {
    shapes.push({
      kind: "unknown-shape",
      place: { document, path },
      ours: true,
      what: `${path} = ${asWritten(plan[path])}`,
      names: [],
      why,
    });
  };
  if (!/^1\.\d+$/.test(String(plan.format_version))) complain("format_version", "no reader knows plans of this format");
  for (const key of Object.keys(plan)) if (!TOP.includes(key)) complain(key, "no reader knows this part of a plan");
  if (plan.errored === true) complain("errored", "the plan ended in an error and does not show everything");
  if (plan.complete === false || listOf(plan.deferred_changes).length > 0)
    complain("complete", "the plan puts some changes off and does not show them");

  const configuration: UncheckedObject = isObject(plan.configuration) ? plan.configuration : {};
  const root = configuration.root_module;
  const values = isObject(plan.planned_values) ? plan.planned_values : plan.values;
  const shown = plannedResources(isObject(values) ? values.root_module : undefined, root);
  const prior =
    isObject(plan.prior_state) && isObject(plan.prior_state.values) ? plan.prior_state.values.root_module : undefined;
  const resources = [
    ...shown,
    // Data sources that were read while planning stand in the prior state alone.
    ...plannedResources(prior, root).filter(
      ({ mode, address }) => mode === "data" && !shown.some((other) => other.address === address),
    ),
  ];
  const changes = new Map(listOf(plan.resource_changes).map(({ address, change }) => [address, change] as const));
  for (const { address, mode } of shown) {
    if (isObject(plan.planned_values) && mode === "resource" && !changes.has(address))
      complain("resource_changes", `it does not say what of ${address} is known only after apply`);
  }
  const addresses = new Set(shown.map(({ address }) => address));
  for (const resource of listOf(plan.resource_changes)) {
    if (resource.mode !== "data" && !addresses.has(String(resource.address)) && !goes(resource.change))
      complain("planned_values", `it does not hold ${asWritten(resource.address)}, which the plan makes or keeps`);
  }

  const names = new Map(resources.map((resource, index) => [resource, nameOf(resource, index)] as const));
  const around = {
    references: new References(root, resources),
    nameOf: (instance: PlannedResource) => names.get(instance) ?? instance.address,
    known: knownIds(resources),
  };
  const blocks: Record<PlannedResource["mode"], Record<string, Record<string, UncheckedObject>>> = {
    resource: Object.create(null),
    data: Object.create(null),
  };
  for (const resource of resources) {
    const change = changes.get(resource.address);
    const body = plannedBody(resource, isObject(change) ? change.after_unknown : undefined, around);
    const byType = blocks[resource.mode];
    byType[resource.type] ??= Object.create(null);
    Object.assign(byType[resource.type] ?? {}, { [(names.get(resource) ?? "").split(".").at(-1) ?? ""]: body });
  }
  const stack = {
    resource: blocks.resource,
    data: blocks.data,
    terraform: { required_providers: providersOf(configuration.provider_config) },
    module: modulesNotOpened(root, resources),
  };
  return {
    document: { kind: "terraform", name: document, content: stack, neighbours: [] },
    addresses: new Map([...names].map(([resource, name]) => [name, resource.address])),
    shapes,
  };
}

/** Whether a change is that something is no longer there afterwards, or no longer looked after. */
function goes(change: unknown): boolean {
  const actions: unknown = isObject(change) ? change.actions : undefined;
  return Array.isArray(actions) && actions.length > 0 && actions.every((one) => one === "delete" || one === "forget");
}

/** A resource at the top keeps its name; instances and what stands in modules take one that can be written. */
function nameOf({ mode, type, name, index, modules }: PlannedResource, position: number): string {
  const label = modules.length === 0 && index === "" ? name : `portcullis-planned-${position}`;
  return `${mode === "data" ? "data." : ""}${type}.${label}`;
}

function knownIds(
  resources: readonly PlannedResource[],
): Map<string, { instance: PlannedResource; attribute: string }> {
  const known = new Map<string, { instance: PlannedResource; attribute: string }>();
  for (const instance of resources) {
    if (instance.mode === "data") continue;
    for (const attribute of ["id", "arn"]) {
      const value = instance.values[attribute];
      if (typeof value === "string" && UNIQUE.test(value) && !known.has(value))
        known.set(value, { instance, attribute });
    }
  }
  return known;
}

function providersOf(configured: unknown): UncheckedObject {
  const providers = isObject(configured) ? Object.values(configured).filter(isObject) : [];
  return Object.fromEntries(
    providers
      .filter(({ full_name }) => !String(full_name).endsWith("builtin/terraform"))
      .map(({ name, full_name }) => [String(name), { source: full_name }]),
  );
}

/** Calls of which the plan shows no configuration: what they make may stand anywhere. */
function modulesNotOpened(root: unknown, resources: readonly PlannedResource[]): UncheckedObject {
  const calls = Object.entries(callsOf(isObject(root) ? root : undefined));
  return Object.fromEntries(
    calls.filter(
      ([name, call]) =>
        !(isObject(call) && isObject(call.module)) &&
        !resources.some(({ modules }) => modules[0]?.replace(/\[.*\]$/, "") === `module.${name}`),
    ),
  );
}
