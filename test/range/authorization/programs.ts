import { programPath } from "../../conformance/programs";
import type { KubernetesVersion } from "../../../lib";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};

/** The programs of a control plane, for the version that the cluster's description names. */
export interface Release {
  readonly version: KubernetesVersion;
  readonly programs: Readonly<Record<"kubeadm" | "kube-apiserver" | "etcd", string>>;
}

/** What is tried: the programs that `npm run prove` built. */
export function release(): Release {
  const programs = { kubeadm: program("kubeadm"), "kube-apiserver": program("kube-apiserver"), etcd: program("etcd") };
  return { version: "1.35", programs };
}
