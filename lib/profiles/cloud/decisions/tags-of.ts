import type { CloudProfileSpec } from "../../../spec/cluster-spec";

/** The description's tags, by key: the order of the description changes nothing. */
export function tagsOf({ tags }: Pick<CloudProfileSpec, "tags">): Readonly<Record<string, string>> {
  return Object.fromEntries([...tags].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, value }) => [key, value]));
}
