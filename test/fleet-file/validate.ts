import type { JsonSchema } from "../../lib/fleet-file/json-schema";

/** The keywords that the schema uses; another one fails the test, for nobody would look at it. */
const KNOWN = new Set(
  "$schema $ref additionalProperties allOf anyOf const default definitions description else enum if items minItems not oneOf properties propertyNames required then title type".split(
    " ",
  ),
);

/** What a schema finds wrong with a value, by paths: the part of draft 7 that the schema of fleet files uses. */
export function validate(value: unknown, schema: JsonSchema, root: JsonSchema = schema, path = ""): readonly string[] {
  const strange = Object.keys(schema).find((keyword) => !KNOWN.has(keyword));
  if (strange !== undefined) throw new Error(`nobody reads the keyword ${strange}`);
  const at = (inner: JsonSchema, of: unknown = value, where = path) => validate(of, inner, root, where);
  const all = (list: unknown) => (Array.isArray(list) ? (list as readonly JsonSchema[]) : []);
  const found: string[] = [];
  const demand = (holds: boolean, what: string) => {
    if (!holds) found.push(`${path}: ${what}`);
  };

  if (typeof schema.$ref === "string") {
    const name = schema.$ref.replace("#/definitions/", "");
    return at((root.definitions as Readonly<Record<string, JsonSchema>>)[name] as JsonSchema);
  }
  if (schema.type !== undefined) demand(typeOf(value) === schema.type, `is no ${String(schema.type)}`);
  if ("const" in schema) demand(value === schema.const, `is not ${String(schema.const)}`);
  if (schema.enum !== undefined) demand((schema.enum as readonly unknown[]).includes(value), "is none of the choices");
  for (const one of all(schema.allOf)) found.push(...at(one));
  const passing = (list: unknown) => all(list).filter((one) => at(one).length === 0).length;
  if (schema.anyOf !== undefined) demand(passing(schema.anyOf) > 0, "is no alternative");
  if (schema.oneOf !== undefined) demand(passing(schema.oneOf) === 1, "is not one alternative");
  if (schema.not !== undefined) demand(at(schema.not as JsonSchema).length > 0, "is what it must not be");
  if (schema.if !== undefined) {
    const branch = at(schema.if as JsonSchema).length === 0 ? schema.then : schema.else;
    if (branch !== undefined) found.push(...at(branch as JsonSchema));
  }
  if (Array.isArray(value)) {
    demand(value.length >= Number(schema.minItems ?? 0), "is too short");
    if (schema.items !== undefined)
      value.forEach((one, index) => found.push(...at(schema.items as JsonSchema, one, `${path}[${index}]`)));
  } else if (typeof value === "object" && value !== null) {
    const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
    for (const key of (schema.required ?? []) as readonly string[]) demand(key in value, `lacks ${key}`);
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (known !== undefined) found.push(...at(known, inner, `${path}.${key}`));
      else demand(schema.additionalProperties !== false, `has the key ${key}`);
      if (schema.propertyNames !== undefined)
        found.push(...at(schema.propertyNames as JsonSchema, key, `${path}.${key}`));
    }
  }
  return found;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
