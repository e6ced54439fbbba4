import { CLOSED, type ResourcesByAddress } from "../../../lib/guardrails/fixtures/closed-stack";

type Json = { readonly [key: string]: unknown };

/** Where the resources of a plan stand: at the top, or in a module that is called once. */
export interface PlanShape {
  readonly module?: string;
  /** Whether everything was made already, so that ids are known. */
  readonly applied?: boolean;
}

/**
 * What `terraform show -json` would print of the closed stack with bodies merged over it: known values, `after_unknown` for what refers to
 * other resources, and the references in the configuration.
 */
export function planOf(changes: ResourcesByAddress = {}, shape: PlanShape = {}): Json {
  const bodies: Record<string, Json> = { ...CLOSED };
  for (const [address, body] of Object.entries(changes)) bodies[address] = { ...bodies[address], ...body };
  const around = shape.module === undefined ? "" : `module.${shape.module}.`;
  const parts = Object.entries(bodies).map(([address, { lifecycle: _, depends_on, ...body }]) => {
    const [type = "", name = ""] = address.split(".");
    const computed = { id: idOf(address), arn: `arn:aws:test:eu-central-1:123456789012:${address}` };
    const values = shape.applied ? { ...(resolve(body) as Json), ...computed } : (knownPart(body) as Json);
    const afterUnknown = shape.applied ? {} : { ...(unknownPart(body) as Json), id: true, arn: true };
    return {
      planned: {
        address: around + address,
        mode: "managed",
        type,
        name,
        values,
        sensitive_values: {},
        ...(shape.applied && { depends_on }),
      },
      configured: {
        address,
        mode: "managed",
        type,
        name,
        provider_config_key: "aws",
        expressions: expressionOf(body),
        depends_on,
      },
      change: {
        address: around + address,
        change: { actions: ["create"], after: values, after_unknown: afterUnknown },
      },
    };
  });
  const planned = parts.map((part) => part.planned);
  const configured = parts.map((part) => part.configured);
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module:
        around === ""
          ? { resources: planned }
          : { child_modules: [{ address: around.slice(0, -1), resources: planned }] },
    },
    resource_changes: parts.map((part) => part.change),
    configuration: {
      provider_config: { aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws" } },
      root_module:
        shape.module === undefined
          ? { resources: configured }
          : { module_calls: { [shape.module]: { source: "./net", module: { resources: configured } } } },
    },
  };
}

/** The same, as a state: no configuration, everything known. */
export function stateOf(changes: ResourcesByAddress = {}): Json {
  const { planned_values: values } = planOf(changes, { applied: true });
  return { format_version: "1.0", terraform_version: "1.9.0", values };
}

const REFERENCE = /\$\{((?:data\.)?[a-z_]\w*\.\w+(?:\.\w+)?)\}/g;

function isReference(value: unknown): value is string {
  return typeof value === "string" && value.includes("${") && !value.startsWith("arn:${data");
}

function idOf(address: string): string {
  const hex = Buffer.from(address).toString("hex").slice(-16).padStart(16, "0");
  return `${(address.split("_")[1] ?? "x").replace(/\W.*/, "")}-${hex}`;
}

/** Values of data sources are known while planning. */
function withData(value: string): string {
  return value.replaceAll("${data.aws_partition.this.partition}", "aws");
}

function resolve(value: unknown): unknown {
  if (typeof value === "string") {
    return withData(value).replace(REFERENCE, (_, reference: string) => {
      const [type, name, attribute = "id"] = reference.split(".");
      const address = `${type}.${name}`;
      const written = CLOSED[address]?.[attribute];
      if (typeof written === "string") return written;
      return attribute === "arn" ? `arn:aws:test:eu-central-1:123456789012:${address}` : idOf(address);
    });
  }
  if (Array.isArray(value)) return value.map(resolve);
  return isObject(value) ? nested(value, resolve) : value;
}

function knownPart(value: unknown): unknown {
  if (isReference(value)) return undefined;
  if (typeof value === "string") return withData(value);
  if (Array.isArray(value)) return value.some(isReference) ? undefined : value.map(knownPart);
  return isObject(value) ? nested(value, knownPart) : value;
}

function unknownPart(value: unknown): unknown {
  if (isReference(value) || (Array.isArray(value) && value.some(isReference))) return true;
  if (Array.isArray(value)) return value.map((item) => unknownPart(item) ?? false);
  return isObject(value) ? nested(value, unknownPart) : undefined;
}

/** Blocks are lists in a plan, also where only one is allowed. */
function nested(value: Json, convert: (inner: unknown) => unknown): Json {
  const entries = Object.entries(value).map(([key, inner]) => {
    const converted = convert(inner);
    return [
      key,
      isObject(inner) && isObject(converted) && !["tags", "required_claims"].includes(key) ? [converted] : converted,
    ] as const;
  });
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function expressionOf(body: Json): Json {
  const entries = Object.entries(body).map(([key, value]) => {
    if (isObject(value) && !["tags", "required_claims"].includes(key)) return [key, [expressionOf(value)]];
    const references = [...JSON.stringify(value).matchAll(REFERENCE)].flatMap(([, reference = ""]) => [
      reference,
      reference
        .split(".")
        .slice(0, reference.startsWith("data.") ? 3 : 2)
        .join("."),
    ]);
    return [key, references.length > 0 ? { references } : { constant_value: value }];
  });
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
