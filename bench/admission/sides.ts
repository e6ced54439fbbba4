import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parse } from "yaml";
import { plant } from "../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster, type KubernetesVersion } from "../../lib";
import { auditLogFile } from "../../lib/pillars/audit/audit-log-file";
import { auditPolicy } from "../../lib/pillars/audit/audit-policy";
import { placeOf, type Written } from "../../test/range/admission/acts";
import { BareApiServer } from "../../test/range/laboratory/bare-api-server";
import { quietPod } from "../../test/range/laboratory/service-account";
import { controlPlanePrograms } from "../../test/range/laboratory/programs";
import { manifestsOf } from "../../test/range/laboratory/written-files";

/** What is compared: an API server with all policies and the audit policy, and one with none. */
export type Side = "hardened" | "bare";
export const SIDES = ["bare", "hardened"] as const;

export const TENANT = "telemetry";
export const PODS = `/api/v1/namespaces/${TENANT}/pods`;
/** A program that delivers into the tenant's namespace. */
export const DEPLOYER = `system:serviceaccount:${TENANT}:deployer`;

const IS_POLICY = /^ValidatingAdmissionPolicy/;
const COUNTED = { pods: "1000000", "requests.cpu": "1000000", "limits.cpu": "1000000" };
const BYTES = { "requests.memory": "1000000Gi", "limits.memory": "1000000Gi" };

/** A pod that every policy admits. */
export function pod(name: string): unknown {
  return quietPod(name, "laboratory");
}

/** What is left out of the policies, to see what each costs: names, or everything of the kind. */
export interface Without {
  readonly policies: readonly string[];
  readonly audit: boolean;
}

/** Starts one side: etcd, the API server, a tenant's namespace with its guards, and who delivers. */
export async function startSide(side: Side, version: KubernetesVersion, without: Without): Promise<BareApiServer> {
  const spec = defineCluster({ ...plant, kubernetesVersion: version } as DataCenterClusterInput);
  const folder = mkdtempSync(join(tmpdir(), "portcullis-bench-"));
  try {
    const objects = manifestsOf(folder, spec)
      .map((text) => parse(text) as Written | null)
      .filter((object): object is Written => object !== null);
    const own = auditLogFile(spec)
      .filter(({ name }) => name !== "audit-log-path")
      .map(({ name, value }) => `--${name}=${value}`);
    const audited = side === "hardened" && !without.audit;
    const server = await BareApiServer.start(controlPlanePrograms(version), {
      waitsForDisk: true,
      users: [{ name: DEPLOYER, groups: ["system:serviceaccounts", `system:serviceaccounts:${TENANT}`] }],
      ...(audited ? { auditPolicy: auditPolicy(spec.logs).content, flags: own } : {}),
    });
    try {
      const wanted = objects.filter(
        ({ kind, metadata }) =>
          metadata.namespace === TENANT ||
          (kind === "Namespace" && metadata.name === TENANT) ||
          (side === "hardened" && IS_POLICY.test(kind) && !without.policies.includes(metadata.name)),
      );
      const first = wanted.filter(({ kind }) => kind === "Namespace");
      for (const object of [...first, ...wanted.filter(({ kind }) => !IS_POLICY.test(kind) && kind !== "Namespace")])
        await make(server, object);
      await deployerMayDeliver(server);
      await boundless(server);
      for (const object of wanted.filter(({ kind }) => IS_POLICY.test(kind))) await make(server, object);
      // Policies are in force some moments after they were made.
      await setTimeout(5000);
      return server;
    } catch (error) {
      await server.end();
      throw error;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function make(server: BareApiServer, object: Written): Promise<void> {
  const path = IS_POLICY.test(object.kind)
    ? `/apis/${object.apiVersion}/${object.kind.endsWith("Binding") ? "validatingadmissionpolicybindings" : "validatingadmissionpolicies"}`
    : placeOf(object);
  await server.create(path, object);
}

async function deployerMayDeliver(server: BareApiServer): Promise<void> {
  const apiGroup = "rbac.authorization.k8s.io";
  await server.create(`/apis/${apiGroup}/v1/namespaces/${TENANT}/rolebindings`, {
    ...{ apiVersion: `${apiGroup}/v1`, kind: "RoleBinding", metadata: { name: "deployer" } },
    roleRef: { apiGroup, kind: "ClusterRole", name: "admin" },
    subjects: [{ apiGroup, kind: "User", name: DEPLOYER }],
  });
}

/** No controller runs that says what is used; so the quota is what it is, and large enough. */
async function boundless(server: BareApiServer): Promise<void> {
  const path = `/api/v1/namespaces/${TENANT}/resourcequotas/tenant-quota`;
  const { body } = await server.ask({ path });
  const quota = body as { readonly spec: { readonly hard: Readonly<Record<string, string>> } };
  const hard = { ...quota.spec.hard, ...COUNTED, ...BYTES };
  const used = Object.fromEntries(Object.keys(hard).map((name) => [name, "0"]));
  for (const [below, change] of [
    ["", { spec: { hard } }],
    ["/status", { status: { hard, used } }],
  ] as const) {
    const { status } = await server.ask({
      ...{ path: `${path}${below}`, method: "PATCH", contentType: "application/merge-patch+json" },
      body: change,
    });
    if (status !== 200) throw new Error(`the quota was not set: ${status}`);
  }
}
