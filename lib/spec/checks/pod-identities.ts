import { z } from "zod";
import { isRegion, partitionOf } from "../aws-region";
import { isPodResource, partitionOfArn } from "../pod-actions";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { grantsTooLong, identitiesWithoutAgent, resourceElsewhere } from "../problems/pod-identities";
import { findRepeats } from "./repeats";
import { unknownTenants } from "./tenant-names";

const IDENTITIES = ["profile", "podIdentities"];
const TEXT = z.string();
const ACCOUNT = z.object({ namespace: TEXT, serviceAccount: TEXT });
const PLACED = z.object({ namespace: TEXT });
const GRANTED = z.object({ may: z.array(z.object({ actions: z.array(TEXT), resources: z.array(TEXT) })) });

/** AWS takes 10240 characters of all policies of a role; each grant is written with words of its own around it. */
const LONGEST = 8000;
const AROUND = 60;

/** Each account once, of a declared tenant, where an agent hands out credentials, with grants in the region's partition. */
export function checkPodIdentities(data: PlainData): readonly LocatedProblem[] {
  const written = valueAt(data, IDENTITIES);
  if (valueAt(data, ["profile", "kind"]) !== "cloud" || !Array.isArray(written) || written.length === 0) return [];
  const accounts = readEach(data, IDENTITIES, ACCOUNT).elements.map(({ path, value }) => ({
    path: [...path, "serviceAccount"],
    value: `${value.namespace}/${value.serviceAccount}`,
  }));
  const namespaces = readEach(data, IDENTITIES, PLACED).elements.map(({ path, value }) => ({
    path: [...path, "namespace"],
    value: value.namespace,
  }));
  const nodes = valueAt(data, ["profile", "nodes"]);
  const withoutNodes = nodes === undefined || (Array.isArray(nodes) && nodes.length === 0);
  const withAgent = valueAt(data, ["profile", "autoMode"]) !== undefined || !withoutNodes;
  return [
    ...(withAgent ? [] : [{ path: IDENTITIES, problem: identitiesWithoutAgent(written) }]),
    ...findRepeats(accounts, "service account"),
    ...unknownTenants(data, namespaces),
    ...readEach(data, IDENTITIES, GRANTED).elements.flatMap(({ path, value }) => {
      const lengths = value.may.map((grant) => JSON.stringify(grant).length + AROUND);
      const length = lengths.reduce((sum, one) => sum + one, 0);
      return [
        ...(length > LONGEST ? [{ path: [...path, "may"], problem: grantsTooLong(length, LONGEST) }] : []),
        ...value.may.flatMap((_, index) => checkGrant(data, [...path, "may", index])),
      ];
    }),
  ];
}

function checkGrant(data: PlainData, path: LocatedProblem["path"]): readonly LocatedProblem[] {
  const region = valueAt(data, ["profile", "region"]);
  const actions = readEach(data, [...path, "actions"], TEXT).elements;
  const resources = readEach(data, [...path, "resources"], TEXT).elements;
  const repeats = [...findRepeats(actions, "action"), ...findRepeats(resources, "resource")];
  if (typeof region !== "string" || !isRegion(region)) return repeats;
  const partition = partitionOf(region);
  const elsewhere = resources
    .filter(({ value }) => isPodResource(value) && partitionOfArn(value) !== partition)
    .map(({ path: at, value }) => ({ path: at, problem: resourceElsewhere(value, region, partition) }));
  return [...repeats, ...elsewhere];
}
