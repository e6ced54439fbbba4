import { admissionPolicies } from "../../../lib/pillars/admission/policies";
import { policyManifest } from "../../../lib/pillars/admission/policies/admission-policy";
import { somethingIsWrong } from "../../../lib/pillars/admission/policies/something-is-wrong";

const policies = admissionPolicies({
  platform: "kubeadm",
  registries: ["registry.example.com"],
  exceptions: [],
  logForwarder: true,
  breakGlass: true,
  certificateApproval: true,
  attributes: { rules: [], recoveryGroups: [], recoveryUsers: [] },
});

const conditionsOf = (policy: (typeof policies)[number]) => {
  const { spec } = policyManifest(policy).object as unknown as {
    spec: { matchConditions?: { name: string; expression: string }[] };
  };
  return spec.matchConditions ?? [];
};
const passOver = policies.filter((one) => conditionsOf(one).some(({ name }) => name === "something-is-wrong"));

test("what every pod of a tenant comes by passes over what is right, and nothing else does", () => {
  expect(passOver.map(({ name }) => name)).toEqual([
    ...["images-by-digest", "images-from-listed-registries", "read-only-root", "requests-and-limits"],
    ...["own-service-account", "quota-present", "default-limits-present", "default-deny-present"],
  ]);
});

test.each(passOver.map((policy) => [policy.name, policy] as const))(
  "%s asks last whether anything of all that it demands is wrong",
  (_, policy) => {
    const { expression = "" } = conditionsOf(policy).at(-1) ?? {};
    const registries = (text: string) => text.replaceAll("variables.registries", "(['registry.example.com/'])");
    expect(expression).toBe(
      `!(${policy.validations.map((validation) => `(${registries(validation.expression)})`).join(" && ")})`,
    );
  },
);

test.each(passOver.map((policy) => [policy.name, policy] as const))(
  "%s demands nothing by what a condition is not told",
  (_, policy) => {
    expect(conditionsOf(policy).at(-1)?.expression).not.toMatch(/\b(?:namespaceObject|variables)\b/);
    expect(policy.validations.map(({ expression }) => expression).join()).not.toMatch(/\brequest\b/);
  },
);

test("variables are written out, with those that they use", () => {
  const variables = [
    { name: "one", expression: "1" },
    { name: "two", expression: "variables.one + 1" },
  ];
  const validations = [
    { expression: "object.a == variables.two", message: "", reason: "Forbidden" as const },
    { expression: "object.b", message: "", reason: "Forbidden" as const },
  ];
  expect(somethingIsWrong({ validations, variables }).expression).toBe("!((object.a == ((1) + 1)) && (object.b))");
});
