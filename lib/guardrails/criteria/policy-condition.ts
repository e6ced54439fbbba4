import type { PolicyStatementFact } from "../facts/resource-policy";

type Condition = PolicyStatementFact["conditions"][number];

/** Whether a condition compares one key, whose name AWS reads in any case, with one value, by one of these operators. */
export function comparesOne(
  { operator, key, values }: Condition,
  operators: readonly string[],
  name: string,
  fits: (value: string) => boolean,
): boolean {
  return (
    operators.includes(operator) &&
    key.toLowerCase() === name.toLowerCase() &&
    values.length === 1 &&
    values.every((value) => fits(value))
  );
}
