import type {
  CloudClusterInput,
  CloudClusterSpec,
  ClusterInput,
  ClusterSpec,
  DataCenterClusterInput,
  DataCenterClusterSpec,
  EdgeClusterInput,
  EdgeClusterSpec,
} from "./cluster-spec";
import { InvalidCluster } from "./invalid-cluster";
import { parseCluster } from "./parse-cluster";

/**
 * Describes a cluster: checks the description, fills in every default and freezes the result.
 *
 * @throws InvalidCluster with every issue, when there is one.
 */
export function defineCluster(input: CloudClusterInput): CloudClusterSpec;
export function defineCluster(input: DataCenterClusterInput): DataCenterClusterSpec;
export function defineCluster(input: EdgeClusterInput): EdgeClusterSpec;
export function defineCluster(input: ClusterInput): ClusterSpec;
export function defineCluster(input: ClusterInput): ClusterSpec {
  const result = parseCluster(input);
  if (!result.ok) throw new InvalidCluster(result.issues, titleOf(input));
  return result.cluster;
}

function titleOf(input: unknown): string | undefined {
  // Only a name that is safe to print as it stands; the issues say what is wrong with any other.
  try {
    const name: unknown = typeof input === "object" && input !== null ? Reflect.get(input, "name") : undefined;
    return typeof name === "string" && /^[A-Za-z0-9-]{1,63}$/.test(name) ? `cluster ${name}` : undefined;
  } catch {
    return undefined;
  }
}
