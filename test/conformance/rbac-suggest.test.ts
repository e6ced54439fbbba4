import { setTimeout } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import { runRbac } from "../../lib/cli/rbac/run-rbac";
import { BareApiServer, type BareRequest } from "../range/laboratory/bare-api-server";
import type { Manifest } from "../rbac/manifests";
import { programPath, testUnless } from "./programs";

// A user who holds everything works on a running API server; what is proposed from its audit log is bound in place of that, and the
// same work is done again.
const programs = { "kube-apiserver": programPath("kube-apiserver"), etcd: programPath("etcd") };
const missing = Object.entries(programs).find(([, path]) => path === undefined)?.[0];
const without = missing === undefined ? undefined : `${missing} is not there`;
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const SHOP = "/api/v1/namespaces/shop";

const configMap = (name: string, data: Manifest = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data,
});
const apply = (name: string, data: Manifest): BareRequest => ({
  path: `${SHOP}/configmaps/${name}?fieldManager=ann`,
  method: "PATCH",
  contentType: "application/apply-patch+yaml",
  body: configMap(name, data),
});

/** What ann does. Repeated, an answer may be another, but never that it is forbidden. */
const WORK: readonly BareRequest[] = [
  { path: `${SHOP}/configmaps` },
  { path: `${SHOP}/secrets/db` },
  { path: `${SHOP}/configmaps`, method: "POST", body: configMap("written") },
  apply("applied", { a: "1" }),
  apply("applied", { a: "2" }),
  { path: `${SHOP}/configmaps/written`, method: "DELETE" },
  { path: "/apis/apps/v1/deployments" },
  { path: `${SHOP}/pods?watch=true&timeoutSeconds=1` },
  { path: `${SHOP}/pods?fieldSelector=metadata.name%3Dweb` },
  {
    path: `${SHOP}/serviceaccounts/robot/token`,
    method: "POST",
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} },
  },
  { path: "/api/v1/namespaces/shop" },
  { path: "/metrics" },
  { path: `${SHOP}/configmaps`, headers: { "Impersonate-User": "bob" } },
];

/** What she did not do, close to what she did. */
const OTHERWISE: readonly BareRequest[] = [
  { path: `${SHOP}/secrets` },
  { path: `${SHOP}/secrets/other` },
  { path: "/api/v1/namespaces/bank/configmaps" },
  { path: `${SHOP}/pods` },
  apply("another", {}),
  { path: `${SHOP}/configmaps`, method: "DELETE" },
  {
    path: `${SHOP}/serviceaccounts/other/token`,
    method: "POST",
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} },
  },
  { path: "/apis/apps/v1/statefulsets" },
  { path: "/debug/pprof/" },
  { path: `${SHOP}/configmaps`, headers: { "Impersonate-User": "carol" } },
];

let server: BareApiServer;
let first: readonly number[];
let proposed: string;
let again: readonly number[];
let otherwise: readonly number[];
let lessened: readonly number[];

async function statuses(requests: readonly BareRequest[]): Promise<readonly number[]> {
  const answers: number[] = [];
  for (const request of requests) answers.push((await server.ask({ ...request, as: "ann" })).status);
  return answers;
}

async function bindEverything(user: string): Promise<void> {
  const apiGroup = "rbac.authorization.k8s.io";
  await server.create(`${RBAC}/clusterrolebindings`, {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: `everything-${user}` },
    roleRef: { apiGroup, kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup, kind: "User", name: user }],
  });
}

/** Until what authorizes has seen a change: `probe` is answered so. */
async function until(probe: BareRequest, isSo: (status: number) => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const [status = 0] = await statuses([probe]);
    if (isSo(status)) return;
    if (Date.now() > end) throw new Error(`${probe.path} is still answered by ${status}`);
    await setTimeout(100);
  }
}

function manifestsIn(text: string): readonly Manifest[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((one): one is Manifest => one !== null);
}

async function put(object: Manifest): Promise<void> {
  const { name, namespace } = object.metadata as { readonly name: string; readonly namespace?: string };
  const folder = `${RBAC}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${String(object.kind).toLowerCase()}s`;
  const { status, body } = await server.ask({
    path: `${folder}/${name}?fieldManager=test&force=true`,
    method: "PATCH",
    contentType: "application/apply-patch+yaml",
    body: object,
  });
  if (status > 201) throw new Error(`${status} ${JSON.stringify(body)}`);
}

beforeAll(async () => {
  const { "kube-apiserver": apiServer, etcd } = programs;
  if (apiServer === undefined || etcd === undefined) return;
  server = await BareApiServer.start(
    { "kube-apiserver": apiServer, etcd },
    {
      users: [{ name: "ann", groups: ["dev"] }],
      auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] },
    },
  );
  for (const name of ["shop", "bank"])
    await server.create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  for (const name of ["robot", "other"])
    await server.create(`${SHOP}/serviceaccounts`, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } });
  for (const name of ["db", "other"])
    await server.create(`${SHOP}/secrets`, { apiVersion: "v1", kind: "Secret", metadata: { name } });
  await server.ask({ path: `${SHOP}/secrets`, as: "ann" });
  for (const user of ["ann", "bob", "carol"]) await bindEverything(user);
  await until({ path: "/metrics" }, (status) => status === 200);
  first = await statuses(WORK);
  // The last line of the log is written after its answer.
  await setTimeout(1_500);
  proposed = runRbac(["suggest", server.auditLog, "--subject", "ann"]).stdout;

  await server.ask({ path: `${RBAC}/clusterrolebindings/everything-ann`, method: "DELETE" });
  await until({ path: "/metrics" }, (status) => status === 403);
  for (const object of manifestsIn(proposed)) await put(object);
  await until({ path: "/metrics" }, (status) => status === 200);
  await until({ path: `${SHOP}/configmaps` }, (status) => status === 200);
  again = await statuses(WORK);
  otherwise = await statuses(OTHERWISE);

  // One verb less than was proposed.
  for (const object of manifestsIn(proposed).filter(({ kind }) => kind === "Role"))
    await put({
      ...object,
      rules: (object.rules as readonly { readonly verbs: readonly string[] }[])
        .map((rule) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== "list") }))
        .filter(({ verbs }) => verbs.length > 0),
    });
  await until({ path: `${SHOP}/configmaps` }, (status) => status === 403);
  lessened = await statuses(WORK);
}, 120_000);

afterAll(async () => {
  await server?.end();
});

describe("roles that are proposed from the audit log of a running API server", () => {
  testUnless(without, "are not asked for in vain: all of the work was done by who held everything", () => {
    expect(first.filter((status) => ![200, 201, 404].includes(status))).toEqual([]);
  });

  testUnless(without, "allow the same work again, every request of it", () => {
    expect(again.map((status, index) => [WORK[index]?.path, status === 403])).toEqual(
      WORK.map(({ path }) => [path, false]),
    );
  });

  testUnless(without, "refuse everything close to it that was not done", () => {
    expect(otherwise).toEqual(OTHERWISE.map(() => 403));
  });

  testUnless(without, "would not allow it with one verb less, so the comparison can fail", () => {
    expect(lessened.filter((status) => status === 403).length).toBeGreaterThan(0);
  });

  testUnless(without, "warn of what is dangerous, and list what was denied", () => {
    expect(proposed).toContain("# warning: account-tokens: create on serviceaccounts/token named robot");
    expect(proposed).toContain("# warning: impersonation: impersonate on users named bob");
    expect(proposed).toContain("#   denied, and not granted: list secrets in shop, 1 time\n");
  });
});
