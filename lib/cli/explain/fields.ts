import { FIELD_MEANINGS } from "../../fleet-file/field-meanings";
import { fieldSchemas, PROFILE_KINDS } from "../../fleet-file/json-schema";
import { OVERRIDABLE } from "../../fleet-file/overridable";

/** A field of a description, as it is explained. */
export interface ExplainedField {
  /** With `[]` for an element and `<edge>` for the alternative that a literal names. */
  readonly path: string;
  /** The profiles that have it. */
  readonly profiles: readonly string[];
  readonly meaning?: string;
  /** Bounds and form. */
  readonly allowed?: string;
  readonly choices?: readonly unknown[];
  /** Whether it may not be left out. */
  readonly isRequired: boolean;
  readonly default?: string;
  /** What a cluster may write over a default of its fleet file. */
  readonly tighter: string;
  readonly see: readonly string[];
}

const EQUAL = "the default itself";
const JOINED = "key by key, as its fields say";

let known: readonly ExplainedField[] | undefined;

/** Every field of every profile; a path that several profiles have is one field. */
export function allFields(): readonly ExplainedField[] {
  known ??= readFields();
  return known;
}

function readFields(): readonly ExplainedField[] {
  const fields = new Map<string, ExplainedField>();
  for (const kind of PROFILE_KINDS) {
    for (const [path, { schema, isRequired }] of fieldSchemas(kind)) {
      const seen = fields.get(path);
      const { meaning, default: byDefault, see = [] } = FIELD_MEANINGS[path] ?? {};
      const { description, enum: choices, const: only } = schema;
      const isMap = schema.properties !== undefined;
      const order = OVERRIDABLE.get(bare(path));
      fields.set(path, {
        path,
        profiles: [...(seen?.profiles ?? []), kind],
        ...(meaning !== undefined && { meaning }),
        ...(typeof description === "string" && { allowed: description }),
        ...(Array.isArray(choices) ? { choices } : only !== undefined && { choices: [only] }),
        isRequired,
        ...(byDefault !== undefined && { default: byDefault }),
        tighter: path.includes("[]") ? "the list holds, as a whole" : (order?.words ?? (isMap ? JOINED : EQUAL)),
        see,
      });
    }
  }
  return [...fields.values()];
}

/** A path as one would write it of any element: no positions, no alternatives. */
export function bare(path: string): string {
  return path.replace(/<[^>]*>|\[\d*\]/g, "");
}

/** The fields that somebody means: by the whole path, or by its end. */
export function fieldsNamed(term: string, fields: readonly ExplainedField[]): readonly ExplainedField[] {
  const wanted = bare(term).toLowerCase();
  const whole = fields.filter(({ path }) => path === term || bare(path).toLowerCase() === wanted);
  if (whole.length > 0) return whole;
  return fields.filter(({ path }) => bare(path).toLowerCase().endsWith(`.${wanted}`));
}
