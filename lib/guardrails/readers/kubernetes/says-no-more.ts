interface Variable {
  readonly name: string;
  readonly expression: string;
}

/**
 * Whether a condition is nothing but the contrary of all demands together, letter for letter: then it lets through what the demands
 * let through, and no more. Policies have one so that the API server looks at a right object once. A policy whose demands ask for the
 * namespace or the request may have none: conditions are not told of the one, and see the other as it was asked.
 */
export function saysNoMore(condition: string, validations: readonly string[], variables: readonly Variable[]): boolean {
  const demands = validations.map((text) => `(${writtenOut(text, variables)})`);
  return (
    demands.length > 0 &&
    !demands.some((demand) => /\b(?:namespaceObject|request|variables)\b/.test(demand)) &&
    condition === `!(${demands.join(" && ")})`
  );
}

/** Puts the expression of each variable into its place; each knows those before it. */
function writtenOut(text: string, variables: readonly Variable[]): string {
  return variables.reduceRight(
    (written, { name, expression }) =>
      written.replace(/\bvariables\.(\w+)/g, (whole, wanted: string) => (wanted === name ? `(${expression})` : whole)),
    text,
  );
}
