import { auditLogFile } from "../../../lib/pillars/audit/audit-log-file";
import { auditPolicy } from "../../../lib/pillars/audit/audit-policy";
import { plantCluster } from "../../plant-cluster";

interface AuditRule {
  readonly level: string;
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resources?: readonly { readonly group: string; readonly resources?: readonly string[] }[];
}

const rules = (auditPolicy().content as unknown as { readonly rules: readonly AuditRule[] }).rules;
const firstFor = (group: string, resource: string, verb: string) =>
  rules.find(
    (rule) =>
      rule.users === undefined &&
      rule.userGroups === undefined &&
      (rule.verbs?.includes(verb) ?? true) &&
      (rule.resources?.some((entry) => entry.group === group && (entry.resources?.includes(resource) ?? true)) ?? true),
  )?.level;

describe("the audit policy", () => {
  test("leaves out only what components do, by their exact names", () => {
    const silent = rules.filter(({ level }) => level === "None");
    const names = silent.flatMap(({ users, userGroups }) => [...(users ?? []), ...(userGroups ?? [])]);
    expect(silent.every(({ users, userGroups }) => (users ?? userGroups ?? []).length > 0)).toBe(true);
    expect([...new Set(names)].sort()).toEqual([
      "system:anonymous",
      "system:kube-controller-manager",
      "system:kube-scheduler",
      "system:nodes",
      "system:serviceaccount:kube-system:kube-proxy",
    ]);
  });

  test.each([
    ["", "secrets", "get"],
    ["", "secrets", "update"],
    ["", "configmaps", "patch"],
    ["", "serviceaccounts/token", "create"],
    ["authentication.k8s.io", "tokenreviews", "create"],
  ])("never records a body that holds a secret: %s/%s %s", (group, resource, verb) => {
    expect(firstFor(group, resource, verb)).toBe("Metadata");
  });

  test.each([
    ["", "pods/exec", "get", "Request"],
    ["", "pods/portforward", "create", "Request"],
    ["", "nodes/proxy", "get", "Request"],
    ["rbac.authorization.k8s.io", "clusterrolebindings", "create", "RequestResponse"],
    ["certificates.k8s.io", "certificatesigningrequests", "create", "RequestResponse"],
    ["apps", "deployments", "delete", "Request"],
    ["example.com", "anything", "get", "Metadata"],
  ])("records %s/%s %s at the level %s", (group, resource, verb, _level) => {
    expect(firstFor(group, resource, verb)).toBe(_level);
  });

  test("ends with a rule that matches everything", () => {
    expect(rules.at(-1)).toEqual({ level: "Metadata" });
  });
});

describe("the audit log", () => {
  const flags = (days: number) =>
    Object.fromEntries(
      auditLogFile(plantCluster({ logs: { retentionDays: days } })).map(({ name, value }) => [name, value]),
    );

  test("is kept for the declared days", () => {
    expect(flags(730)["audit-log-maxage"]).toBe("730");
  });

  test("rotates by explicit numbers, for the defaults of versions differ", () => {
    expect(flags(400)).toMatchObject({ "audit-log-maxbackup": "1000", "audit-log-maxsize": "100" });
  });
});
