import type { PlatformNamespaceInput } from "../../../spec/admission-spec";
import type { ClusterSpec } from "../../../spec/cluster-spec";
import { targetOfPods } from "../../../spec/forwarder-pods";
import { rbacSubjectOf } from "../../../spec/derived";
import { personaWord } from "../../../spec/persona-facts";
import { type AdmissionPoliciesInput, admissionPolicies } from ".";
import { type AdmissionPolicy, LOG_FORWARDER_NAMESPACE } from "./admission-policy";
import type { Platform } from "./exceptions";
import type { PeopleHaveAttributesProps } from "./people-have-attributes";

/** Every policy of a described cluster, `log-forwarder-alone` among them where pods forward records. */
export function describedPolicies(spec: ClusterSpec): readonly AdmissionPolicy[] {
  return admissionPolicies({ ...policyInputs(spec), logForwarder: targetOfPods(spec.logs) !== undefined });
}

/** What the policies of a described cluster depend on. */
export function policyInputs(spec: ClusterSpec): Omit<AdmissionPoliciesInput, "logForwarder"> {
  return {
    platform: platformOf(spec),
    registries: spec.admission.images?.registries,
    exceptions: spec.admission.exceptions,
    platformNamespaces: platformNamespacesOf(spec),
    breakGlass: spec.breakGlass !== undefined,
    certificateApproval: spec.profile.kind !== "cloud",
    attributes: attributesOf(spec),
  };
}

/** What the description names, and where our own pods forward records. */
function platformNamespacesOf({ admission, logs }: ClusterSpec): readonly PlatformNamespaceInput[] {
  const forwarding = { name: LOG_FORWARDER_NAMESPACE, why: "pods that forward records: logs.forwardTo" };
  return [...admission.platformNamespaces, ...(targetOfPods(logs) === undefined ? [] : [forwarding])];
}

/** Who runs the control plane of a profile. */
function platformOf({ profile }: ClusterSpec): Platform {
  switch (profile.kind) {
    case "cloud":
      return "eks";
    case "data-center":
      return "kubeadm";
    case "edge":
      return "k3s";
  }
}

/** What is asked of people who write, and whose certificates carry no claims. */
function attributesOf({ attributeRules, access }: ClusterSpec): PeopleHaveAttributesProps | undefined {
  if (attributeRules.length === 0) return undefined;
  const recovering = access
    .filter(({ who, persona }) => persona === "recovery" && who.method === "client-certificate")
    .map(({ who, persona }) => rbacSubjectOf(who, personaWord(persona, [])));
  const names = (kind: "Group" | "User") =>
    recovering.filter((subject) => subject.kind === kind).map(({ name }) => name);
  return { rules: attributeRules, recoveryGroups: names("Group"), recoveryUsers: names("User") };
}
