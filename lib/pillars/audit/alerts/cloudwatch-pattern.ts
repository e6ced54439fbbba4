import type { Condition } from "./condition";

/** How many values of a list a pattern can look at: each by its place. */
const PLACES = [0, 1, 2];

/**
 * A condition as a filter pattern of CloudWatch Logs for JSON.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function cloudwatchPattern(condition: Condition): string {
  return `{ ${inPattern(condition)} }`;
}

function inPattern(condition: Condition): string {
  switch (condition.kind) {
    case "is":
      return `$.${condition.field} = ${quotedValue(condition.value)}`;
    case "begins":
      return `$.${condition.field} = ${JSON.stringify(`${condition.value}*`)}`;
    case "absent":
      return `$.${condition.field} NOT EXISTS`;
    case "among":
      return PLACES.map((place) => `($.${condition.field}[${place}] = ${quotedValue(condition.value)})`).join(" || ");
    case "all":
      return condition.of.map((each) => `(${inPattern(each)})`).join(" && ");
    case "any":
      return condition.of.map((each) => `(${inPattern(each)})`).join(" || ");
  }
}

/** Numbers stand bare, or they are compared as texts. */
const quotedValue = (value: string) => (/^\d+$/.test(value) ? value : JSON.stringify(value));
