import { z } from "zod";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { abacNotOnCloud, sameAbacGrant } from "../problems/abac";
import { undeclaredMethod } from "../problems/access";
import { unknownTenants } from "./tenant-names";

const ABAC = ["abac"];
const PLACED = z.object({ namespace: z.string() });
const METHOD = z.object({ method: z.string() });
const GRANT = z.object({
  who: z.object({ group: z.string(), provider: z.string().optional() }),
  namespace: z.string(),
  apiGroup: z.string(),
  resource: z.string(),
});

/** Grants in tenants' namespaces, each once, to people who can log in; and none where there is no policy file. */
export function checkAbac(data: PlainData): readonly LocatedProblem[] {
  const written = valueAt(data, ABAC);
  if (!Array.isArray(written) || written.length === 0) return [];
  if (valueAt(data, ["profile", "kind"]) === "cloud") return [{ path: ABAC, problem: abacNotOnCloud(written) }];
  const names = readEach(data, ABAC, PLACED).elements.map(({ path, value }) => ({
    path: [...path, "namespace"],
    value: value.namespace,
  }));
  const methods = readEach(data, ["authentication", "methods"], METHOD);
  const kinds = methods.elements.map(({ value }) => value.method);
  const nobody = methods.complete && !kinds.includes("oidc");
  return [
    ...unknownTenants(data, names),
    ...sameGrants(readEach(data, ABAC, GRANT).elements),
    ...(nobody ? [{ path: ABAC, problem: undeclaredMethod("oidc", kinds) }] : []),
  ];
}

function sameGrants(grants: readonly Located<z.output<typeof GRANT>>[]): readonly LocatedProblem[] {
  const first = new Map<string, string>();
  return grants.flatMap(({ path, value: { who, namespace, apiGroup, resource } }) => {
    const key = JSON.stringify([who.provider ?? null, who.group, namespace, apiGroup, resource]);
    const earlier = first.get(key);
    if (earlier !== undefined) return [{ path, problem: sameAbacGrant(`${resource} for ${who.group}`, earlier) }];
    first.set(key, formatPath(path));
    return [];
  });
}
