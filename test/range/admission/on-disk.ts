import { eventOf } from "../attacks/run";
import type { ApiAnswer } from "../laboratory/api-client";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { eventually } from "../laboratory/eventually";
import { policiesOnDisk, withoutPoliciesOnDisk } from "../laboratory/policies-on-disk";
import { create, type Written } from "./acts";

const POLICY = "no-work-in-default";
const API = "/apis/admissionregistration.k8s.io/v1";

/** What an administrator cannot take out by the API. */
export interface ShownOnDisk {
  /** The deletions of the policy and its binding in the API. */
  readonly deleted: readonly ApiAnswer[];
  /** What is refused all the same. */
  readonly refused: ApiAnswer;
  readonly event: unknown;
  /** The same elsewhere. */
  readonly legitimate: ApiAnswer;
  /** The deletion of the policy on disk by its name, and an object of such a name in the API. */
  readonly unknown: ApiAnswer;
  readonly reserved: ApiAnswer;
  /** Once the file was emptied by root on the machine. */
  readonly without: ApiAnswer;
  /** Once the policies of the API were applied again. */
  readonly restored: ApiAnswer;
}

/**
 * Deletes a policy as the administrator and tries what it refuses. Leaves the machine without policies on disk, so that those of the API are seen
 * alone; undefined on machines of versions that read none.
 */
export async function tryPoliciesOnDisk(cluster: LaboratoryCluster): Promise<ShownOnDisk | undefined> {
  if (policiesOnDisk(cluster) === undefined) return undefined;
  const workload = (namespace: string): Written => ({
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "on-disk", namespace } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: "web" } },
      template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "web:1" }] } },
    },
  });
  const tried = (namespace: string) => {
    const act = create(workload(namespace));
    return cluster.asAdministrator({ ...act, path: `${act.path}?dryRun=All` });
  };
  const objectsOfPolicy = ["validatingadmissionpolicies", "validatingadmissionpolicybindings"].map(
    (kind) => `${API}/${kind}`,
  );
  const deleted = objectsOfPolicy.map((path) =>
    cluster.asAdministrator({ path: `${path}/${POLICY}`, method: "DELETE" }),
  );
  const refused = await eventually(
    () => tried("default"),
    ({ message }) => message.includes(`'${POLICY}.static.k8s.io'`),
    20,
  );
  const { auditId } = refused;
  const event = auditId === undefined ? undefined : eventOf(cluster, { auditId }).event;
  const name = `${POLICY}.static.k8s.io`;
  const unknown = cluster.asAdministrator({ path: `${objectsOfPolicy[0]}/${name}`, method: "DELETE" });
  const spec = { policyName: POLICY, validationActions: ["Audit"] };
  const reserved = cluster.asAdministrator({
    path: `${objectsOfPolicy[1]}`,
    method: "POST",
    body: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec,
    },
  });
  const legitimate = tried("kube-system");
  await withoutPoliciesOnDisk(cluster);
  const without = await eventually(
    () => tried("default"),
    ({ status }) => status === 201,
    20,
  );
  cluster.apply(cluster.manifests.filter((text) => text.includes(`\n  name: ${POLICY}\n`)));
  const restored = await eventually(
    () => tried("default"),
    ({ status }) => status === 403,
    20,
  );
  return { deleted, refused, event, legitimate, unknown, reserved, without, restored };
}
