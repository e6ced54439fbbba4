import { stringify } from "yaml";
import { admissionPolicies } from "../../../lib/pillars/admission/policies";
import {
  bindingManifest,
  policyManifest,
  warningManifest,
} from "../../../lib/pillars/admission/policies/admission-policy";
import { celText, celTexts } from "../../../lib/pillars/admission/policies/cel-text";
import { TENANT_LABEL } from "../../../lib/pillars/admission/tenant-namespace";
import { expectGolden } from "../../golden";

const registries = ["registry.example.com", "ghcr.io/our-team"];
const exceptions = [{ kind: "ClusterRole", name: "flux", why: "the pull agent applies everything" }] as const;
const attributes = {
  rules: [
    {
      attribute: "ticket",
      claim: "change_ticket",
      must: "be-present",
      namespaces: ["payments", "telemetry"],
      why: "every change has one",
    },
    {
      attribute: "department",
      claim: "department",
      must: "equal-namespace",
      namespaces: ["telemetry"],
      why: "their own machines",
    },
  ],
  recoveryGroups: ["cert:recovery"],
  recoveryUsers: ["cert:oncall"],
} as const;
const guarded = { registries, exceptions, logForwarder: true, breakGlass: true, attributes } as const;
const policies = admissionPolicies({ platform: "kubeadm", ...guarded });
const onK3s = admissionPolicies({ platform: "k3s", ...guarded });
const onEks = admissionPolicies({ platform: "eks", ...guarded });
const each = policies.map((policy) => [policy.name, policy] as const);

test.each(each)("%s is as in the golden file", (name, policy) => {
  if (name === "images-by-digest") return;
  const objects = [policyManifest(policy), bindingManifest(policy)].map(({ object }) => stringify(object));
  expectGolden(`manifests/policies/${name}.yaml`, objects.join("---\n"));
});

test.each([
  ["Amazon EKS", onEks, "!request.userInfo.username.startsWith('eks:')"],
  [
    "k3s",
    onK3s,
    "request.userInfo.username != 'system:k3s-supervisor' || !has(request.userInfo.groups) || !('system:masters' in request.userInfo.groups)",
  ],
])(
  "what differs on %s is whom the policies on rights and webhooks let pass, and nothing else",
  (_, others, expression) => {
    const different = others.filter((policy, index) => JSON.stringify(policy) !== JSON.stringify(policies[index]));
    expect(different.map(({ name }) => name)).toEqual([
      "no-stray-namespaces",
      "no-master-bindings",
      "no-powerful-roles",
      "webhooks-inside",
    ]);
    for (const { matchConditions = [] } of different) {
      expect(matchConditions.map((condition) => condition.expression)).toContain(expression);
    }
  },
);

describe.each(each)("%s", (_, policy) => {
  test("is enforced for all that it matches, and refuses when it cannot tell", () => {
    const { spec } = policyManifest(policy).object as unknown as { spec: { failurePolicy: string } };
    expect(spec.failurePolicy).toBe("Fail");
    const { spec: bound } = bindingManifest(policy).object as unknown as { spec: object };
    expect(bound).toEqual({
      policyName: policy.name,
      validationActions: ["Deny", "Audit"],
      ...(policy.parameter === undefined
        ? {}
        : { paramRef: { name: policy.parameter.name, parameterNotFoundAction: "Deny" } }),
    });
  });

  test("says what is wrong and, in a sentence of its own, what to write instead", () => {
    for (const { message, messageExpression = "" } of policy.validations) {
      expect(message).toMatch(/^[^.]+(?:\.[^ ][^.]*)*\. [A-Z].*\.$/);
      expect(message + messageExpression).not.toContain("\n");
      expect(messageExpression.split("'").length % 2).toBe(1);
    }
    expect(policy.refuses.length + policy.why.length).toBeGreaterThan(40);
  });

  test("leaves the namespaces of the cluster itself alone, where it judges pods", () => {
    const { spec } = policyManifest(policy).object as unknown as {
      spec: { matchConstraints: { namespaceSelector?: unknown } };
    };
    const selector = spec.matchConstraints.namespaceSelector;
    if (policy.where === "tenants") {
      expect(selector).toEqual({ matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] });
    } else if (policy.where === "log-forwarder") {
      expect(selector).toEqual({
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["portcullis-logs"] }],
      });
    } else if (policy.where === "default") {
      expect(selector).toEqual({
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["default"] }],
      });
    } else if (policy.where === "others") {
      expect(selector).toEqual({ matchExpressions: [{ key: TENANT_LABEL, operator: "DoesNotExist" }] });
      expect(policy.variables).toEqual([{ name: "platformNamespaces", expression: "['default', 'kube-system']" }]);
    } else {
      const resources = policy.resourceRules.flatMap((rule) => rule.resources);
      expect(resources.filter((name) => /^(?:pods|deployments|daemonsets|jobs|services)/.test(name))).toEqual([]);
    }
  });
});

test("without listed registries there is no policy on them, and an empty list lets nothing run", () => {
  const without = admissionPolicies({ platform: "kubeadm", exceptions: [] }).map(({ name }) => name);
  expect(without).not.toContain("images-from-listed-registries");
  const empty = admissionPolicies({ platform: "kubeadm", registries: [], exceptions: [] });
  expect(empty.find(({ name }) => name === "images-from-listed-registries")?.variables).toEqual([
    { name: "registries", expression: "[]" },
  ]);
});

test("without breaking glass and rules on attributes there are no policies on them", () => {
  const names = admissionPolicies({ platform: "kubeadm", exceptions: [] }).map(({ name }) => name);
  expect(names.filter((name) => ["break-glass-makes-nothing", "people-have-attributes"].includes(name))).toEqual([]);
});

test("the order of rules on attributes changes no byte", () => {
  const turned = { ...attributes, rules: [...attributes.rules].reverse() };
  const [one, two] = [attributes, turned].map((each) =>
    admissionPolicies({ platform: "k3s", exceptions: [], attributes: each }),
  );
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
});

test("the order of registries and exceptions changes no byte", () => {
  const other = { kind: "ClusterRole", name: "argo", why: "the other agent" } as const;
  const one = admissionPolicies({ platform: "eks", registries, exceptions: [...exceptions, other] });
  const two = admissionPolicies({
    platform: "eks",
    registries: [...registries].reverse(),
    exceptions: [other, ...exceptions],
  });
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
});

test("refuses to let a text end itself in an expression", () => {
  expect(celText("a' || true || '")).toBe("'a\\' || true || \\''");
  expect(celText("a\\")).toBe("'a\\\\'");
  expect(celTexts(["b", "a", "b"])).toBe("['a', 'b']");
});

test("a policy that warns for a while is as in the golden file", () => {
  const policy = policies.find(({ name }) => name === "no-entering-pods");
  if (policy === undefined) throw new Error("there is no such policy");
  const window = { from: "2026-12-01T08:00:00Z", until: "2027-01-31T18:00:00Z", why: "on-call learns to do without" };
  const objects = [policyManifest(policy, window), bindingManifest(policy, window), warningManifest(policy, window)];
  expectGolden("manifests/policy-that-warns.yaml", objects.map(({ object }) => stringify(object)).join("---\n"));
});
