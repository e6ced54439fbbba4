import type { ClusterSpec } from "./cluster-spec";
import { InvalidInput } from "./invalid-input";
import { isParsed } from "./parsed-mark";

/**
 * Refuses, where types cannot (plain JavaScript, a cast), what is not a checked description of the right profile.
 *
 * @param where the construct that asks, for the message
 * @param kind the profile that it needs; any when left out
 * @throws InvalidInput
 */
export function requireSpec(spec: ClusterSpec, where: string, kind?: ClusterSpec["profile"]["kind"]): void {
  if (!isParsed(spec)) {
    throw new InvalidInput(
      `${where}: spec is not a checked description of this copy of portcullis. Pass what defineCluster(...) or parseCluster(...) returned.`,
    );
  }
  if (kind !== undefined && spec.profile.kind !== kind) {
    throw new InvalidInput(
      `${where}: ${spec.name} is a ${spec.profile.kind} cluster, and ${kind === "edge" ? "an" : "a"} ${kind} cluster is needed here.`,
    );
  }
}
