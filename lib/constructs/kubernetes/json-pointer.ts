/**
 * Whether a JSON pointer names a place that exists.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function pointsAt(content: unknown, pointer: string): boolean {
  return find(content, stepsOf(pointer)).found;
}

/** Whether a value can be put at a place: what is above it exists, and in a list it is at most one behind the last. */
export function pointsInto(content: unknown, pointer: string): boolean {
  const steps = stepsOf(pointer);
  const last = steps.at(-1) ?? "";
  const above = find(content, steps.slice(0, -1));
  if (!above.found) return false;
  if (Array.isArray(above.value)) return last === "-" || (isIndex(last) && Number(last) <= above.value.length);
  return typeof above.value === "object" && above.value !== null;
}

/** The pointers to what exists in the nearest place above a pointer that exists: what was perhaps meant. */
export function keysBeside(content: unknown, pointer: string): readonly string[] {
  for (let steps = stepsOf(pointer).slice(0, -1); ; steps = steps.slice(0, -1)) {
    const { found, value } = find(content, steps);
    if (found && typeof value === "object" && value !== null) {
      return Object.keys(value).map((key) => `/${[...steps, key].map(escapeStep).join("/")}`);
    }
    if (steps.length === 0) return [];
  }
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function find(content: unknown, steps: readonly string[]): { readonly found: boolean; readonly value: unknown } {
  let value = content;
  for (const step of steps) {
    const inside: boolean = Array.isArray(value)
      ? isIndex(step) && Number(step) < value.length
      : typeof value === "object" && value !== null && Object.hasOwn(value, step);
    if (!inside) return { found: false, value: undefined };
    value = (value as { readonly [key: string]: unknown })[step];
  }
  return { found: true, value };
}

function isIndex(step: string): boolean {
  return /^(?:0|[1-9]\d{0,8})$/.test(step);
}
