import type { ConfigDocument } from "../../plan/config-document";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { readsPoliciesFromDisk } from "../../spec/kubernetes-version";
import { bindingManifest, policyManifest, type AdmissionPolicy } from "./policies/admission-policy";
import { describedPolicies } from "./policies/described-policies";
import { WARNING_ANNOTATION, type WarningWindow, windowInWords } from "./policies/warning-window";

/** What the names of policies on disk end in; the API takes no object of such a name. */
const ON_DISK = ".static.k8s.io";

/**
 * The policies once more, as files of the API server: in force before it answers anybody, and out of reach for whoever may delete
 * those of the API. Files take no parameter, so that the policies on a tenant's own guards stand in the API alone; so does what only
 * warns for a while, which the first policy of the file says. What changes here is in force within a minute of the file, on each machine by itself.
 *
 * @returns none for versions that read none
 * @see https://kubernetes.io/docs/reference/access-authn-authz/manifest-admission-control/
 */
export function policiesOnDisk(spec: ClusterSpec): readonly ConfigDocument[] {
  if (!readsPoliciesFromDisk(spec.kubernetesVersion)) return [];
  const warning = new Map<string, WarningWindow>(spec.admission.warnOnly.map((one) => [one.policy, one]));
  const able = describedPolicies(spec).filter(({ parameter }) => parameter === undefined);
  const absent = able.flatMap(({ name }) => {
    const window = warning.get(name);
    return window === undefined ? [] : [[`${WARNING_ANNOTATION}.${name}`, windowInWords(window)] as const];
  });
  const [first, ...others] = able.filter(({ name }) => !warning.has(name));
  if (first === undefined) throw new Error("every policy warns, although some never do");
  const written = [{ ...first, annotations: { ...first.annotations, ...Object.fromEntries(absent) } }, ...others];
  return [
    {
      pillar: "admission",
      fields: ["admission", "attributeRules", "breakGlass", "kubernetesVersion", "logs.forwardTo"],
      path: MACHINE_PATHS.policies,
      content: { apiVersion: "v1", kind: "List", items: written.flatMap(onDisk) },
    },
  ];
}

function onDisk(policy: AdmissionPolicy): ConfigDocument["content"][] {
  const name = `${policy.name}${ON_DISK}`;
  const { object } = policyManifest(policy);
  const binding = bindingManifest({ ...policy, name });
  return [{ ...object, metadata: { ...object.metadata, name } }, { ...binding.object }] as ConfigDocument["content"][];
}
