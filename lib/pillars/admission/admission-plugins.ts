import type { ComponentFlag } from "../../plan/component-flag";
import type { ConfigDocument } from "../../plan/config-document";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { AdmissionSpec } from "../../spec/admission-spec";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { eventRateLimit } from "./event-rate-limit";
import { podSecurityDefaults } from "./pod-security-defaults";
import { readsPoliciesFromDisk } from "../../spec/kubernetes-version";

/**
 * The plugins beyond those that are on by default. The list replaces kubeadm's, so `NodeRestriction` stands in it again.
 * `AlwaysPullImages` is not there: machines without a way to the registry could not start a pod again.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
 */
const PLUGINS = ["NodeRestriction", "DenyServiceExternalIPs", "EventRateLimit"] as const;

/** Where the policies lie that no user of the API can delete. */
const POLICIES_ON_DISK = {
  name: "ValidatingAdmissionPolicy",
  configuration: {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyConfiguration",
    staticManifestsDir: MACHINE_PATHS.policiesFolder,
  },
};

/** The flags that switch the plugins on. */
export function admissionPluginFlags({ plugins = [] }: Pick<AdmissionSpec, "plugins"> = {}): readonly ComponentFlag[] {
  const flag = (name: string, value: string, why: string, fields: readonly string[] = []): ComponentFlag => ({
    pillar: "admission",
    fields,
    component: "kube-apiserver",
    name,
    value,
    why,
  });
  return [
    flag("admission-control-config-file", MACHINE_PATHS.admission, "Pod Security and event limits of every namespace"),
    flag(
      "enable-admission-plugins",
      [...PLUGINS, ...[...plugins].sort()].join(","),
      "kubelets touch their own objects only; no service takes over an address",
      ["admission.plugins"],
    ),
  ];
}

/** What the plugins are configured with. */
export function admissionConfiguration(spec: Pick<ClusterSpec, "admission" | "kubernetesVersion">): ConfigDocument {
  return {
    pillar: "admission",
    fields: ["admission.eventRateLimits", "kubernetesVersion"],
    path: MACHINE_PATHS.admission,
    content: {
      apiVersion: "apiserver.config.k8s.io/v1",
      kind: "AdmissionConfiguration",
      plugins: [
        { name: "EventRateLimit", configuration: eventRateLimit(spec.admission.eventRateLimits) },
        { name: "PodSecurity", configuration: podSecurityDefaults(spec) },
        ...(readsPoliciesFromDisk(spec.kubernetesVersion) ? [POLICIES_ON_DISK] : []),
      ],
    },
  };
}
