import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { payments } from "../../apps/fleet/clusters";
import type { AdmissionRequest, Asker } from "../../lib/admission/admission-request";
import { askPolicy, type PolicyAnswer } from "../../lib/admission/ask-policy";
import { ClusterObjects } from "../../lib/admission/cluster-objects";
import { filledInPod } from "../../lib/admission/estate/filled-in-pod";
import { podOfWorkload } from "../../lib/admission/estate/workload-pods";
import { readPolicies } from "../../lib/admission/read-policies";
import { admissionPolicies } from "../../lib/pillars/admission/policies";
import { admissionRows } from "../range/admission";
import type { Written } from "../range/admission/acts";
import { describedCluster } from "../range/admission/description";
import { forwarderManifests } from "../range/admission/log-forwarder-row";
import { NOT_TO_BE_TRIED, waysOf } from "../range/admission/ways-of-policy";
import { type Act, type Case, nameOf, type Row, type Who } from "../range/admission/row";
import { manifestsOf } from "../range/laboratory/written-files";
import { programPath, testUnless } from "./programs";

// What the proving ground asks of running API servers, asked of the API server's own code as a program and of lib/admission,
// which has no server at all: the three agree.
const program = programPath("admission-check");
const missing = program === undefined ? "admission-check is not on the PATH" : undefined;

const account = (name: string): Asker => ({
  username: `system:serviceaccount:telemetry:${name}`,
  groups: ["system:serviceaccounts", "system:authenticated"],
});
const ASKERS: Readonly<Record<Who, Asker>> = {
  administrator: { username: "kubernetes-admin", groups: ["kubeadm:cluster-admins", "system:authenticated"] },
  tenant: account("laboratory"),
  glass: { username: "portcullis:break-glass:alice:1", groups: ["portcullis:break-glass", "system:authenticated"] },
  person: person("production"),
  stranger: person("finance"),
  decider: { username: "portcullis-decider", groups: ["portcullis:certificate-approver", "system:authenticated"] },
};

function person(department: string): Asker {
  const extra = {
    "attributes.portcullis.dev/department": [department],
    "attributes.portcullis.dev/ticket": ["CHG-17"],
  };
  return { username: "oidc:laboratory", groups: ["oidc:laboratory", "system:authenticated"], extra };
}

/** One request of a row, as far as it can be told without a server what the API server would make of it. */
interface Asked {
  readonly policy: string;
  readonly name: string;
  /** What the row says: the refusal, or nothing for what passes. */
  readonly says: string | undefined;
  readonly request: AdmissionRequest;
  /** What stands in the cluster besides. */
  readonly world: readonly Written[];
}

let folder: string;
let objects: readonly Written[];
let asked: readonly Asked[];
let rows: readonly Row[];
/** Cases whose request only the server can build: patches of lists by name, connections, deletions of all. */
let left: readonly string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-rows-"));
  const [own, cloud] = ["own", "cloud"].map((name) => join(folder, name)) as [string, string];
  for (const one of [own, cloud]) mkdirSync(one);
  const manifests = manifestsOf(own, describedCluster("1.35"));
  const forwarding = manifestsOf(cloud, payments);
  const ofKubernetes = ["default", "kube-public", "kube-system"].map((name) => ({
    ...{ apiVersion: "v1", kind: "Namespace" },
    metadata: { name },
  }));
  const written = [...manifests, ...forwarderManifests(forwarding)]
    .map((text) => parse(text) as Written)
    .filter(Boolean);
  objects = [...ofKubernetes, ...written];
  rows = admissionRows({ manifests } as Parameters<typeof admissionRows>[0], forwarding);
  const all = rows.flatMap((row) => row.cases.flatMap((one) => requestsOf(row, one)));
  asked = all.flatMap((one) => ("request" in one ? [one] : []));
  left = all.flatMap((one) => ("left" in one ? [one.left] : []));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function requestsOf(row: Row, one: Case): readonly (Asked | { readonly left: string })[] {
  const { as = "administrator", passesAs = as, before, says } = one;
  const name = `${row.policy}: ${nameOf(one)}`;
  const sides = [
    { who: as, act: one.refused, says },
    { who: passesAs, act: one.passes, says: undefined },
  ] as const;
  return sides.map(({ who, act, says: words }) => {
    const id = "laboratory-offline";
    const world = [...(row.namespaces ?? []).flat(), ...bodies(row.prepare), ...bodies(before?.(id))];
    const request = requestOf(act(id), one, ASKERS[who], [...objects, ...world]);
    return request === undefined
      ? { left: `${name}, ${words === undefined ? "what passes" : "what is refused"}` }
      : { policy: row.policy, name, says: words, request, world };
  });
}

