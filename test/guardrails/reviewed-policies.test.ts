import { judge } from "../../lib/guardrails/judge";
import type { AdmissionPolicyFact } from "../../lib/guardrails/facts/admission-policy";
import { readKubernetesObjects } from "../../lib/guardrails/readers/kubernetes-objects";
import {
  digestOf,
  POLICIES_OF_EVERY_CLUSTER,
  POLICIES_WITH_A_PARAMETER,
  POLICY_PARTS,
  REVIEWED_POLICIES,
} from "../../lib/guardrails/reviewed-policies";
import { RULES } from "../../lib/guardrails/rules";
import { admissionPolicies } from "../../lib/pillars/admission/policies";
import {
  bindingManifest,
  policyManifest,
  warningManifest,
} from "../../lib/pillars/admission/policies/admission-policy";
import { WARNABLE_POLICIES } from "../../lib/spec/admission-spec";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const policiesOf = (platform: "eks" | "k3s" | "kubeadm") =>
  admissionPolicies({
    platform,
    registries: ["registry.example.com:5000", "ghcr.io/our-team"],
    exceptions: [{ kind: "RoleBinding", namespace: "flux-system", name: "flux:edit", why: "the pull agent" }],
    platformNamespaces: [{ name: "ingress", why: "traffic comes in by it" }],
    logForwarder: true,
    breakGlass: true,
    certificateApproval: true,
    attributes: {
      rules: [
        {
          attribute: "ticket",
          claim: "ticket",
          must: "be-present",
          namespaces: ["payments", "telemetry"],
          why: "a ticket",
        },
        { attribute: "department", claim: "ou", must: "equal-namespace", namespaces: ["telemetry"], why: "their own" },
      ],
      recoveryGroups: ["cert:recovery of the plant"],
      recoveryUsers: ["cert:oncall"],
    },
  });

const asJson = (manifests: readonly { readonly object: unknown }[]) =>
  manifests.map(({ object }) => structuredClone(object) as unknown as Json);

const written = (["eks", "k3s", "kubeadm"] as const).flatMap((platform) =>
  policiesOf(platform).map((policy) => asJson([policyManifest(policy), bindingManifest(policy)])),
);

/** The same while they only warn. */
const WINDOW = { from: "2026-12-01T00:00:00Z", until: "2027-02-01T00:00:00Z", why: "teams move their workloads" };
const warning = policiesOf("kubeadm")
  .filter(({ name }) => WARNABLE_POLICIES.some((one) => one === name))
  .map((policy) =>
    asJson([policyManifest(policy, WINDOW), bindingManifest(policy, WINDOW), warningManifest(policy, WINDOW)]),
  );

/** One policy after the other is looked at here, alone. */
const RULES_ON_ONE = RULES.filter(({ id }) => id !== "admission-policies-together");

function findingsOf(objects: readonly Json[]) {
  const documents = [{ kind: "manifests" as const, name: "x", objects: objects.map((content) => ({ content })) }];
  return judge(documents, { rules: RULES_ON_ONE }).findings;
}

function factsOf(objects: readonly Json[]): readonly AdmissionPolicyFact[] {
  const facts = readKubernetesObjects(
    [{ kind: "manifests", name: "x", objects: objects.map((content) => ({ content })) }],
    () => true,
  );
  return facts.filter((fact): fact is AdmissionPolicyFact => fact.kind === "admission-policy");
}

/** Every way to weaken a value by one place: each item of a list less, each text changed, each key less. */
function weakenings(value: Json, path: string): readonly { readonly path: string; readonly value: Json }[] {
  if (Array.isArray(value)) {
    return [
      ...value.map((_, index) => ({
        path: `${path}[${index}] taken out`,
        value: value.filter((__, other) => other !== index),
      })),
      ...value.flatMap((item, index) =>
        weakenings(item, `${path}[${index}]`).map((weak) => ({ ...weak, value: value.with(index, weak.value) })),
      ),
    ];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [
      {
        path: `${path}.${key} taken out`,
        value: Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)),
      },
      ...weakenings(inner, `${path}.${key}`).map((weak) => ({ ...weak, value: { ...value, [key]: weak.value } })),
    ]);
  }
  return typeof value === "string" ? [{ path: `${path} changed`, value: `${value} ` }] : [];
}

