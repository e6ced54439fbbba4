import { apply, create, dryRun, patch, replace, type Written } from "./acts";
import { type Content, TENANT } from "./objects";
import type { Case, Row } from "./row";

const RBAC = "rbac.authorization.k8s.io";

/** Objects by name, one that is admitted and some that are refused. */
interface Objects {
  readonly good: (name: string) => Written;
  readonly bad: readonly {
    readonly of: string;
    readonly make: (name: string) => Written;
    readonly says: string;
  }[];
  /** What a patch changes in the good one, to make the first bad one of it. */
  readonly change: Content;
  readonly harmless: Content;
}

/** The ways in which an object reaches the API server that can be changed later. */
function everyWay({ good, bad, change, harmless }: Objects): readonly Case[] {
  const before = (name: string) => [create(good(name))];
  const [first] = bad;
  if (first === undefined) throw new Error("nothing is refused");
  const { make, says } = first;
  return [
    ...bad.map((one): Case => {
      return {
        way: "create",
        of: one.of,
        refused: (n) => create(one.make(n)),
        passes: (n) => create(good(n)),
        says: one.says,
      };
    }),
    { way: "dry run", refused: (n) => dryRun(make(n)), passes: (n) => dryRun(good(n)), says },
    { way: "server-side apply", refused: (n) => apply(make(n)), passes: (n) => apply(good(n)), says },
    { way: "update", before, refused: (n) => replace(make(n)), passes: (n) => replace(good(n)), says },
    { way: "patch", before, refused: (n) => patch(good(n), change), passes: (n) => patch(good(n), harmless), says },
  ];
}

const SPELL = "a role names what it grants. Spell out apiGroups, resources and verbs";
const NOT_GRANTED = "bind, escalate and impersonate give rights that nobody granted. Leave them out";
const role =
  (rule: object, kind = "ClusterRole") =>
  (name: string): Written => ({
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name, ...(kind === "Role" ? { namespace: TENANT } : {}) },
    rules: [rule],
  });
const EVERYTHING = { apiGroups: [""], resources: ["configmaps"], verbs: ["*"] };
const ROLES: Objects = {
  good: role({ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }),
  bad: [
    { of: "every verb", make: role(EVERYTHING), says: SPELL },
    { of: "every verb, in a namespace", make: role(EVERYTHING, "Role"), says: SPELL },
    { of: "every group", make: role({ apiGroups: ["*"], resources: ["pods"], verbs: ["get"] }), says: SPELL },
    { of: "every resource", make: role({ apiGroups: [""], resources: ["*"], verbs: ["get"] }), says: SPELL },
    { of: "every path", make: role({ nonResourceURLs: ["*"], verbs: ["get"] }), says: SPELL },
    ...["bind", "escalate"].map((verb) => ({
      of: verb,
      make: role({ apiGroups: [RBAC], resources: ["clusterroles"], verbs: [verb] }),
      says: NOT_GRANTED,
    })),
    {
      of: "impersonate",
      make: role({ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }),
      says: NOT_GRANTED,
    },
    {
      of: "impersonate, in its narrow form",
      make: role({ apiGroups: ["authentication.k8s.io"], resources: ["users"], verbs: ["impersonate:user-info"] }),
      says: NOT_GRANTED,
    },
    {
      of: "what is asked in another's name",
      make: role({ apiGroups: [""], resources: ["configmaps"], verbs: ["impersonate-on:user-info:get"] }),
      says: NOT_GRANTED,
    },
  ],
  change: { rules: [EVERYTHING] },
  harmless: { rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] }] },
};

const MASTER = "nobody is bound to cluster-admin for good. Bind a role that names what is needed";
const EVERYBODY =
  "nothing is bound to everybody or to the group of masters. Name a group of people or one service account";
const group = (name: string) => ({ apiGroup: RBAC, kind: "Group", name });
const binding =
  (to: string, subjects: readonly object[], kind = "ClusterRoleBinding") =>
  (name: string): Written => ({
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name, ...(kind === "RoleBinding" ? { namespace: TENANT } : {}) },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: to },
    subjects,
  });
