import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { stays } from "../attacks/break-glass";
import { eventOf } from "../attacks/run";
import type { ApiAnswer, ApiRequest } from "../laboratory/api-client";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { certificateOf } from "../laboratory/kubeconfig";
import { withoutPoliciesOnDisk } from "../laboratory/policies-on-disk";
import { startSystemLog, systemLog } from "../laboratory/system-log";

export const GROUP = "portcullis:break-glass";
const BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
const POLICIES = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings";

export interface Recorded {
  readonly answer: ApiAnswer;
  readonly event?: Readonly<Record<string, unknown>>;
}

/** What each attempt to stay met: as delivered, with roles loosened, and without the policy as well. */
interface Tried {
  readonly hardened: Recorded;
  readonly looseRoles: Recorded;
  readonly loose: Recorded;
}

/** Everything that was seen of one session of breaking glass, from the command that begins it to the one that closes it. */
export interface SessionSeen {
  readonly refusals: Readonly<Record<string, { readonly status: number | null; readonly output: string }>>;
  readonly issued: { readonly certificate: X509Certificate; readonly log: string };
  readonly mends: Readonly<Record<string, Recorded>>;
  readonly tried: readonly Tried[];
  /** An administrator who binds the group to cluster-admin. */
  readonly bound: ApiAnswer;
  /** What was born in the session, before and after it was closed. */
  readonly closed: {
    readonly tokenBefore: ApiAnswer;
    readonly token: ApiAnswer;
    readonly certificate: ApiAnswer;
    readonly left: readonly string[];
    readonly said: string;
    readonly status: number | null;
    readonly again: string;
  };
  /** By the same certificate, before and after the one binding was deleted. */
  readonly ended: { readonly before: ApiAnswer; readonly after: ApiAnswer };
}

/** Tries for a while; whoever comes after says what is still wrong. */
export async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 40 && !done(); tries += 1) await setTimeout(250);
}

/** What an answer was, and what the record says of the request. */
export function recordedOn(cluster: LaboratoryCluster, answer: ApiAnswer): Recorded {
  const { auditId } = answer;
  return { answer, ...eventOf(cluster, auditId === undefined ? {} : { auditId }) };
}

/** What a careless administrator does: the group gets every right. */
function everything() {
  const RBAC = "rbac.authorization.k8s.io";
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: "stay-everything" },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup: RBAC, kind: "Group", name: GROUP }],
  };
}

function deployment() {
  const labels = { app: "meter" };
  const image = `registry.plant-berlin.example.com/meter@sha256:${"0".repeat(64)}`;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "meter" },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "meter", image }] } },
    },
  };
}

