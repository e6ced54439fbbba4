import type { AdmissionRequest } from "../../lib/admission/admission-request";
import { askPolicy, type PolicyAnswer } from "../../lib/admission/ask-policy";
import { ClusterObjects } from "../../lib/admission/cluster-objects";
import type { JsonObject } from "../../lib/admission/json-object";
import { readPolicies } from "../../lib/admission/read-policies";

const API = "admissionregistration.k8s.io/v1";
const POD: JsonObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "app", namespace: "shop", labels: { app: "web" } },
  spec: { containers: [{ name: "app", image: "app:1" }], priority: 3, terminationGracePeriodSeconds: null },
};
const SHOP: JsonObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { tenant: "yes" } } };

const request = (change: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  ...{
    operation: "CREATE",
    group: "",
    version: "v1",
    resource: "pods",
    subResource: "",
    namespace: "shop",
    name: "app",
  },
  object: POD,
  asker: { username: "somebody", groups: [] },
  ...change,
});

const PODS = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };

function ask(
  spec: JsonObject,
  {
    binding = {},
    asked = request(),
    world = [SHOP],
  }: { binding?: JsonObject; asked?: AdmissionRequest; world?: JsonObject[] } = {},
): PolicyAnswer {
  const [policy] = readPolicies([
    {
      ...{ apiVersion: API, kind: "ValidatingAdmissionPolicy", metadata: { name: "p" } },
      spec: {
        matchConstraints: { resourceRules: [PODS] },
        validations: [{ expression: "false", message: "no" }],
        ...spec,
      },
    },
    {
      ...{ apiVersion: API, kind: "ValidatingAdmissionPolicyBinding", metadata: { name: "b" } },
      spec: { policyName: "p", validationActions: ["Deny"], ...binding },
    },
  ]);
  if (policy === undefined) throw new Error("no policy");
  return askPolicy(policy, asked, new ClusterObjects(world));
}

const answerTo = (...args: Parameters<typeof ask>) => ask(...args).answer;
const when = (expression: string) => ({ validations: [{ expression, message: "no" }] });

describe("a policy", () => {
  test("refuses in its own words", () => {
    expect(ask({})).toEqual({ answer: "refuses", messages: ["no"], enforced: true });
  });

  test("lets pass what is true", () => {
    expect(answerTo(when("object.spec.containers.all(c, c.image == 'app:1')"))).toBe("passes");
  });

  test("says what its expression makes of the message, and the plain one where that cannot be evaluated", () => {
    const said = (messageExpression: string) =>
      ask({ validations: [{ expression: "false", message: "no", messageExpression }] });
    expect(said("'not ' + object.metadata.name")).toMatchObject({ messages: ["not app"] });
    expect(said("object.spec.nothing")).toMatchObject({ messages: ["no"] });
  });

  test("only warns where no binding denies", () => {
    expect(ask({}, { binding: { validationActions: ["Warn", "Audit"] } })).toMatchObject({ enforced: false });
  });

  test("compares whole numbers as whole numbers", () => {
    expect(answerTo(when("object.spec.priority == 3 && object.spec.priority / 2 == 1"))).toBe("passes");
  });

  test("does not see what is null", () => {
    expect(answerTo(when("!has(object.spec.terminationGracePeriodSeconds)"))).toBe("passes");
  });

  test.each([
    ["other operations", { operation: "DELETE" }],
    ["other resources", { resource: "services" }],
    ["sub-resources that no rule names", { subResource: "exec" }],
    ["other groups", { group: "apps" }],
  ] as const)("is not asked about %s", (_, change) => {
    expect(answerTo({}, { asked: request(change) })).toBe("not asked");
  });

  test.each([
    ["namespaces by their labels", { namespaceSelector: { matchLabels: { tenant: "no" } } }],
    ["objects by their labels", { objectSelector: { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] } }],
    ["what is excluded", { excludeResourceRules: [PODS] }],
  ])("leaves out %s", (_, constraints) => {
    const matchConstraints = { resourceRules: [PODS], ...constraints };
    expect(answerTo({ matchConstraints })).toBe("not asked");
    expect(answerTo({}, { binding: { matchResources: constraints } })).toBe("not asked");
  });

  test("is not asked when one of its conditions is false, whatever becomes of the others", () => {
    const conditions = (...all: readonly string[]) => ({
      matchConditions: all.map((expression, index) => ({ name: `c${index}`, expression })),
    });
    expect(answerTo(conditions("object.spec.nothing == 1", "false"))).toBe("not asked");
    expect(answerTo(conditions("true"))).toBe("refuses");
  });

  test("without a binding is in force for nobody", () => {
    expect(answerTo({}, { binding: { policyName: "another" } })).toBe("not asked");
  });
});