const SRE = [group("oidc:sre")];
const BINDINGS: Objects = {
  good: binding("view", SRE),
  bad: [
    { of: "everybody who has logged in", make: binding("view", [group("system:authenticated")]), says: EVERYBODY },
    { of: "cluster-admin", make: binding("cluster-admin", SRE), says: MASTER },
    { of: "cluster-admin in a namespace", make: binding("cluster-admin", SRE, "RoleBinding"), says: MASTER },
    ...["system:unauthenticated", "system:serviceaccounts", "system:masters"].map((name) => ({
      of: name,
      make: binding("view", [group(name)]),
      says: EVERYBODY,
    })),
    {
      of: "the anonymous user",
      make: binding("view", [{ apiGroup: RBAC, kind: "User", name: "system:anonymous" }]),
      says: EVERYBODY,
    },
  ],
  change: { subjects: [...SRE, group("system:authenticated")] },
  harmless: { subjects: [...SRE, group("oidc:security")] },
};

const INSIDE =
  "webhooks are called inside the cluster. Name a Service in clientConfig.service instead of clientConfig.url.";
const NO_SECRETS = "webhooks are not sent Secrets. Spell out the resources of the rules without secrets";
/** No object that anybody makes here fits its selector, so that nothing is ever sent to it. */
const webhook = (change: object) => ({
  name: "nothing.example.com",
  admissionReviewVersions: ["v1"],
  sideEffects: "None",
  failurePolicy: "Ignore",
  clientConfig: { service: { namespace: TENANT, name: "nothing" } },
  objectSelector: { matchLabels: { laboratory: "no-such-object" } },
  rules: [{ apiGroups: ["apps"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["deployments"] }],
  ...change,
});
const hook =
  (change: object) =>
  (name: string): Written => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name },
    webhooks: [webhook(change)],
  });
const OUTSIDE = { clientConfig: { url: "https://elsewhere.example.com" } };
const sent = (apiGroup: string, resource: string) => ({
  rules: [{ apiGroups: [apiGroup], apiVersions: ["v1"], operations: ["CREATE"], resources: [resource] }],
});
const WEBHOOKS: Objects = {
  good: hook({}),
  bad: [
    { of: "a URL", make: hook(OUTSIDE), says: INSIDE },
    { of: "Secrets", make: hook(sent("", "secrets")), says: NO_SECRETS },
    { of: "everything", make: hook(sent("*", "*")), says: NO_SECRETS },
  ],
  change: { webhooks: [webhook(OUTSIDE)] },
  harmless: { webhooks: [webhook({ timeoutSeconds: 3 })] },
};

const TOKENS =
  "tokens of service accounts are not kept in Secrets. Mount a projected serviceAccountToken with an audience, or ask for a bound one with kubectl create token.";
const secret =
  (type: string) =>
  (name: string): Written => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: TENANT, annotations: { "kubernetes.io/service-account.name": "laboratory" } },
    type,
  });
const [KEPT, ORDINARY] = [secret("kubernetes.io/service-account-token"), secret("Opaque")];

/** Who is given rights, and what is sent out of the cluster. All of it by an administrator. */
export const RIGHTS_ROWS: readonly Row[] = [
  { policy: "no-powerful-roles", cases: everyWay(ROLES) },
  { policy: "no-master-bindings", cases: everyWay(BINDINGS) },
  { policy: "webhooks-inside", cases: everyWay(WEBHOOKS) },
  {
    // The type of a Secret cannot be changed later.
    policy: "no-token-secrets",
    cases: [
      { way: "create", refused: (n) => create(KEPT(n)), passes: (n) => create(ORDINARY(n)), says: TOKENS },
      { way: "dry run", refused: (n) => dryRun(KEPT(n)), passes: (n) => dryRun(ORDINARY(n)), says: TOKENS },
      { way: "server-side apply", refused: (n) => apply(KEPT(n)), passes: (n) => apply(ORDINARY(n)), says: TOKENS },
    ],
  },
];