const bodies = (acts: readonly Act[] = []) => acts.map(({ body }) => body as Written);

const PLACE =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v\w+)(?:\/namespaces\/(?<namespace>[^/?]+)(?=\/))?\/(?<resource>[a-z]+)(?:\/(?<name>[^/?]+))?(?:\/(?<below>[^?]+))?/;

/** The request as admission gets it; undefined where only the server can tell. */
function requestOf(
  { path, method = "GET", body, contentType = "" }: Act,
  { way }: Case,
  asker: Asker,
  world: readonly Written[],
): AdmissionRequest | undefined {
  const {
    group = "",
    version = "",
    namespace = "",
    resource = "",
    name = "",
    below = "",
  } = PLACE.exec(path)?.groups ?? {};
  const cluster = new ClusterObjects(world);
  const written = body as Written | undefined;
  const own = written?.metadata?.name ?? name;
  const old = world.findLast(
    (one) =>
      one.metadata.name === own &&
      (one.metadata.namespace ?? "") === namespace &&
      `${one.kind.toLowerCase()}${one.kind.endsWith("y") ? "" : "s"}`.replace("networkpolicy", "networkpolicies") ===
        resource,
  );
  const filled = (object: Written) =>
    resource === "pods" && below === "" ? filledInPod(object, cluster.all("LimitRange", namespace)) : object;
  const base = { group, version, resource, subResource: below, namespace, name: own, asker };
  if (way === "workload template") {
    const pod = written && podOfWorkload(group, written);
    if (pod === undefined) return undefined;
    const controller = {
      ...account("replicaset-controller"),
      username: "system:serviceaccount:kube-system:replicaset-controller",
    };
    const inPlace = { ...base, group: "", version: "v1", resource: "pods", asker: controller };
    return { ...inPlace, operation: "CREATE", object: filledInPod(pod, cluster.all("LimitRange", namespace)) };
  }
  if (method === "POST" && way !== "connect" && written !== undefined)
    return { ...base, operation: "CREATE", object: filled(written) };
  if (method === "DELETE") return old && name !== "" ? { ...base, operation: "DELETE", oldObject: old } : undefined;
  if (below !== "" || written === undefined) return undefined;
  if (method === "PUT" || contentType.includes("apply")) {
    if (old === undefined)
      return contentType === "" ? undefined : { ...base, operation: "CREATE", object: filled(written) };
    // Applying merges with what others wrote; only without them the object is what was sent.
    const merged = contentType === "" ? written : merge(old, written);
    return { ...base, operation: "UPDATE", object: filled(merged as Written), oldObject: filled(old) };
  }
  if (contentType.includes("merge-patch+json") && !contentType.includes("strategic") && old !== undefined)
    return { ...base, operation: "UPDATE", object: filled(merge(old, written) as Written), oldObject: filled(old) };
  return undefined;
}

