import { z } from "zod";
import { contains } from "../address-span";
import { parseAddress } from "../network-range";
import type { LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { groupNotPlain, proxyCannotReach } from "../problems/login-proxy";
import { readSources } from "./sources";

const METHOD = z.object({ method: z.literal("authenticating-proxy"), machine: z.object({ address: z.string() }) });
const GRANT = z.object({ who: z.object({ method: z.literal("authenticating-proxy"), group: z.string() }) });

/** A name that stands in a pattern as it is, and in a header. */
const PLAIN = /^[A-Za-z0-9._-](?:[A-Za-z0-9 ._-]{0,126}[A-Za-z0-9._-])?$/;

/** What the machine of an authenticating proxy asks of the rest of the description. */
export function checkLoginProxy(data: PlainData): readonly LocatedProblem[] {
  const proxies = readEach(data, ["authentication", "methods"], METHOD).elements;
  if (proxies.length === 0) return [];
  const sources = readSources(data, ["apiServer", "reachableFrom"]);
  const grants = readEach(data, ["access"], GRANT).elements;
  return [
    ...proxies.flatMap(({ path, value }) => {
      const { address } = value.machine;
      const own = parseAddress(address);
      if (own === undefined) return [];
      const span = { family: own.family, first: own.value, last: own.value };
      return sources.some((source) => contains(source.value, span))
        ? []
        : [{ path: [...path, "machine", "address"], problem: proxyCannotReach(address) }];
    }),
    ...grants
      .filter(({ value }) => !PLAIN.test(value.who.group))
      .map(({ path, value }) => ({ path: [...path, "who", "group"], problem: groupNotPlain(value.who.group) })),
  ];
}
