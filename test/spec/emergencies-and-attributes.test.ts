import { type ClusterInput, parseCluster } from "portcullis";
import { briefly, CLOUD, changed, DATA_CENTER, EDGE, REMOVED } from "./examples";

type Case = readonly [place: string, value: unknown, issues: readonly string[]];

const RULE = { attribute: "department", claim: "department", must: "equal-namespace", why: "their own machines" };
const TICKET = { attribute: "ticket", claim: "change_ticket", must: "be-present", why: "every change has one" };
const GRANT = {
  who: { method: "oidc", group: "historian" },
  apiGroup: "",
  resource: "configmaps",
  why: "the historian knows no roles",
};

/** An example with every field of this page, in its one tenant. */
function withAll(input: ClusterInput): ClusterInput {
  const tenant = input.tenants?.[0]?.name ?? "";
  return {
    ...input,
    breakGlass: { people: ["alice", "b.weber@example.com"], longestMinutes: 30 },
    tenants: input.tenants?.map((each) => ({ ...each, attributes: [{ name: "department", value: "production" }] })),
    attributeRules: [
      { ...RULE, namespaces: [tenant] },
      { ...TICKET, namespaces: [tenant] },
    ],
    abac: [{ ...GRANT, namespace: tenant }],
  } as ClusterInput;
}

const PLANT = withAll(DATA_CENTER);
const STORE = withAll(EDGE);
const GLASSED = { ...CLOUD, breakGlass: { people: ["alice"] } };

test("a description with all of it is taken as it is", () => {
  for (const input of [PLANT, STORE, GLASSED]) expect(briefly(parseCluster(input))).toEqual([]);
});

test("a credential lives for an hour where nothing is said, and nobody may break glass where nothing is", () => {
  expect(parseCluster(GLASSED)).toMatchObject({ ok: true, cluster: { breakGlass: { longestMinutes: 60 } } });
  expect(parseCluster(CLOUD)).toMatchObject({ ok: true, cluster: { attributeRules: [], abac: [] } });
  expect(parseCluster(CLOUD)).not.toHaveProperty("cluster.breakGlass");
});

