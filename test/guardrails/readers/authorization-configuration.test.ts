import { parseConfigFile, readConfigFile } from "../../../lib/guardrails/readers/machine/read-config-documents";

/** What is not understood of an AuthorizationConfiguration with these authorizers, in the words of the reader. */
function complaints(authorizers: unknown, more: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const document = {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthorizationConfiguration",
    authorizers,
    ...more,
  };
  const content = JSON.stringify(document);
  const file = { path: "authorization.yaml", content, place: { document: "machine", path: "" }, ours: true };
  return readConfigFile(parseConfigFile(content), file, {}).map((fact) =>
    fact.kind === "unknown-shape" ? fact.why : fact.kind,
  );
}

const NODE = { type: "Node", name: "node" };
const RBAC = { type: "RBAC", name: "rbac" };
const WEBHOOK = {
  type: "Webhook",
  name: "attributes",
  webhook: {
    timeout: "3s",
    subjectAccessReviewVersion: "v1",
    matchConditionSubjectAccessReviewVersion: "v1",
    failurePolicy: "NoOpinion",
    connectionInfo: { type: "KubeConfigFile", kubeConfigFile: "/etc/kubernetes/webhook.conf" },
  },
};

test("understands kubelets and roles, named as the API server wants it", () => {
  expect(complaints([NODE, RBAC])).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ["no authorizer", undefined, /only Node and RBAC are read/],
  ["an empty list", [], /only Node and RBAC are read/],
  ["kubelets alone", [NODE], /only Node and RBAC are read/],
  ["roles alone", [RBAC], /only Node and RBAC are read/],
  ["another order", [RBAC, NODE], /only Node and RBAC are read/],
  ["one twice", [NODE, RBAC, { ...RBAC, name: "again" }], /only Node and RBAC are read/],
  ["everything for everybody", [NODE, { type: "AlwaysAllow", name: "alwaysallow" }], /only Node and RBAC are read/],
  [
    "everything for everybody, besides",
    [NODE, RBAC, { type: "AlwaysAllow", name: "alwaysallow" }],
    /only Node and RBAC/,
  ],
  ["a policy file", [NODE, RBAC, { type: "ABAC", name: "abac" }], /only Node and RBAC are read/],
  ["a webhook that has no opinion when it fails", [WEBHOOK, NODE, RBAC], /webhook is a field that no rule reads/],
  ["a type in small letters", [NODE, { type: "rbac", name: "rbac" }], /only Node and RBAC are read/],
  ["a name of one's own", [{ type: "Node", name: "kubelets" }, RBAC], /is named kubelets; the API server wants node/],
  ["a name in capital letters", [NODE, { type: "RBAC", name: "RBAC" }], /is named RBAC; the API server wants rbac/],
  ["no name", [NODE, { type: "RBAC" }], /is named nothing; the API server wants rbac/],
])("understands no AuthorizationConfiguration with %s", (_, authorizers, why) => {
  expect(complaints(authorizers).join("\n")).toMatch(why);
});

test("understands no other version and no further field", () => {
  expect(complaints([NODE, RBAC], { apiVersion: "apiserver.config.k8s.io/v1beta1" }).join()).toMatch(/no reader knows/);
  expect(complaints([NODE, RBAC], { authorizer: [] }).join()).toMatch(/a field that no rule reads/);
});
