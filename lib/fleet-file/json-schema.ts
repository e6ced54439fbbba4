import { z } from "zod";
import { cloudClusterSchema, dataCenterClusterSchema, edgeClusterSchema } from "../spec/parse/cluster";
import { FIELD_MEANINGS } from "./field-meanings";
import { stateSchema } from "./state";

/** A schema as JSON. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The keys whose literal tells the alternatives of a union apart; scripts/write-field-meanings.cjs has the same. */
const TELLING = ["kind", "method", "mode", "dialect", "to"];

const PROFILES = { cloud: cloudClusterSchema, "data-center": dataCenterClusterSchema, edge: edgeClusterSchema };

/** The profiles, in the order in which they are explained. */
export const PROFILE_KINDS = Object.keys(PROFILES) as readonly (keyof typeof PROFILES)[];

/** The schema of a whole description on one profile, with meaning, bounds and default of every field. */
export function clusterJsonSchema(kind: keyof typeof PROFILES): JsonSchema {
  return described(PROFILES[kind], "");
}

/** The schema of `state`. */
export function stateJsonSchema(): JsonSchema {
  return described(stateSchema, "state");
}

/**
 * The schema of a fleet file for editors. It knows keys, types and choices; ranges, lengths and what several fields say together are
 * judged by `portcullis synth` alone. With `defaults`, what a cluster must say may stand there.
 *
 * @see https://json-schema.org/draft-07
 */
export function fleetJsonSchema(): JsonSchema {
  const whole = Object.fromEntries(PROFILE_KINDS.map((kind) => [kind, clusterJsonSchema(kind)]));
  const parts = Object.fromEntries(PROFILE_KINDS.map((kind) => [`${kind}-part`, partial(clusterJsonSchema(kind))]));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A fleet file of portcullis",
    type: "object",
    additionalProperties: false,
    required: ["clusters"],
    properties: {
      state: {
        ...stateJsonSchema(),
        description: "Where Terraform keeps its state. Needed where a cluster is on Amazon EKS.",
      },
      defaults: {
        ...byProfile("-part", whole),
        description: "What the clusters share. A cluster may tighten it, and never loosen it.",
        not: { required: ["name"] },
      },
      clusters: { type: "array", minItems: 1, description: "The clusters: one description each." },
    },
    ...when(
      { required: ["defaults"] },
      { properties: { clusters: { items: { ...byProfile("-part", whole), required: ["name"] } } } },
      {
        properties: {
          clusters: {
            items: {
              ...byProfile("", whole),
              required: ["name", "profile"],
              properties: { profile: { type: "object", required: ["kind"] } },
            },
          },
        },
      },
    ),
    // The profile itself may be what the clusters share.
    allOf: PROFILE_KINDS.map((kind) =>
      when(
        { required: ["defaults"], properties: { defaults: { type: "object", ...ofKind(kind) } } },
        { properties: { clusters: { items: { $ref: `#/definitions/${kind}-part` } } } },
      ),
    ),
    definitions: { ...whole, ...parts },
  };
}

/** A description whose profile says which keys there are: the first mistake is then said of that profile. */
function byProfile(suffix: string, whole: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const keys = new Set(Object.values(whole).flatMap((schema) => Object.keys(schema.properties as object)));
  return {
    type: "object",
    propertyNames: { enum: [...keys] },
    allOf: [
      { properties: { profile: { properties: { kind: { enum: PROFILE_KINDS } } } } },
      ...PROFILE_KINDS.map((kind) => when(ofKind(kind), { $ref: `#/definitions/${kind}${suffix}` })),
    ],
  };
}

function ofKind(kind: string): JsonSchema {
  return {
    required: ["profile"],
    properties: { profile: { type: "object", required: ["kind"], properties: { kind: { const: kind } } } },
  };
}

/** A condition. */
function when(...parts: readonly [condition: JsonSchema, consequence: JsonSchema, otherwise?: JsonSchema]): JsonSchema {
  const keywords = ["if", "then", "else"];
  return Object.fromEntries(parts.map((part, index) => [keywords[index], part]));
}

