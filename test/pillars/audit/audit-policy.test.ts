import { auditLogFile } from "../../../lib/pillars/audit/audit-log-file";
import { auditPolicy } from "../../../lib/pillars/audit/audit-policy";
import { queueBytes } from "../../../lib/pillars/audit/forwarder/forwarder-configuration";
import { judge } from "../../../lib/guardrails/judge";
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
    ["", "pods", "create"],
    ["", "pods/ephemeralcontainers", "patch"],
    ["apps", "deployments", "patch"],
    ["batch", "cronjobs", "create"],
  ])("never records a body that holds a secret: %s/%s %s", (group, resource, verb) => {
    expect(firstFor(group, resource, verb)).toBe("Metadata");
  });

  test.each([
    ["", "pods/exec", "get", "Request"],
    ["", "pods/portforward", "create", "Request"],
    ["", "nodes/proxy", "get", "Request"],
    ["rbac.authorization.k8s.io", "clusterrolebindings", "create", "RequestResponse"],
    ["certificates.k8s.io", "certificatesigningrequests", "create", "RequestResponse"],
    ["apps", "deployments/scale", "patch", "Request"],
    ["", "namespaces", "patch", "Request"],
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

describe("a request that cannot be put on record", () => {
  const written = (onFullDisk?: "count" | "refuseRequests") => {
    const audit = onFullDisk === undefined ? undefined : ({ record: [], onFullDisk } as const);
    const mode = auditLogFile({ logs: { retentionDays: 400, audit } }).find(({ name }) => name === "audit-log-mode");
    return [mode?.value, (auditPolicy({ audit }).content as unknown as { readonly omitStages: unknown }).omitStages];
  };

  test("is carried out by default, and recorded when it is answered alone", () => {
    expect(written()).toEqual(["blocking", ["RequestReceived"]]);
    expect(written("count")).toEqual(written());
  });

  test("is refused only where its arrival is recorded too: mode and policy follow each other", () => {
    expect(written("refuseRequests")).toEqual(["blocking-strict", []]);
  });
});

describe("what a description records beyond the edition", () => {
  const record = (level: "Request" | "RequestResponse", group: string, ...resources: readonly string[]) =>
    auditPolicy({ audit: { record: [{ group, resources, level, why: "auditor of the plant" }], onFullDisk: "count" } })
      .content;
  const findings = (content: unknown) =>
    judge([{ kind: "machine", name: "audit.yaml", content: JSON.stringify(content, undefined, 2) }]).findings;

  test.each([
    ["Request", "rbac.authorization.k8s.io", "roles"],
    ["Request", "", "pods/exec"],
    ["RequestResponse", "", "services"],
    // The description refuses these; the order of the rules protects them all the same.
    ["RequestResponse", "", "pods"],
    ["RequestResponse", "apps", "deployments"],
    ["RequestResponse", "", "secrets"],
    ["RequestResponse", "authentication.k8s.io", "tokenreviews"],
  ] as const)("never lowers or bares what the edition records: %s of %s/%s", (level, group, resource) => {
    expect(findings(record(level, group, resource))).toEqual([]);
  });

  test("stands before what the edition records with less", () => {
    const { rules: written } = record("RequestResponse", "", "services") as unknown as { rules: readonly AuditRule[] };
    const own = written.findIndex(
      ({ resources, level }) => level === "RequestResponse" && resources?.[0]?.resources?.includes("services"),
    );
    const edition = written.findIndex(
      ({ verbs, resources }) => verbs?.includes("create") && resources?.[0]?.resources?.includes("services"),
    );
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(edition);
  });
});

describe("files that are forwarded", () => {
  const flagsOf = (logs: Parameters<typeof auditLogFile>[0]["logs"]) =>
    Object.fromEntries(auditLogFile({ logs }).map(({ name, value }) => [name, value]));
  const forwardTo = {
    to: "otlp",
    endpoint: "https://logs.example.com",
    minimumTlsVersion: "1.3",
    bufferMiB: 4096,
  } as const;

  test("are not compressed, for nobody could follow them, and take no more disk than compressed ones", () => {
    expect(flagsOf({ retentionDays: 400, forwardTo })).toMatchObject({
      "audit-log-compress": "false",
      "audit-log-maxbackup": "100",
    });
    expect(flagsOf({ retentionDays: 400 })).toMatchObject({
      "audit-log-compress": "true",
      "audit-log-maxbackup": "1000",
    });
  });

  test("stay within the declared disk, with the one that is written and the one that was just rotated", () => {
    expect(
      flagsOf({ retentionDays: 400, audit: { record: [], diskMiB: 1299, onFullDisk: "count" } })["audit-log-maxbackup"],
    ).toBe("10");
  });

  test("wait within a third of the budget in all, records of the API server in half of it", () => {
    const waiting = (["audit", "containers", "journal"] as const).map(
      (stream) => queueBytes({ bufferMiB: 768 }, stream) / 1_048_576,
    );
    expect(waiting).toEqual([128, 64, 64]);
  });
});
