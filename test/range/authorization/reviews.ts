import { askMany } from "../laboratory/ask-many";
import type { Plant } from "../laboratory/plant";
import { ELSEWHERE, TENANT } from "./places";
import { type Listed, nameOf } from "./discovery";
import type { Holder } from "./holders";

/** Where rights are asked for: in the tenant's namespace, in another one, in Kubernetes' own, and everywhere at once. */
export const PLACES = [TENANT, ELSEWHERE, "kube-system", "*"] as const;

/** What every resource is asked for, beside the verbs with which the server lists it. */
const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "*"];

const ROLES = { group: "rbac.authorization.k8s.io", verbs: ["bind", "escalate"] };
const IMPERSONATION = { verbs: ["impersonate", "impersonate:user-info"] };

/** What no discovery lists and authorizers are asked for nevertheless; powers over others among it. */
const UNLISTED: readonly Listed[] = [
  { group: "*", resource: "*", verbs: [] },
  { group: "", resource: "*", verbs: [] },
  { group: "", resource: "*/*", verbs: [] },
  { group: "", resource: "groups", ...IMPERSONATION },
  { group: "", resource: "users", ...IMPERSONATION },
  { group: "", resource: "serviceaccounts", ...IMPERSONATION },
  { group: "authentication.k8s.io", resource: "users", ...IMPERSONATION },
  { group: "authentication.k8s.io", resource: "groups", ...IMPERSONATION },
  { group: "authentication.k8s.io", resource: "uids", ...IMPERSONATION },
  { group: "authentication.k8s.io", resource: "userextras/scopes", ...IMPERSONATION },
  { group: "certificates.k8s.io", resource: "signers", verbs: ["approve", "attest", "sign"] },
  { resource: "clusterroles", ...ROLES },
  { resource: "roles", ...ROLES },
  { group: "admissionregistration.k8s.io", resource: "validatingadmissionpolicies", verbs: ["breakglass"] },
  { group: "scheduling.k8s.io", resource: "priorityclasses", verbs: ["use"] },
  { group: "policy", resource: "podsecuritypolicies", verbs: ["use"] },
  { group: "", resource: "nodes/configz", verbs: [] },
  { group: "", resource: "nodes/healthz", verbs: [] },
  { group: "", resource: "nodes/log", verbs: [] },
  { group: "", resource: "nodes/metrics", verbs: [] },
  { group: "", resource: "nodes/pods", verbs: [] },
  { group: "", resource: "nodes/stats", verbs: [] },
];

const PATHS = [
  ...[
    "/",
    "/api",
    "/apis",
    "/configz",
    "/debug/pprof/profile",
    "/flagz",
    "/healthz",
    "/livez",
    "/logs/kube-apiserver.log",
  ],
  ...["/metrics", "/metrics/slis", "/openapi/v3", "/openid/v1/jwks", "/readyz", "/statusz", "/version"],
];

/** One question: may the asker do this? */
export interface Question {
  /** How the tables name it: `telemetry pods/exec create`. */
  readonly line: string;
  readonly spec: object;
}

/** Every question about the resources that are listed, the ones that are not, and paths. */
export function questionsAbout(listed: readonly Listed[]): readonly Question[] {
  const names = new Set(listed.map(nameOf));
  const resources = [...listed, ...UNLISTED].flatMap((each) => {
    // A power over what is listed is asked for beside its verbs, not again with them.
    const verbs = new Set(UNLISTED.includes(each) && names.has(nameOf(each)) ? each.verbs : [...VERBS, ...each.verbs]);
    const [resource = "", subresource] = each.resource === "*/*" ? ["*/*"] : each.resource.split("/");
    return PLACES.flatMap((place) =>
      [...verbs].map((verb) => ({
        line: `${place} ${nameOf(each)} ${verb}`,
        spec: {
          resourceAttributes: {
            group: each.group,
            version: "*",
            resource,
            ...(subresource === undefined ? {} : { subresource }),
            verb,
            ...(place === "*" ? {} : { namespace: place }),
          },
        },
      })),
    );
  });
  const paths = PATHS.flatMap((path) =>
    ["get", "post"].map((verb) => ({ line: `* ${path} ${verb}`, spec: { nonResourceAttributes: { path, verb } } })),
  );
  return [...resources, ...paths];
}

/** The questions to which the server says yes, by the holder's own credential; sorted. */
export function allowedTo(plant: Plant, holder: Holder, questions: readonly Question[]): readonly string[] {
  const answers = askMany(
    plant.hosts.operator,
    plant.endpoint,
    questions.map(({ spec }) => ({
      path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      method: "POST",
      ...holder.credential,
      body: { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec },
    })),
  );
  return questions
    .filter(({ line }, index) => {
      const { status, message, body } = answers[index] ?? { status: 0, message: "no answer", body: "" };
      if (status !== 201) throw new Error(`${holder.name} was not told about ${line}: ${status} ${message}`);
      return (JSON.parse(body) as { readonly status: { readonly allowed: boolean } }).status.allowed;
    })
    .map(({ line }) => line)
    .sort();
}