/** Breaks glass, mends, tries to stay in every way at every stage of loosening, and closes. Afterwards the one binding is gone. */
export async function breakGlassSession(cluster: LaboratoryCluster): Promise<SessionSeen> {
  const { tenant } = cluster;
  const deployments = `/apis/apps/v1/namespaces/${tenant}/deployments`;
  const must = (request: ApiRequest) => {
    const answer = cluster.asAdministrator(request);
    // A controller manager, where there is one, has made accounts already.
    if (![200, 201, 409].includes(answer.status)) throw new Error(`${request.path}: ${answer.message}`);
  };
  const breakGlass = (...words: readonly string[]) =>
    cluster.machine.run("env", "SUDO_USER=operator", "portcullis-break-glass", ...words);
  const WHY = "INC-4711: nobody can log in";
  // A machine whose log takes nothing lets nobody in.
  const unrecorded = breakGlass("alice", WHY);
  await startSystemLog(cluster.machine);
  const refusals = {
    "somebody whom the description does not name": breakGlass("mallory", WHY),
    "nobody says why": breakGlass("alice"),
    "the log takes nothing": unrecorded,
  };
  const kubeconfig = cluster.machine.mustRun("env", "SUDO_USER=operator", "portcullis-break-glass", "alice", WHY);
  const certificate = certificateOf(kubeconfig, cluster.folder, "break-glass");
  const issued = {
    certificate: new X509Certificate(readFileSync(certificate.certificate)),
    log: systemLog(cluster.machine),
  };
  const alice = (request: ApiRequest) => cluster.ask({ ...request, certificate });

  must({
    path: `/api/v1/namespaces/${tenant}/serviceaccounts`,
    method: "POST",
    body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "metrics" } },
  });
  must({
    path: "/api/v1/namespaces/kube-system/serviceaccounts",
    method: "POST",
    body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } },
  });
  must({ path: deployments, method: "POST", body: deployment() });
  const mends = {
    "reads nodes": recordedOn(cluster, alice({ path: "/api/v1/nodes" })),
    "reads the bindings of roles": recordedOn(cluster, alice({ path: BINDINGS })),
    "scales a workload": recordedOn(
      cluster,
      alice({
        path: `${deployments}/meter/scale`,
        method: "PATCH",
        contentType: "application/merge-patch+json",
        body: { spec: { replicas: 0 } },
      }),
    ),
    "reads secrets": recordedOn(cluster, alice({ path: "/api/v1/namespaces/kube-system/secrets" })),
  };

  const tryAll = (session: string) => stays(session, tenant).map(({ request }) => recordedOn(cluster, alice(request)));
  const hardened = tryAll("hardened");
  // A policy of its own refuses even an administrator such a binding.
  const binding = { path: BINDINGS, method: "POST", body: everything() };
  const bound = cluster.asAdministrator(binding);
  // From 1.37 on, policies stand on the machine's disk as well, where no administrator of the API takes them out.
  await withoutPoliciesOnDisk(cluster);
  must({ path: `${POLICIES}/no-master-bindings`, method: "DELETE" });
  await until(() => cluster.asAdministrator(binding).status !== 403);
  await until(() => alice({ path: "/api/v1/namespaces/kube-system/secrets" }).status === 200);
  const looseRoles = tryAll("loose-roles");
  must({ path: `${POLICIES}/break-glass-makes-nothing`, method: "DELETE" });
  await until(() => alice(stays("probe", tenant)[0]?.request ?? { path: "/" }).status === 201);
  const loose = tryAll("loose");
  const tried = hardened.map((each, index) => ({
    hardened: each,
    looseRoles: looseRoles[index] as Recorded,
    loose: loose[index] as Recorded,
  }));
  const closed = await closeSession(cluster, { certificate }, loose);
  cluster.apply([cluster.manifestText("ClusterRoleBinding", GROUP)]);
  await until(() => alice({ path: "/api/v1/nodes" }).status === 200);

  const before = alice({ path: "/api/v1/nodes" });
  must({ path: `${BINDINGS}/${GROUP}`, method: "DELETE" });
  await until(() => alice({ path: "/api/v1/nodes" }).status === 403);
  const ended = { before, after: alice({ path: "/api/v1/nodes" }) };

  return { refusals, issued, mends, tried, bound, closed, ended };
}

/** Closes the session by the command, and asks by what was born in it. */
async function closeSession(
  cluster: LaboratoryCluster,
  alice: Pick<ApiRequest, "certificate">,
  loose: readonly Recorded[],
): Promise<SessionSeen["closed"]> {
  const { tenant } = cluster;
  const asked = loose[stays("", tenant).findIndex(({ request }) => request.path.endsWith("/token"))];
  const { token } = JSON.parse(asked?.answer.body ?? "{}").status as { readonly token: string };
  const byToken = () => cluster.ask({ path: "/api", token });
  const tokenBefore = byToken();
  const { status, output } = cluster.machine.run("portcullis-close-break-glass");
  await until(() => byToken().status === 401);
  await until(() => cluster.ask({ path: "/api/v1/nodes", ...alice }).status === 403);
  const made = stays("loose", tenant).flatMap(({ request: { path, method, body } }) =>
    method === "POST" && !path.endsWith("/token")
      ? [`${path}/${(body as { metadata: { name: string } }).metadata.name}`]
      : [],
  );
  return {
    tokenBefore,
    token: byToken(),
    certificate: cluster.ask({ path: "/api/v1/nodes", ...alice }),
    left: made.filter((path) => cluster.asAdministrator({ path }).status !== 404),
    said: output,
    status,
    again: cluster.machine.run("portcullis-close-break-glass").output,
  };
}