/** Parts that decide what is said or recorded and not what is let through, and names of things that nothing refers to. */
const SAYS_ONLY =
  /\.(?:message|messageExpression|reason)(?: |$)|metadata|\.name changed|validationActions\[1\]|failurePolicy taken out|\.matchConditions\[\d+\]\.name taken out/;

/** Policies that every pod of a tenant comes by, and where the condition stands that passes over what is right. */
const ONLY_WHAT_IS_WRONG = [
  ["images-by-digest", 1],
  ["images-from-listed-registries", 1],
  ["read-only-root", 1],
  ["requests-and-limits", 0],
  ["own-service-account", 0],
  ["quota-present", 0],
  ["default-limits-present", 0],
  ["default-deny-present", 0],
] as const;

test("every policy of all platforms passes, and no reviewed digest is left over", () => {
  expect(written.flatMap(findingsOf)).toEqual([]);
  const used = new Map<string, Set<string>>();
  for (const fact of written.flatMap(factsOf)) {
    for (const part of POLICY_PARTS) {
      const key = `${fact.name} ${part}`;
      used.set(key, (used.get(key) ?? new Set()).add(digestOf(fact, part)));
    }
  }
  const reviewed = Object.entries(REVIEWED_POLICIES).flatMap(([name, parts]) =>
    POLICY_PARTS.map((part) => [`${name} ${part}`, [...parts[part]].sort()]),
  );
  expect(Object.fromEntries([...used].map(([key, digests]) => [key, [...digests].sort()]))).toEqual(
    Object.fromEntries(reviewed),
  );
});

test("refuses every policy and binding of which anything was taken out or changed that decides what passes", () => {
  const survivors: string[] = [];
  let tried = 0;
  for (const [policy = null, binding = null] of written) {
    const name = (policy as { metadata: { name: string } }).metadata.name;
    for (const [path, objects] of [
      ...weakenings(policy, name).map((weak) => [weak.path, [weak.value, binding]] as const),
      ...weakenings(binding, `${name} binding`).map((weak) => [weak.path, [policy, weak.value]] as const),
    ]) {
      if (SAYS_ONLY.test(path)) continue;
      tried += 1;
      if (findingsOf(objects).length === 0) survivors.push(path);
    }
  }
  expect(tried).toBeGreaterThan(500);
  // Without this condition they are the policies of kubeadm's clusters, which let fewer pass.
  const stricter = ["no-stray-namespaces", "no-master-bindings", "no-powerful-roles", "webhooks-inside"];
  const order = [1, 2, 2, 2];
  expect([...new Set(survivors)].sort()).toEqual(
    [
      ...stricter.map((name, index) => `${name}.spec.matchConditions[${order[index]}] taken out`),
      // Without it the demands alone decide, which say the same at a higher price.
      ...ONLY_WHAT_IS_WRONG.map(([name, index]) => `${name}.spec.matchConditions[${index}] taken out`),
      ...ONLY_WHAT_IS_WRONG.flatMap(([name, index]) => (index === 0 ? [`${name}.spec.matchConditions taken out`] : [])),
    ].sort(),
  );
});

test("every policy that may warn for a while passes while it does", () => {
  expect(warning).toHaveLength(WARNABLE_POLICIES.length);
  expect(warning.flatMap(findingsOf)).toEqual([]);
});

