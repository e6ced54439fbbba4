import type { PlatformNamespaceInput } from "../../../spec/admission-spec";
import type { AdmissionPolicy } from "./admission-policy";
import { celTexts } from "./cel-text";
import { exceptThePlatform, PLATFORM_PASSES, type Platform } from "./exceptions";

/** Where the cluster's own pods run on every profile, and what `no-work-in-default` judges. */
const OF_KUBERNETES = ["default", "kube-system"];

/** Which namespaces there are beside those of tenants. */
export interface StrayNamespacesProps {
  readonly platform: Platform;
  readonly platformNamespaces: readonly PlatformNamespaceInput[];
}

/**
 * Every namespace belongs to a tenant, or the description names it with a reason. The policies for tenants find their namespaces by a
 * label; whoever made a namespace without it would have pods that none of them judges, on Amazon EKS not even Pod Security. Pods are
 * asked too, for a namespace may be older than the policy. A namespace is found by its own labels, as it comes.
 */
export function noStrayNamespaces({ platform, platformNamespaces }: StrayNamespacesProps): AdmissionPolicy {
  const names = platformNamespaces.map(({ name }) => name);
  const reasons = platformNamespaces.map(({ name, why }) => `${name}: ${why}`).sort();
  return {
    name: "no-stray-namespaces",
    refuses:
      "new namespaces that are no tenant's and that `admission.platformNamespaces` does not name, and pods in those that are there",
    why: "no policy for tenants would judge the pods there: neither quota nor default deny, and on Amazon EKS not even Pod Security",
    where: "others",
    letsPass: `${PLATFORM_PASSES}; \`kube-system\`; what \`admission.platformNamespaces\` names`,
    fields: ["admission.platformNamespaces", "logs.forwardTo"],
    ...(reasons.length === 0 ? {} : { annotations: { "portcullis.dev/platform-namespaces": reasons.join("; ") } }),
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["namespaces"], scope: "Cluster" },
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"], scope: "Namespaced" },
    ],
    matchConditions: exceptThePlatform(platform),
    variables: [
      {
        name: "platformNamespaces",
        expression: celTexts([...OF_KUBERNETES, ...names]),
      },
    ],
    validations: [
      {
        expression: "request.resource.resource != 'namespaces' || object.metadata.name in variables.platformNamespaces",
        message:
          "a namespace belongs to a tenant. Describe it under tenants and apply what is written then, or name it in admission.platformNamespaces with the reason.",
        reason: "Forbidden",
      },
      {
        expression: "request.resource.resource != 'pods' || request.namespace in variables.platformNamespaces",
        message:
          "pods run in the namespaces of tenants. Move this one, describe its namespace under tenants, or have it named in admission.platformNamespaces with the reason.",
        reason: "Forbidden",
      },
    ],
  };
}
