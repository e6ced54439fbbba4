import { type CelInput, celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";

/** What an expression is asked about, by the names that it uses. */
export type CelNames = Readonly<Record<string, CelInput>>;

/** What came of an expression, or why nobody can say. */
export type CelOutcome = { readonly value: unknown } | { readonly why: string };

type Program = (names: Record<string, CelInput>) => unknown;

const ENVIRONMENT = celEnv({ funcs: [...strings] });
/** An expression is read once and asked of every object. */
const programs = new Map<string, Program | string>();

/**
 * Evaluates an expression of the Common Expression Language. What cannot be evaluated here is not thought to be true: a
 * function of Kubernetes alone (`authorizer`), a field that is not there, a name that nobody gave.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/
 */
export function evaluate(expression: string, names: CelNames): CelOutcome {
  const program = programOf(expression);
  if (typeof program === "string") return { why: program };
  try {
    const value = program({ ...names });
    return isCelError(value) ? { why: value.message } : { value };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

function programOf(expression: string): Program | string {
  const known = programs.get(expression);
  if (known !== undefined) return known;
  let made: Program | string;
  try {
    made = plan(ENVIRONMENT, parse(expression)) as Program;
  } catch (error) {
    made = `it cannot be read here: ${error instanceof Error ? error.message : String(error)}`;
  }
  programs.set(expression, made);
  return made;
}

/**
 * A value of JSON as the API server shows it to expressions: whole numbers are no fractions, and what is null is not there.
 */
export function celValue(value: unknown): CelInput {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value !== "object" || value === null) return null;
  return new Map(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, celValue(inner)]),
  );
}