function described(schema: z.ZodType, path: string): JsonSchema {
  return explain(bareSchema(schema), path);
}

/** What zod knows of a schema, with the "allowed" line of each field for its description. */
function bareSchema(schema: z.ZodType): JsonSchema {
  const bare = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-07",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const allowed = allowedIn(zodSchema);
      if (allowed !== undefined) jsonSchema.description = allowed;
    },
  });
  const { $schema: _, ...rest } = bare;
  return rest as JsonSchema;
}

/** The "allowed" line that a field of ours answers wrong types with. */
function allowedIn(schema: z.core.$ZodType): string | undefined {
  const { error } = schema._zod.def;
  const said = error?.({ code: "invalid_type", expected: "string", input: undefined, path: [] } as never);
  return typeof said === "string" ? said : said?.message;
}

/** A field of a description, and whether it may be left out. */
export interface FieldSchema {
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** Every field of a description on one profile, by its path, with what zod knows of it. */
export function fieldSchemas(kind: keyof typeof PROFILES): ReadonlyMap<string, FieldSchema> {
  const fields = new Map<string, FieldSchema>();
  collect(bareSchema(PROFILES[kind]), "", fields);
  return fields;
}

function collect(schema: JsonSchema, path: string, fields: Map<string, FieldSchema>): void {
  const place = `${path}${literalIn(schema)}`;
  if (isSchema(schema.properties)) {
    const required = (schema.required ?? []) as readonly string[];
    for (const [key, value] of Object.entries(schema.properties)) {
      if (!isSchema(value)) continue;
      const field = place === "" ? key : `${place}.${key}`;
      if (!fields.has(field)) fields.set(field, { schema: value, isRequired: required.includes(key) });
      collect(value, field, fields);
    }
  }
  if (isSchema(schema.items)) collect(schema.items, `${path}[]`, fields);
  for (const options of [schema.anyOf, schema.oneOf])
    if (Array.isArray(options)) for (const one of options) if (isSchema(one)) collect(one, path, fields);
}

/** The schema with meanings for descriptions, down to the last field. */
function explain(schema: JsonSchema, path: string): JsonSchema {
  const { description, ...rest } = schema;
  const inner = `${path}${literalIn(schema)}`;
  const texts = [
    FIELD_MEANINGS[path]?.meaning,
    typeof description === "string" && !/^an object with the keys/.test(description)
      ? `Allowed: ${description}.`
      : undefined,
    FIELD_MEANINGS[path]?.default === undefined ? undefined : `Default: ${FIELD_MEANINGS[path].default}.`,
  ].filter((text) => text !== undefined);
  const explained: Record<string, unknown> = {
    ...rest,
    ...(texts.length > 0 && { description: texts.join("\n\n") }),
  };
  if (isSchema(schema.properties)) {
    explained.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, value]) => [
        key,
        isSchema(value) ? explain(value, inner === "" ? key : `${inner}.${key}`) : value,
      ]),
    );
  }
  if (isSchema(schema.items)) explained.items = explain(schema.items, `${path}[]`);
  for (const choice of ["anyOf", "oneOf"] as const) {
    const options = schema[choice];
    if (Array.isArray(options)) explained[choice] = options.map((one) => (isSchema(one) ? explain(one, path) : one));
  }
  return explained;
}

function literalIn(schema: JsonSchema): string {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  for (const key of TELLING) {
    const property = properties[key];
    if (isSchema(property) && typeof property.const === "string") return `<${property.const}>`;
  }
  return "";
}

/** The same without what must be there, as far as maps are joined with the defaults: elements of lists stay whole. */
function partial(schema: JsonSchema): JsonSchema {
  const { required: _, ...rest } = schema;
  if (!isSchema(schema.properties)) return schema;
  const properties = Object.entries(schema.properties).map(([key, value]) => [
    key,
    isSchema(value) ? partial(value) : value,
  ]);
  return { ...rest, properties: Object.fromEntries(properties) };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
