import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataCenterClusterSpec, KubernetesVersion } from "../../../lib";
import { TENANT } from "./places";
import { type Listed, nameOf } from "./discovery";
import type { Holder } from "./holders";
import { PLACES } from "./reviews";

/** The golden table of personas, which the documentation shows: by persona, what it may do with each resource. */
const TABLE = join(__dirname, "..", "..", "golden", "manifests", "persona-table.txt");

type Rights = ReadonlyMap<string, readonly string[]>;

/** What the golden table gives to each persona of the library. */
export function goldenTable(): ReadonlyMap<string, Rights> {
  const [head = [], ...rows] = readFileSync(TABLE, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return new Map(
    head.slice(1).map((persona, column) => {
      const cells = rows.map(
        (row) => [row[0] ?? "", (row[column + 1] ?? "").split(" ").filter((verb) => verb !== "")] as const,
      );
      return [persona, new Map(cells.filter(([, verbs]) => verbs.length > 0))];
    }),
  );
}

/** Personas that are bound in the whole cluster; all others in the one namespace of the tenant. */
const EVERYWHERE = ["operator", "auditor", "recovery"];

/** What Kubernetes gives to everybody who has logged in: questions about themselves, what there is, and whether it is well. */
const OF_EVERYBODY: Rights = new Map(
  [
    "selfsubjectaccessreviews.authorization",
    "selfsubjectrulesreviews.authorization",
    "selfsubjectreviews.authentication",
  ].map((name) => [`${name}.k8s.io`, ["create"]]),
);
const PATHS_OF_EVERYBODY = ["/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version"];
const PATHS_OF_PROGRAMS = [...PATHS_OF_EVERYBODY, "/openid/v1/jwks"];

/** Whoever holds all that a group of certificates gives may ask for one, by a binding beside the persona's. */
const OF_ASKERS: Rights = new Map([["certificatesigningrequests.certificates.k8s.io", ["create", "get"]]]);

/** From 1.37 on every program reads by which authorities signers are known: certificates, and no keys. */
const OF_PROGRAMS_FROM_1_37: Rights = new Map([["clustertrustbundles.certificates.k8s.io", ["get", "list", "watch"]]]);
const BEFORE_1_37: readonly KubernetesVersion[] = ["1.34", "1.35", "1.36"];

/** Each right in each place, as the reviews name it; sorted. */
export function expectedOf(holder: Holder, spec: DataCenterClusterSpec): readonly string[] {
  const places = EVERYWHERE.includes(holder.name) ? PLACES : [TENANT];
  const isProgram = holder.subject.kind === "ServiceAccount";
  const paths = isProgram ? PATHS_OF_PROGRAMS : PATHS_OF_EVERYBODY;
  const readsBundles = isProgram && !BEFORE_1_37.includes(spec.kubernetesVersion);
  return [
    ...linesOf(rightsOf(holder, spec), places),
    ...linesOf(OF_EVERYBODY, PLACES),
    ...(holder.name === "operator" ? linesOf(OF_ASKERS, PLACES) : []),
    ...(readsBundles ? linesOf(OF_PROGRAMS_FROM_1_37, PLACES) : []),
    ...paths.map((path) => `* ${path} get`),
  ].sort();
}

function linesOf(rights: Rights, places: readonly string[]): readonly string[] {
  return places.flatMap((place) =>
    [...rights].flatMap(([name, verbs]) => verbs.map((verb) => `${place} ${name} ${verb}`)),
  );
}

/** A persona of one's own has what the description says, and a grant by ABAC reads. */
function rightsOf({ name }: Holder, spec: DataCenterClusterSpec): Rights {
  const own = spec.personas.find((persona) => name.endsWith(`:${persona.name}`));
  if (own !== undefined)
    return new Map(
      own.rules.flatMap(({ apiGroups, resources, verbs }) =>
        apiGroups.flatMap((group) => resources.map((resource) => [nameOf({ group, resource }), verbs] as const)),
      ),
    );
  if (name === "ABAC")
    return new Map(
      spec.abac.map(({ apiGroup: group, resource }) => [nameOf({ group, resource }), ["get", "list", "watch"]]),
    );
  if (name === "nobody") return new Map();
  const rights = goldenTable().get(name);
  if (rights === undefined) throw new Error(`the golden table has no column for ${name}`);
  return rights;
}

/** Every resource that the golden table names, so that they are asked for whether the server lists them or not. */
export function resourcesOfTable(): readonly Listed[] {
  const names = new Set([...goldenTable().values()].flatMap((rights) => [...rights.keys()]));
  return [...names].map((name) => {
    // `pods/log`, `deployments/scale.apps`, `pods.metrics.k8s.io`: no resource has a dot in its own name.
    const [resource = "", ...group] = name.split(".");
    return { group: group.join("."), resource, verbs: [] };
  });
}
