// How Terraform would read a value, as far as the oracle knows. It claims nothing of what it does not know.

export type Json = { readonly [key: string]: unknown };

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A block may be one object or a list of them, and so may everything above it. */
export function blocks(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(blocks);
  return isJson(value) ? [value] : [];
}

/** Every resource of a document: type, name, body. */
export function resources(
  document: unknown,
): readonly { readonly type: string; readonly name: string; readonly body: Json }[] {
  return blocks(document).flatMap((top) =>
    blocks(top.resource).flatMap((byType) =>
      Object.entries(byType).flatMap(([type, byName]) =>
        blocks(byName).flatMap((named) =>
          Object.entries(named).flatMap(([name, bodies]) => blocks(bodies).map((body) => ({ type, name, body }))),
        ),
      ),
    ),
  );
}

/** The value of an expression in a document; the expression itself where it is not known. */
export function evaluate(value: unknown, document: unknown, depth = 0): unknown {
  if (typeof value !== "string" || depth > 8) return value;
  const expression = /^\$\{(.*)\}$/s.exec(value)?.[1]?.trim();
  if (expression === undefined || /\$\{/.test(expression)) {
    return value.replaceAll(/\$\{([^{}]*)\}/g, (whole, inner: string) => {
      const found = evaluate(`\${${inner}}`, document, depth + 1);
      return typeof found === "string" || typeof found === "number" ? String(found) : whole;
    });
  }
  const known = evaluateExpression(expression, document, depth);
  return known === undefined ? value : known;
}

function evaluateExpression(expression: string, document: unknown, depth: number): unknown {
  const again = (inner: string) => evaluate(`\${${inner}}`, document, depth + 1);
  const local = /^local\.([\w-]+)(?:\[(\d+)\])?$/.exec(expression);
  if (local !== null) {
    for (const top of blocks(document)) {
      for (const locals of blocks(top.locals)) {
        if (!Object.hasOwn(locals, local[1] ?? "")) continue;
        const found = evaluate(locals[local[1] ?? ""], document, depth + 1);
        return local[2] === undefined || !Array.isArray(found)
          ? found
          : evaluate(found[Number(local[2])], document, depth + 1);
      }
    }
    return undefined;
  }
  const variable = /^var\.([\w-]+)$/.exec(expression)?.[1];
  if (variable !== undefined) {
    for (const top of blocks(document)) {
      for (const variables of blocks(top.variable)) {
        for (const body of blocks(variables[variable]))
          if (body.default !== undefined) return evaluate(body.default, document, depth + 1);
      }
    }
    return undefined;
  }
  const attribute = /^(aws_\w+)\.([\w-]+)\.([\w]+)$/.exec(expression);
  if (attribute !== null) {
    const found = resources(document).find(({ type, name }) => type === attribute[1] && name === attribute[2]);
    const written = found?.body[attribute[3] ?? ""];
    return written === undefined || written === null ? undefined : evaluate(written, document, depth + 1);
  }
  if (expression === "true" || expression === "false") return expression === "true";
  const text = /^"([^"\\$]*)"$/.exec(expression)?.[1];
  if (text !== undefined) return text;
  const choice = /^(.+?) \? (.+) : (.+)$/.exec(expression);
  if (choice !== null) {
    const condition = again(choice[1] ?? "");
    return typeof condition === "boolean" ? again((condition ? choice[2] : choice[3]) ?? "") : undefined;
  }
  const negated = /^!(.+)$/.exec(expression)?.[1];
  if (negated !== undefined) {
    const inner = again(negated);
    return typeof inner === "boolean" ? !inner : undefined;
  }
  const format = /^format\("%s\/(\d+)", "([^"]*)"\)$/.exec(expression);
  return format === null ? undefined : `${format[2]}/${format[1]}`;
}

/** A switch as Terraform converts it; undefined when it would refuse the value or does not know it. */
export function asSwitch(value: unknown, byDefault: boolean): boolean | undefined {
  if (value === undefined || value === null) return byDefault;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  return undefined;
}
