import { BREAK_GLASS } from "../criteria/break-glass";
import type { PolicyRuleFact } from "../facts/role";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";

const READS = ["get", "list", "watch"];
const UNREADABLE = ["secrets"];

/** All that it may do besides reading: nothing of it makes an object that stays, or changes what runs. */
const MENDS: readonly {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}[] = [
  { group: "", resources: ["pods"], verbs: ["delete"] },
  { group: "", resources: ["pods/eviction"], verbs: ["create"] },
  { group: "apps", resources: ["deployments/scale", "statefulsets/scale"], verbs: ["update", "patch"] },
  { group: "batch", resources: ["jobs"], verbs: ["delete"] },
];

/** The role for emergencies, whoever wrote it. */
export const BREAK_GLASS_MAKES_NOTHING: Rule<"role"> = {
  id: "break-glass-makes-nothing",
  title: "The role for emergencies reads, deletes single pods and jobs, evicts and scales, and does nothing else.",
  why: "Whatever a session can make or change (a binding, a certificate, a token, a pod, a webhook) lets its holder in again when the hour is over.",
  fix: "Take the rule out; what an emergency needs beyond this is done by whoever holds root on the machines, or the cluster's account.",
  controls: ["CIS-1.12 5.1.1", "CIS-1.12 5.1.8", "NIST-800-53r5 AC-6(5)"],
  judges: "role",
  reach: "exposure",
  promise: 4,
  judge({ name, rules }) {
    if (name !== BREAK_GLASS) return notApplicable("it is not the role for emergencies");
    return failOn(
      rules.flatMap((rule, index) =>
        excessOf(rule).map((got) => ({ at: `rules[${index}]`, got, message: `who breaks glass may not ${got}` })),
      ),
    );
  },
  fixtures: () => ({
    pass: [
      {
        name: "to look, and to mend",
        documents: role(
          { apiGroups: ["", "apps"], resources: ["pods", "pods/log", "deployments"], verbs: READS },
          { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
          { apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"] },
          { nonResourceURLs: ["/healthz"], verbs: ["get"] },
        ),
      },
      { name: "another role", documents: role({ ...write("pods", "create"), name: "team" }) },
    ],
    fail: [
      ...["secrets", "*", "nodes/proxy", "pods/exec", "pods/portforward"].map((resource) => ({
        name: `to read ${resource}`,
        documents: role({ apiGroups: [""], resources: [resource], verbs: ["get"] }),
      })),
      ...(
        [
          ["to make pods", "", "pods", "create"],
          ["to delete every pod at once", "", "pods", "deletecollection"],
          ["to change what runs", "apps", "deployments", "patch"],
          ["to make tokens", "", "serviceaccounts/token", "create"],
          ["to make bindings", "rbac.authorization.k8s.io", "clusterrolebindings", "create"],
          ["to ask for certificates", "certificates.k8s.io", "certificatesigningrequests", "create"],
          ["to approve certificates", "certificates.k8s.io", "certificatesigningrequests/approval", "update"],
          ["to delete policies", "admissionregistration.k8s.io", "validatingadmissionpolicies", "delete"],
          ["to make webhooks", "admissionregistration.k8s.io", "mutatingwebhookconfigurations", "create"],
          ["to be somebody else", "", "users", "impersonate"],
          ["any verb", "batch", "jobs", "*"],
          ["to delete in every group", "*", "pods", "delete"],
        ] as const
      ).map(([name, group, resource, verb]) => ({ name, documents: role(write(resource, verb, group)) })),
      {
        name: "to look into the API server",
        documents: role({ nonResourceURLs: ["/debug/pprof/heap"], verbs: ["get"] }),
      },
    ],
  }),
};

/** What a rule grants beyond reading and mending, in words. */
function excessOf({ apiGroups, resources, nonResourceUrls, verbs }: PolicyRuleFact): readonly string[] {
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs
        .filter((verb) => !isHarmless(group, resource, verb))
        .map((verb) => `${verb} ${group === "" ? "" : `${group}/`}${resource}`),
    ),
  );
  const ofPaths = nonResourceUrls.filter((url) => !["/healthz", "/livez", "/readyz", "/version"].includes(url));
  return [...ofResources, ...ofPaths.map((url) => `${verbs.join(", ")} ${url}`)];
}

function isHarmless(group: string, resource: string, verb: string): boolean {
  if (group.includes("*") || resource.includes("*")) return false;
  const door = resource.includes("/") && !/^(?:pods\/(?:log|eviction)|[a-z]+\/(?:scale|status))$/.test(resource);
  if (READS.includes(verb)) return !door && !UNREADABLE.includes(resource);
  return MENDS.some((mend) => mend.group === group && mend.resources.includes(resource) && mend.verbs.includes(verb));
}

function write(resource: string, verb: string, group = ""): WrittenObject {
  return { apiGroups: [group], resources: [resource], verbs: [verb] };
}

function role(...rules: readonly WrittenObject[]) {
  const name = rules[0]?.name ?? BREAK_GLASS;
  return manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name },
    rules: rules.map(({ name: _, ...rule }) => rule),
  });
}
