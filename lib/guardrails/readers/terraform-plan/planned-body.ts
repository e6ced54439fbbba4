import { isObject, type UncheckedObject } from "../fields";
import type { PlannedResource } from "./planned-resources";
import { type References, type Referred, repetitionOf } from "./references";

/** Attributes that stand for the resource itself: whoever holds one of them names it. */
const IDENTITIES = new Set(["id", "arn", "key_id", "name"]);

/** What the provider fills in of every resource: names for it, and what follows from the provider's own settings. */
const FILLED_IN = new Set(["arn", "id", "owner_id", "region", "tags_all"]);

/** What AWS says of a cluster once it stands. */
const OF_A_STANDING_CLUSTER = new Set([
  "certificate_authority",
  "cluster_id",
  "created_at",
  "endpoint",
  "identity",
  "platform_version",
  "status",
]);

/** What one needs to know of a plan to write one of its resources down. */
export interface PlannedSurroundings {
  readonly references: References;
  /** The name that stands for an instance in the stack: `aws_subnet.portcullis-planned-3`. */
  readonly nameOf: (instance: PlannedResource) => string;
  /** The instance whose id or ARN a text is. */
  readonly known: ReadonlyMap<string, { readonly instance: PlannedResource; readonly attribute: string }>;
}

/**
 * A resource of a plan as it would be written in Terraform JSON: known values as texts that mean themselves, unknown ones as
 * expressions over what they depend on. What is neither written nor known yet is left out, as it is in the configuration.
 */
export function plannedBody(
  resource: PlannedResource,
  afterUnknown: unknown,
  around: PlannedSurroundings,
): UncheckedObject {
  const { values, sensitive, configuration } = resource;
  const expressions = isObject(configuration?.expressions) ? configuration.expressions : undefined;
  const names = new Set([...Object.keys(values), ...(isObject(afterUnknown) ? Object.keys(afterUnknown) : [])]);
  const body: Record<string, unknown> = {};
  for (const name of names) {
    // A reference to the id must mean the resource, and not the text that the id is.
    if (FILLED_IN.has(name) || (resource.type === "aws_eks_cluster" && OF_A_STANDING_CLUSTER.has(name))) continue;
    const written = attributeOf(
      {
        value: values[name],
        unknown: isObject(afterUnknown) ? afterUnknown[name] : undefined,
        secret: isObject(sensitive) ? sensitive[name] : undefined,
        expression: expressions?.[name],
        inConfiguration: expressions !== undefined,
        plural: /s$/.test(name),
      },
      resource,
      around,
    );
    if (written !== undefined) body[name] = written;
  }
  const provisioners = Array.isArray(configuration?.provisioners) ? configuration.provisioners : [];
  if (provisioners.length > 0) {
    body.provisioner = provisioners.map((one: unknown) => ({ [isObject(one) ? String(one.type) : "unreadable"]: {} }));
  }
  const before = madeBefore(resource, around);
  if (before.length > 0) body.depends_on = before;
  const provider = configuration?.provider_config_key;
  if (typeof provider === "string" && /^[^:]*\.[^:]*$/.test(provider)) body.provider = provider;
  return body;
}

/** What the configuration says must be there before, and what a state says was. */
function madeBefore(
  { configuration, modules, madeAfter }: PlannedResource,
  { references, nameOf }: PlannedSurroundings,
): readonly string[] {
  const demanded = references
    .of({ references: configuration?.depends_on }, modules)
    .flatMap(({ instance }) => instance ?? []);
  return [...new Set([...demanded, ...madeAfter.flatMap((address) => references.named(address))].map(nameOf))];
}

interface Attribute {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly secret: unknown;
  readonly expression: unknown;
  /** Whether the configuration of what stands around is at hand, so that a missing expression means that nothing is written. */
  readonly inConfiguration: boolean;
  readonly plural: boolean;
}

function attributeOf(attribute: Attribute, resource: PlannedResource, around: PlannedSurroundings): unknown {
  const { value, unknown, secret, expression, inConfiguration, plural } = attribute;
  if (secret === true && value !== undefined && value !== null)
    return hidden("sensitive_value", attribute, resource, around);
  if (unknown === true) {
    if (expression === undefined && inConfiguration) return undefined;
    return hidden("known_after_apply", attribute, resource, around);
  }
  const part = (key: string | number): Attribute => {
    const inner = partOf(expression, key);
    return {
      value: partOf(value, key),
      unknown: partOf(unknown, key),
      secret: partOf(secret, key),
      expression: inner ?? (isExpression(expression) ? expression : undefined),
      inConfiguration:
        inConfiguration && isObject(inner) ? !isExpression(inner) : typeof key === "string" && isBlock(expression),
      plural: false,
    };
  };
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const length = Math.max(Array.isArray(value) ? value.length : 0, Array.isArray(unknown) ? unknown.length : 0);
    if (length === 0 && expression === undefined) return undefined;
    return Array.from({ length }, (_, index) => attributeOf(part(index), resource, around) ?? null);
  }
  if (isObject(value) || isObject(unknown)) {
    const names = new Set([
      ...(isObject(value) ? Object.keys(value) : []),
      ...(isObject(unknown) ? Object.keys(unknown) : []),
    ]);
    const entries = [...names].map((name) => [name, attributeOf(part(name), resource, around)] as const);
    const written = entries.filter(([, inner]) => inner !== undefined);
    return written.length === 0 && expression === undefined && !plural ? undefined : Object.fromEntries(written);
  }
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "string") return value;
  const named = around.known.get(value);
  if (named !== undefined && named.instance !== resource)
    return `\${${around.nameOf(named.instance)}.${named.attribute}}`;
  if (value === "" && expression === undefined) return undefined;
  return value.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** A value that the plan does not show, as an expression over what it depends on. */
function hidden(
  why: string,
  { expression, plural }: Attribute,
  resource: PlannedResource,
  around: PlannedSurroundings,
): string {
  const { references, nameOf } = around;
  const from = (source: unknown): readonly Referred[] => references.within(source, resource.modules);
  const referred = [
    ...from(expression),
    ...(mentionsRepetition(expression) ? repetitionOf(resource.configuration).flatMap(from) : []),
  ];
  const texts = referred.map(({ instance, attribute }) =>
    instance === undefined ? "var.not_in_the_plan" : `${nameOf(instance)}${attribute === "" ? "" : `.${attribute}`}`,
  );
  const [only] = referred;
  if (referred.length === 1 && only?.instance !== undefined && IDENTITIES.has(only.attribute) && !plural)
    return `\${${texts[0]}}`;
  return texts.length === 0 ? `\${${why}}` : `\${${why}(${[...new Set(texts)].join(", ")})}`;
}

function mentionsRepetition(expression: unknown): boolean {
  return /"(each|count)\./.test(JSON.stringify(expression) ?? "");
}

function partOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  // A single block may stand without the list around it.
  if (isObject(value))
    return typeof key === "string" && Object.hasOwn(value, key)
      ? value[key]
      : key === 0 && isBlock(value)
        ? value
        : undefined;
  return undefined;
}

function isExpression(value: unknown): boolean {
  return isObject(value) && (Object.hasOwn(value, "references") || Object.hasOwn(value, "constant_value"));
}

function isBlock(value: unknown): boolean {
  return isObject(value) && !isExpression(value);
}
