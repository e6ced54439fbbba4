import type { PolicyRuleFact } from "../facts/role";

/** The group of what decides on requests for certificates, and the name of what grants it. */
export const CERTIFICATE_APPROVER = "portcullis:certificate-approver";

/** The name of what people hold who may ask for a client certificate. */
export const CERTIFICATE_ASKER = "portcullis:certificate-asker";

const CERTIFICATES = "certificates.k8s.io";
const rule = (apiGroup: string, resource: string, verbs: string, resourceNames: readonly string[] = []) =>
  keyOf({
    apiGroups: [apiGroup],
    resources: [resource],
    resourceNames,
    nonResourceUrls: [],
    verbs: verbs.split(" "),
  });

/** Every rule of the two roles, to the letter: what else they granted would be somebody's to take. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  [CERTIFICATE_APPROVER]: [
    rule("", "nodes", "list"),
    rule(CERTIFICATES, "certificatesigningrequests", "list"),
    rule(CERTIFICATES, "certificatesigningrequests/approval", "update"),
    rule(CERTIFICATES, "signers", "approve", ["kubernetes.io/kube-apiserver-client", "kubernetes.io/kubelet-serving"]),
  ],
  [CERTIFICATE_ASKER]: [rule(CERTIFICATES, "certificatesigningrequests", "create get")],
};

/** Whether a role is one of these two, and grants exactly what they do. Who may hold it, another rule says. */
export function isOfCertificates(name: string, rules: readonly PolicyRuleFact[]): boolean {
  const expected = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  return expected !== undefined && rules.map(keyOf).sort().join("\n") === [...expected].sort().join("\n");
}

function keyOf({ apiGroups, resources, resourceNames, nonResourceUrls, verbs }: PolicyRuleFact): string {
  return JSON.stringify([apiGroups, resources, resourceNames, nonResourceUrls, verbs].map((list) => [...list].sort()));
}
