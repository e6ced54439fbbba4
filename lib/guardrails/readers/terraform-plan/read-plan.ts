import type { Fact } from "../../facts/fact";
import { isObject } from "../fields";
import type { OpenedStack } from "../terraform/opened-stack";
import type { OwnNames } from "../terraform/own-names";
import { readTerraformStack } from "../terraform/read-stack";
import type { PlannedStack } from "./stack-of-plan";

/** What a plan does not hold: `lifecycle`, so that nobody can say from it what Terraform may destroy. */
const NOT_IN_A_PLAN = new Set<Fact["kind"]>(["kept-resource"]);

/** Reads what `terraform show -json` prints, by the readers of written stacks. Everything in it counts as ours: a plan knows no constructs. */
export function readTerraformPlan(plan: PlannedStack, opened: OpenedStack, names: OwnNames): readonly Fact[] {
  const facts = readTerraformStack(opened, names).filter(({ kind }) => !NOT_IN_A_PLAN.has(kind));
  return [...plan.shapes, ...facts.map((fact) => withAddresses(fact, plan.addresses) as Fact)];
}

/** Puts the addresses of the plan back to where names stood for them, at any depth of a fact. */
function withAddresses(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    return value.replace(/(?:data\.)?\w+\.portcullis-planned-\d+/g, (name) => addresses.get(name) ?? name);
  }
  if (Array.isArray(value)) return value.map((item) => withAddresses(item, addresses));
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withAddresses(inner, addresses)]));
}
