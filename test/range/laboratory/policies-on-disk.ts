import type { LaboratoryCluster } from "./cluster";

/** Where the machines of clusters keep the policies that their API server reads from disk, from 1.37 on. */
export const POLICIES_ON_DISK = "/etc/kubernetes/portcullis/api-server/policies/policies.yaml";
/** The same without any of them; the API server does not start without the folder. */
export const NO_POLICIES = "apiVersion: v1\nkind: List\nitems: []\n";

/** The text of the policies on disk; undefined on machines of versions that read none. */
export function policiesOnDisk({ machine }: Pick<LaboratoryCluster, "machine">): string | undefined {
  const { status, output } = machine.run("cat", POLICIES_ON_DISK);
  return status === 0 ? output : undefined;
}

/** Takes the policies on disk out, so that those of the API can be seen alone, and be lifted. */
export async function withoutPoliciesOnDisk(
  cluster: Pick<LaboratoryCluster, "machine" | "restartApiServer">,
): Promise<void> {
  if (policiesOnDisk(cluster) === undefined) return;
  cluster.machine.write({ path: POLICIES_ON_DISK, permissions: "0600", content: NO_POLICIES });
  await cluster.restartApiServer();
}