const REFUSED: readonly Case[] = [
  ["breakGlass", null, ["wrong-type breakGlass"]],
  ["breakGlass", {}, ["missing breakGlass.people"]],
  ["breakGlass.people", [], ["out-of-bounds breakGlass.people"]],
  ["breakGlass.people", ["alice", "alice"], ["duplicate breakGlass.people[1]"]],
  ["breakGlass.people[0]", "", ["out-of-bounds breakGlass.people[0]"]],
  ["breakGlass.people[0]", "a".repeat(31), ["out-of-bounds breakGlass.people[0]"]],
  ["breakGlass.people[0]", "*", ["malformed breakGlass.people[0]"]],
  ["breakGlass.people[0]", "alice bob", ["malformed breakGlass.people[0]"]],
  ["breakGlass.people[0]", "alice/CN=root", ["malformed breakGlass.people[0]"]],
  ["breakGlass.people[0]", "$(reboot)", ["malformed breakGlass.people[0]"]],
  ["breakGlass.people[0]", "system:masters", ["malformed breakGlass.people[0]"]],
  ["breakGlass.longestMinutes", 61, ["out-of-bounds breakGlass.longestMinutes"]],
  ["breakGlass.longestMinutes", 9, ["out-of-bounds breakGlass.longestMinutes"]],
  ["breakGlass.longestMinutes", 30.5, ["out-of-bounds breakGlass.longestMinutes"]],
  ["breakGlass.longestMinutes", "60", ["wrong-type breakGlass.longestMinutes"]],
  ["breakGlass.group", "system:masters", ["unknown-key breakGlass.group"]],
  [
    "attributeRules[0].attribute",
    "Department",
    [
      "malformed attributeRules[0].attribute",
      "unresolved-name attributeRules[0].namespaces[0]",
      "unresolved-name tenants[0].attributes[0].name",
    ],
  ],
  ["attributeRules[0].claim", "claims['x']", ["malformed attributeRules[0].claim"]],
  ["attributeRules[0].claim", "in", ["malformed attributeRules[0].claim"]],
  ["attributeRules[0].claim", 'x.orValue("") + "y', ["malformed attributeRules[0].claim"]],
  ["attributeRules[0].claim", "", ["out-of-bounds attributeRules[0].claim"]],
  [
    "attributeRules[0].must",
    "be-nice",
    ["not-allowed attributeRules[0].must", "unresolved-name tenants[0].attributes[0].name"],
  ],
  [
    "attributeRules[0].namespaces",
    ["elsewhere"],
    ["unresolved-name attributeRules[0].namespaces[0]", "unresolved-name tenants[0].attributes[0].name"],
  ],
  ["attributeRules[1].namespaces", [], ["out-of-bounds attributeRules[1].namespaces"]],
  ["attributeRules[1].namespaces", ["kube-system"], ["unresolved-name attributeRules[1].namespaces[0]"]],
  ["attributeRules[1].why", "short", ["out-of-bounds attributeRules[1].why"]],
  ["attributeRules[1].attribute", "department", ["not-allowed attributeRules[1].claim"]],
  ["attributeRules[1]", "ticket", ["wrong-type attributeRules[1]"]],
  ["tenants[0].attributes", REMOVED, ["unresolved-name attributeRules[0].namespaces[0]"]],
  ["tenants[0].attributes[0].value", "", ["out-of-bounds tenants[0].attributes[0].value"]],
  ["tenants[0].attributes[0].value", "production,finance", ["malformed tenants[0].attributes[0].value"]],
  ["tenants[0].attributes[1]", { name: "department", value: "finance" }, ["duplicate tenants[0].attributes[1].name"]],
  ["tenants[0].attributes[1]", { name: "colour", value: "red" }, ["unresolved-name tenants[0].attributes[1].name"]],
  ["attributeRules", [], ["unresolved-name tenants[0].attributes[0].name"]],
  ["abac[0].who", { method: "client-certificate", group: "x" }, ["not-allowed abac[0].who.method"]],
  ["abac[0].who.group", "system:masters", ["not-allowed abac[0].who.group"]],
  ["abac[0].who.group", "", ["out-of-bounds abac[0].who.group"]],
  ["abac[0].namespace", "*", ["malformed abac[0].namespace"]],
  ["abac[0].namespace", "kube-system", ["unresolved-name abac[0].namespace"]],
  ["abac[0].apiGroup", "*", ["not-allowed abac[0].apiGroup"]],
  ["abac[0].apiGroup", "Apps", ["malformed abac[0].apiGroup"]],
  ["abac[0].resource", "*", ["not-allowed abac[0].resource"]],
  ["abac[0].resource", "secrets", ["not-allowed abac[0].resource"]],
  ["abac[0].resource", "pods", ["not-allowed abac[0].resource"]],
  ["abac[0].resource", "pods/log", ["malformed abac[0].resource"]],
  ["abac[0].resource", "", ["out-of-bounds abac[0].resource"]],
  ["abac[0].why", REMOVED, ["missing abac[0].why"]],
  ["abac[0].why", "because", ["out-of-bounds abac[0].why"]],
  ["abac[0].readonly", false, ["unknown-key abac[0].readonly"]],
  ["abac[0].nonResourcePath", "*", ["unknown-key abac[0].nonResourcePath"]],
  ["abac", {}, ["wrong-type abac"]],
];

const title = ([place, value]: Case) => `${place} = ${typeof value === "symbol" ? "nothing" : JSON.stringify(value)}`;

test.each(REFUSED.map((each) => [title(each), ...each] as const))("refuses %s", (_, place, value, issues) => {
  expect(briefly(parseCluster(changed(PLANT, place, value)))).toEqual(issues);
  expect(briefly(parseCluster(changed(STORE, place, value)))).toEqual(issues);
});

test("refuses the same demand twice, and the same grant", () => {
  const [rule] = PLANT.attributeRules ?? [];
  const [grant] = PLANT.abac ?? [];
  expect(briefly(parseCluster(changed(PLANT, "attributeRules[2]", rule)))).toEqual(["duplicate attributeRules[2]"]);
  expect(briefly(parseCluster(changed(PLANT, "abac[1]", grant)))).toEqual(["duplicate abac[1]"]);
});

test("refuses in the cloud, by name, what Amazon EKS cannot carry, and lives that AWS does not bound", () => {
  expect(briefly(parseCluster(withAll(CLOUD)))).toEqual([
    "not-on-this-profile abac",
    "not-on-this-profile attributeRules",
    "not-on-this-profile breakGlass.longestMinutes",
  ]);
  const attributes = [{ name: "department", value: "finance" }];
  expect(briefly(parseCluster(changed(CLOUD, "tenants[0].attributes", attributes)))).toEqual([
    "unresolved-name tenants[0].attributes[0].name",
  ]);
});
