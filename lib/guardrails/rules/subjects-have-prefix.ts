import { manifests } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn } from "../verdict";

/** What a method of authentication puts before its names: a word and a colon. */
const WITH_PREFIX = /^[a-z][a-z0-9-]*:[^\s:]/;

/** Bindings that our constructs make. */
export const SUBJECTS_HAVE_PREFIX: Rule<"role-binding"> = {
  id: "subjects-have-prefix",
  title: "Whoever holds a persona is named with the prefix of the method by which he proves who he is.",
  why: "A group without a prefix can be claimed by a certificate, by another issuer or by an access entry, none of which was asked for a second factor.",
  fix: "Name the group through `access` in the description, which gives it the prefix of its method: oidc:, cert: or portcullis:.",
  controls: ["CIS-1.12 5.1.1", "NIST-800-53r5 AC-3", "NIST-800-53r5 IA-4"],
  judges: "role-binding",
  reach: "ours",
  promise: 3,
  judge: ({ subjects }) =>
    failOn(
      subjects
        .filter(({ kind, name }) => kind !== "ServiceAccount" && !WITH_PREFIX.test(name))
        .map(({ name }) => ({
          at: "subjects",
          got: name,
          message: `${name} has no prefix that tells by which method`,
        })),
    ),
  fixtures: () => ({
    pass: [
      { name: "a group of the identity provider", documents: bound("Group", "oidc:payments-dev") },
      { name: "an IAM role's group", documents: bound("Group", "portcullis:recovery") },
      { name: "a service account", documents: bound("ServiceAccount", "ci") },
    ],
    fail: [
      { name: "a group of no method", documents: bound("Group", "developers") },
      { name: "a user of no method", documents: bound("User", "somebody@example.com") },
      { name: "a prefix and nothing after it", documents: bound("Group", "oidc:") },
    ],
  }),
};

function bound(kind: string, name: string) {
  return manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "portcullis:viewer", namespace: "payments" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "portcullis:viewer" },
    subjects: [{ kind, name }],
  });
}
