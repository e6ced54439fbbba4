import { controlPlane } from "../fixtures/control-plane";
import { configFile, manifests, userData } from "../fixtures/written";
import type { Rule } from "../rule";

/** What changes a cluster behind the configuration that was judged. There is nothing in it to judge: it is not there, or it fails. */
export const NOTHING_BEHIND_THE_CONFIGURATION: Rule<"hidden-change"> = {
  id: "nothing-behind-the-configuration",
  title: "Nothing changes the control plane or installs objects behind the configuration that was judged.",
  why: "A patch, a drop-in or a chart gives the API server a flag, or the cluster an object, that stands in no judged document.",
  fix: "Write it into the configuration itself, or render the chart and deliver its objects as manifests; both are judged.",
  controls: ["NIST-800-53 CM-3", "NIST-800-53 CM-6"],
  judges: "hidden-change",
  reach: "exposure",
  promise: 1,
  judge: ({ what, changes }) => ({ verdict: "fail", faults: [{ at: "", got: what, message: changes }] }),
  fixtures: () => ({
    pass: [
      { name: "a control plane with its configuration alone", documents: controlPlane("apiServer") },
      { name: "a rendered object", documents: manifests(chart("v1", "ConfigMap")) },
    ],
    fail: [
      { name: "a chart that k3s installs", documents: manifests(chart("helm.cattle.io/v1", "HelmChart")) },
      { name: "other values for a chart of k3s", documents: manifests(chart("helm.cattle.io/v1", "HelmChartConfig")) },
      ...["InitConfiguration", "JoinConfiguration"].map((kind) => ({
        name: `patches in kubeadm's ${kind}`,
        documents: configFile({
          apiVersion: "kubeadm.k8s.io/v1beta4",
          kind,
          patches: { directory: "/etc/kubernetes/patches" },
        }),
      })),
      ...[
        "/etc/kubernetes/patches/kube-apiserver0+merge.yaml",
        "/etc/kubernetes/manifests/extra.yaml",
        "/etc/kubernetes/kubelet.conf.d/99-open.conf",
        "/etc/rancher/k3s/config.yaml.d/99-open.yaml",
        "/var/lib/rancher/k3s/server/manifests/extra.yaml",
      ].map((path) => ({ name: path, documents: userData({ [path]: "anonymous: true\n" }) })),
    ],
  }),
};

function chart(apiVersion: string, kind: string) {
  return { apiVersion, kind, metadata: { name: "web", namespace: "team" }, spec: { chart: "web" } };
}