test("refuses every policy that warns for a while of which anything was taken out or changed that decides what passes, or when", () => {
  const survivors: string[] = [];
  let tried = 0;
  for (const [policy = null, binding = null, beside = null] of warning) {
    const name = (policy as { metadata: { name: string } }).metadata.name;
    for (const [path, objects] of [
      ...weakenings(policy, name).map((weak) => [weak.path, [weak.value, binding, beside]] as const),
      ...weakenings(binding, `${name} binding`).map((weak) => [weak.path, [policy, weak.value, beside]] as const),
    ]) {
      if (SAYS_ONLY.test(path)) continue;
      tried += 1;
      if (findingsOf(objects).length === 0) survivors.push(path);
    }
  }
  expect(tried).toBeGreaterThan(500);
  // Without its clock the binding refuses at once, which is more than the window asks for.
  const stricter = warning.map(([policy]) => (policy as { metadata: { name: string } }).metadata.name);
  const names = new Set(stricter);
  expect([...new Set(survivors)].sort()).toEqual(
    [
      ...stricter.map((name) => `${name} binding.spec.paramRef taken out`),
      // One place further than without a window, which comes first.
      ...ONLY_WHAT_IS_WRONG.filter(([name]) => names.has(name)).map(
        ([name, index]) => `${name}.spec.matchConditions[${index + 1}] taken out`,
      ),
    ].sort(),
  );
});

test("a policy that warns for a while is told of, with its reason", () => {
  const [policy, binding, beside] = warning[0] ?? [];
  const documents = [
    { kind: "manifests" as const, name: "x", objects: [policy, binding, beside].map((content) => ({ content })) },
  ];
  expect(judge(documents, { rules: RULES_ON_ONE }).warnings).toEqual([
    expect.objectContaining({
      what: "images-by-digest warns and does not refuse, from 2026-12-01T00:00:00Z to 2027-02-01T00:00:00Z",
      reason: "teams move their workloads",
    }),
  ]);
});

test.each([
  "['']",
  "['/']",
  "['registry/']",
  "['*.example.com/']",
  "['registry.example.com']",
  "['a.b/'] + ['']",
  "registries",
])("refuses the registries %s", (expression) => {
  const [policy, binding] = written.find(([object]) => JSON.stringify(object).includes("images-from-listed")) ?? [];
  const changed = structuredClone(policy) as { spec: { variables: { expression: string }[] } };
  for (const variable of changed.spec.variables) variable.expression = expression;
  const found = findingsOf([changed as unknown as Json, binding as Json]);
  // The condition has the list of before.
  expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    "admission-policy-as-reviewed: its matchConditions are not those that were reviewed",
    "admission-policy-as-reviewed: its variables are not those that were reviewed",
  ]);
});

test.each([
  ["recoveryGroups", "['oidc:everybody']"],
  ["recoveryGroups", "['system:authenticated']"],
  ["recoveryGroups", "['']"],
  ["recoveryUsers", "['oidc:somebody']"],
  ["presentDemands", "['telemetry']"],
  ["presentDemands", "['*/ticket']"],
  ["equalDemands", "['telemetry/a/b']"],
  ["equalDemands", "[] + []"],
])("refuses attributes with %s = %s", (name, expression) => {
  const [policy, binding] =
    written.find(([object]) => JSON.stringify(object).includes('"name":"people-have-attributes"')) ?? [];
  const changed = structuredClone(policy) as { spec: { variables: { name: string; expression: string }[] } };
  for (const variable of changed.spec.variables.filter((one) => one.name === name)) variable.expression = expression;
  expect(findingsOf([changed as unknown as Json, binding as Json]).map(({ rule }) => rule)).toEqual([
    "admission-policy-as-reviewed",
  ]);
});

test("the policies of every cluster are those that are made whatever is asked for, beside images-by-digest", () => {
  const made = admissionPolicies({ platform: "eks", exceptions: [] }).map(({ name }) => name);
  expect([...POLICIES_OF_EVERY_CLUSTER, "images-by-digest"].sort()).toEqual([...made].sort());
});

test("what takes a parameter, and so cannot be on disk, is known by name", () => {
  const taking = admissionPolicies({ platform: "eks", exceptions: [] }).filter(
    ({ parameter }) => parameter !== undefined,
  );
  expect([...POLICIES_WITH_A_PARAMETER]).toEqual(taking.map(({ name }) => name).sort());
});