/** RFC 7386. */
function merge(target: unknown, change: unknown): unknown {
  if (typeof change !== "object" || change === null || Array.isArray(change)) return change;
  const into = typeof target === "object" && target !== null && !Array.isArray(target) ? target : {};
  const merged = Object.entries(change).map(([key, value]) => [
    key,
    value === null ? undefined : merge((into as Record<string, unknown>)[key], value),
  ]);
  return { ...into, ...Object.fromEntries(merged) };
}

/** What lib/admission says of a request, by policy. */
function offline({ request, world }: Asked): ReadonlyMap<string, PolicyAnswer> {
  const cluster = new ClusterObjects([...objects, ...world]);
  return new Map(readPolicies(objects).map((policy) => [policy.name, askPolicy(policy, request, cluster)]));
}

/** Policies that ask the authorizer what somebody may do besides. */
const BY_RIGHTS = ["guards-stay", "no-entering-pods"];

test("every policy is asked, in most of the ways in which running API servers are", () => {
  expect(new Set(asked.map(({ policy }) => policy)).size).toBeGreaterThan(20);
  expect(asked.length).toBeGreaterThan(200);
  expect(left.length).toBeLessThan(60);
});

test("every policy is tried by every way that leads to it", () => {
  const policies = admissionPolicies({
    ...{ platform: "kubeadm", registries: [], exceptions: [], logForwarder: true, breakGlass: true },
    ...{ certificateApproval: true, attributes: { rules: [], recoveryGroups: [], recoveryUsers: [] } },
  });
  const untried = policies.flatMap((policy) => {
    const tried = rows.filter((row) => row.policy === policy.name).flatMap(({ cases }) => cases.map(({ way }) => way));
    const open = [...waysOf(policy)].filter((way) => !tried.includes(way));
    // A reason that has nothing to explain any more is taken out.
    const explained = Object.keys(NOT_TO_BE_TRIED[policy.name] ?? {});
    return open.sort().join() === explained.sort().join() ? [] : [{ policy: policy.name, open, explained }];
  });
  expect(untried).toEqual([]);
});

test("what rows say is refused is refused in their words, and what they say passes does", () => {
  const wrong = asked.flatMap((one): readonly unknown[] => {
    const told = offline(one).get(one.policy);
    if (BY_RIGHTS.includes(one.policy)) return told?.answer === "passes" ? [{ name: one.name, told }] : [];
    const good =
      one.says === undefined
        ? told?.answer === "passes" || told?.answer === "not asked"
        : told?.answer === "refuses" &&
          told.messages.some((message) => `failed to configure binding: ${message}`.includes(one.says ?? ""));
    return good ? [] : [{ name: one.name, says: one.says, told }];
  });
  expect(wrong).toEqual([]);
});

testUnless(missing, "the API server's own code says the same of every policy", () => {
  const requests = asked.map(({ request, world }) => {
    const { operation, group, resource, subResource, namespace, name, object, oldObject, asker } = request;
    const who = { user: asker.username, groups: asker.groups, extra: asker.extra };
    return { operation, group, resource, subResource, namespace, name, object, old: oldObject, with: world, ...who };
  });
  const { status, stdout, stderr } = spawnSync(program ?? "", [], {
    input: JSON.stringify({ objects, requests }),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(stderr);
  const { refusals } = JSON.parse(stdout) as { readonly refusals: readonly (readonly string[])[] };
  const differ = asked.flatMap((one, index) => {
    const served = (refusals[index] ?? []).map((text) => /ValidatingAdmissionPolicy '([^']+)'/.exec(text)?.[1] ?? text);
    const own = [...offline(one)].filter(([name]) => !BY_RIGHTS.includes(name));
    const refusing = own.filter(([, { answer }]) => answer === "refuses").map(([name]) => name);
    const unknown = own.filter(([, { answer }]) => answer === "unknown");
    const expected = served.filter((name) => !BY_RIGHTS.includes(name));
    return unknown.length === 0 && refusing.join() === expected.join()
      ? []
      : [{ name: one.name, refusing, expected, unknown }];
  });
  expect(differ).toEqual([]);
});