describe("a parameter", () => {
  const kind = { paramKind: { apiVersion: "v1", kind: "ResourceQuota" }, ...when("params.spec.hard.pods == '2'") };
  const binding = (notFound: string) => ({ paramRef: { name: "q", parameterNotFoundAction: notFound } });
  const quota = (pods: string): JsonObject => ({
    ...{ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q", namespace: "shop" } },
    spec: { hard: { pods } },
  });

  test("is that of the request's namespace", () => {
    expect(answerTo(kind, { binding: binding("Deny"), world: [SHOP, quota("2")] })).toBe("passes");
    expect(answerTo(kind, { binding: binding("Deny"), world: [SHOP, quota("3")] })).toBe("refuses");
  });

  test("refuses where it is missing, also while the binding only warns", () => {
    const told = ask(kind, { binding: { ...binding("Deny"), validationActions: ["Warn"] } });
    expect(told).toMatchObject({
      answer: "refuses",
      enforced: true,
      messages: [expect.stringContaining("no params found")],
    });
  });

  test("that may be missing asks nothing", () => {
    expect(answerTo(kind, { binding: binding("Allow") })).toBe("not asked");
  });

  test("refuses to guess one that is chosen by labels", () => {
    const told = ask(kind, { binding: { paramRef: { selector: {}, parameterNotFoundAction: "Deny" } } });
    expect(told).toMatchObject({ answer: "unknown", why: expect.stringContaining("chosen by labels") });
  });
});

describe("what cannot be told is never a pass", () => {
  test.each([
    ["rights of whoever asks", when("authorizer.group('').resource('pods').check('get').allowed()")],
    ["a field that is not there", when("object.spec.nothing == 1")],
    ["a function that Kubernetes alone knows", when("quantity('1Gi').isGreaterThan(quantity('1Mi'))")],
    ["an expression that is none", when("object.spec.((")],
    [
      "a variable that cannot be evaluated",
      { variables: [{ name: "v", expression: "object.nothing" }], ...when("variables.v") },
    ],
    ["a variable that nobody made", when("variables.v")],
    ["a condition that cannot be evaluated", { matchConditions: [{ name: "c", expression: "object.nothing == 1" }] }],
    [
      "an operator of selectors that nobody knows",
      {
        matchConstraints: {
          resourceRules: [PODS],
          objectSelector: { matchExpressions: [{ key: "a", operator: "Near" }] },
        },
      },
    ],
    ["rules that are no list", { matchConstraints: { resourceRules: "pods" } }],
  ])("%s", (_, spec) => {
    expect(answerTo(spec)).toBe("unknown");
  });

  test("a namespace of which nobody knows the labels", () => {
    const matchConstraints = { resourceRules: [PODS], namespaceSelector: { matchLabels: { tenant: "yes" } } };
    expect(ask({ matchConstraints }, { world: [] })).toMatchObject({
      answer: "unknown",
      why: expect.stringContaining("the namespace shop is not among the files"),
    });
  });

  test("a namespace of which nobody knows the labels, unless whatever is there would pass", () => {
    const matchConstraints = { resourceRules: [PODS], namespaceSelector: { matchLabels: { tenant: "yes" } } };
    const passes = when("object.metadata.name == 'app'");
    expect(answerTo({ matchConstraints, ...passes }, { world: [] })).toBe("passes");
    const told = when("namespaceObject.metadata.name == 'shop'");
    expect(answerTo({ matchConstraints, ...told }, { world: [] })).toBe("unknown");
    const excluded = { ...matchConstraints, excludeResourceRules: [{ ...PODS, apiVersions: ["v9"] }] };
    expect(answerTo({ matchConstraints: excluded, ...passes }, { world: [] })).toBe("unknown");
  });

  test("a kind of which nobody knows the resource, unless every resource is meant", () => {
    const asked = request({ resource: undefined });
    expect(answerTo({}, { asked })).toBe("unknown");
    expect(answerTo({ matchConstraints: { resourceRules: [{ ...PODS, resources: ["*"] }] } }, { asked })).toBe(
      "refuses",
    );
  });

  test("an object of another version than the policy is for", () => {
    expect(answerTo({}, { asked: request({ version: "v2" }) })).toBe("unknown");
  });
});
