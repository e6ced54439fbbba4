import type { Fields } from "../fields";

/** Whether a selector demands nothing, and so selects all. */
export function selectsAll(selector: Fields): boolean {
  return selector.fields("matchLabels").names().length === 0 && selector.list("matchExpressions").length === 0;
}
