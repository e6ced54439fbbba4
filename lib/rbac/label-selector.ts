/** A selector of labels; every part must hold. One without a part selects everything. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly LabelExpression[];
}

/** One expression of a selector. `Exists` and `DoesNotExist` take no values. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: LabelOperator;
  readonly values: readonly string[];
}

export const LABEL_OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"] as const;
export type LabelOperator = (typeof LABEL_OPERATORS)[number];

/** Whether something carries labels that a selector selects: asked of many, so that the selector is read once. */
export function selectorOf({
  matchLabels,
  matchExpressions,
}: LabelSelector): (labels: Readonly<Record<string, string>>) => boolean {
  const wanted = Object.entries(matchLabels);
  return (labels) =>
    wanted.every(([key, value]) => labelOf(labels, key) === value) &&
    matchExpressions.every((expression) => holds(expression, labelOf(labels, expression.key)));
}

function labelOf(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function holds({ operator, values }: LabelExpression, label: string | undefined): boolean {
  switch (operator) {
    case "In":
      return label !== undefined && values.includes(label);
    case "NotIn":
      // What does not carry the label at all is not in the set either.
      return label === undefined || !values.includes(label);
    case "Exists":
      return label !== undefined;
    case "DoesNotExist":
      return label === undefined;
    default: {
      const unforeseen: never = operator;
      return unforeseen;
    }
  }
}
