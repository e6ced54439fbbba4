import type { JoiningNodeFact } from "../../facts/joining-node";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";
import { readNodeRegistration } from "./read-kubeadm-init";

/**
 * Reads kubeadm's JoinConfiguration: how a machine finds its cluster, and what it is there. Tokens, keys, patches and phases that are left out are not read.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-JoinConfiguration
 */
export function readKubeadmJoin(
  document: Fields,
  file: MachineFile,
  filesOnMachine: Readonly<Record<string, string>>,
  broughtAlong: readonly string[],
): JoiningNodeFact {
  document.only("apiVersion", "kind", "controlPlane", "discovery", "nodeRegistration", "timeouts");
  document
    .fields("controlPlane")
    .only("localAPIEndpoint")
    .fields("localAPIEndpoint")
    .only("advertiseAddress", "bindPort");
  const discovery = document.fields("discovery").only("file").fields("file").only("kubeConfigPath");
  readNodeRegistration(document.fields("nodeRegistration"));
  return {
    kind: "joining-node",
    place: file.place,
    ours: file.ours,
    role: document.has("controlPlane") ? "control-plane" : "worker",
    discovery: discovery.text("kubeConfigPath"),
    files: filesOnMachine,
    broughtAlong,
  };
}
