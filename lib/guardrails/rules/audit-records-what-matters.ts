import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { LEVELS, possibleLevels } from "../criteria/audit-levels";
import { configFile } from "../fixtures/written";
import { forEveryAction } from "../criteria/for-every-action";
import { SENSITIVE_ACTIONS, type SensitiveAction } from "../criteria/sensitive-actions";
import type { AuditRuleFact } from "../facts/audit-policy";

/** The stage that may go unrecorded. Who is not believed to be anybody stands on record at `ResponseStarted` alone. */
const OMITTABLE = ["RequestReceived"];

const WITHOUT_BODIES = {
  level: "Metadata",
  resources: [
    {
      group: "",
      resources: [
        ...["configmaps", "pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers", "secrets"],
        "serviceaccounts/token",
      ],
    },
    { group: "apps" },
    { group: "batch" },
    { group: "authentication.k8s.io" },
  ],
};
const RENEWALS = {
  level: "None",
  verbs: ["get", "update"],
  resources: [{ group: "coordination.k8s.io", resources: ["leases"] }],
};

/** What an audit policy records in effect, for every action that must be on record. */
export const AUDIT_RECORDS_WHAT_MATTERS: Rule<"audit-policy"> = {
  id: "audit-records-what-matters",
  title: "Whoever reads secrets, enters pods or changes rights is on record, and no secret is in the record itself.",
  why: "What is not recorded cannot be found afterwards, and a record that holds secrets is where they are stolen from.",
  fix: "Order the rules so that the first one that matches records the action: Metadata for secrets, tokens, ConfigMaps, pods and what makes pods, Metadata or more for all else.",
  controls: ["CIS-1.12 3.2.2", "NIST-800-53r5 AU-2", "PCI-DSS-4.0.1 10.2"],
  judges: "audit-policy",
  reach: "ours",
  judge(policy) {
    const stages = [...policy.omitStages, ...policy.rules.flatMap((rule) => rule.omitStages)].filter(
      (stage) => !OMITTABLE.includes(stage),
    );
    const levels = policy.rules.flatMap(({ level }, index) =>
      LEVELS.some((known) => known === level)
        ? []
        : [{ at: `rules[${index}].level`, got: level, message: "this is not a level" }],
    );
    const omitted = [...new Set(stages)].map((stage) => ({
      at: "omitStages",
      got: stage,
      message: `requests leave no record when ${stage} is omitted`,
    }));
    return failOn([...levels, ...omitted, ...faultsOfRules(policy.rules)]);
  },
  fixtures: () => ({
    pass: [
      {
        name: "secrets without bodies, everything else with them",
        documents: policy([WITHOUT_BODIES, { level: "Request" }]),
      },
      {
        name: "leases that the cluster's own parts renew left out",
        documents: policy([{ ...RENEWALS, users: ["system:kube-scheduler"] }, { level: "Metadata" }]),
      },
      {
        name: "noise of the machines left out",
        documents: policy([
          {
            level: "None",
            userGroups: ["system:nodes"],
            verbs: ["get"],
            resources: [{ group: "", resources: ["nodes"] }],
          },
          { level: "Metadata" },
        ]),
      },
    ],
    fail: [
      { name: "no rule", documents: policy([]) },
      {
        name: "reading secrets left out",
        documents: policy([
          { level: "None", verbs: ["get", "list", "watch"], resources: [{ group: "", resources: ["secrets"] }] },
          { level: "Metadata" },
        ]),
      },
      {
        name: "one person left out",
        documents: policy([{ level: "None", users: ["oidc:somebody"] }, { level: "Metadata" }]),
      },
      {
        name: "secrets that machines read left out",
        documents: policy([
          { level: "None", userGroups: ["system:nodes"], resources: [{ group: "", resources: ["secrets"] }] },
          { level: "Metadata" },
        ]),
      },
      {
        name: "one namespace left out",
        documents: policy([{ level: "None", namespaces: ["payments"] }, { level: "Metadata" }]),
      },
      {
        name: "the cluster's leases renewed by the parts that lead, and by nobody else",
        documents: policy([{ ...RENEWALS, users: ["system:kube-scheduler", "oidc:somebody"] }, { level: "Metadata" }]),
      },
      { name: "bodies of secrets", documents: policy([{ level: "RequestResponse" }]) },
      {
        name: "bodies of pods, whose variables hold secrets",
        documents: policy([
          { ...WITHOUT_BODIES, resources: WITHOUT_BODIES.resources.slice(1) },
          {
            level: "Metadata",
            resources: [{ group: "", resources: ["secrets", "configmaps", "serviceaccounts/token"] }],
          },
          { level: "Request" },
        ]),
      },
      {
        name: "what becomes of one namespace itself left out",
        documents: policy([
          {
            level: "None",
            verbs: ["delete"],
            resources: [{ group: "", resources: ["namespaces"] }],
            namespaces: ["a"],
          },
          { level: "Metadata" },
        ]),
      },
      {
        name: "one secret by its name left out",
        documents: policy([
          { level: "None", resources: [{ group: "", resources: ["secrets"], resourceNames: ["mine"] }] },
          { level: "Metadata" },
        ]),
      },
      {
        name: "pods and not what is done in them",
        documents: policy([
          { level: "Request", resources: [{ group: "", resources: ["pods"] }] },
          { level: "None", resources: [{ group: "", resources: ["pods/*"] }] },
          { level: "Metadata" },
        ]),
      },
      {
        name: "everybody who is logged in left out",
        documents: policy([{ level: "None", userGroups: ["system:authenticated"] }, { level: "Metadata" }]),
      },
      {
        name: "failed logins left out, which have no other stage",
        documents: policy([{ level: "Metadata", omitStages: ["ResponseStarted"] }]),
      },
      {
        name: "answers left out",
        documents: policy([{ level: "Metadata", omitStages: ["RequestReceived", "ResponseComplete"] }]),
      },
    ],
  }),
};

const faultsOfRules = forEveryAction(SENSITIVE_ACTIONS, faultsOf);

function faultsOf(
  rules: readonly AuditRuleFact[],
  { name, action, least, most, routineOf }: SensitiveAction,
): readonly Fault[] {
  return possibleLevels(rules, action, routineOf).flatMap(({ level, rule }) => {
    const at = rule === undefined ? "rules" : `rules[${rule}]`;
    const rank = LEVELS.indexOf(level);
    if (rank < LEVELS.indexOf(least))
      return [{ at, got: `${name}: ${level}`, message: `somebody can ${name} and leave no record` }];
    return rank > LEVELS.indexOf(most)
      ? [{ at, got: `${name}: ${level}`, message: `the record of ${name} holds secrets` }]
      : [];
  });
}

function policy(rules: readonly object[]) {
  return configFile({ apiVersion: "audit.k8s.io/v1", kind: "Policy", omitStages: ["RequestReceived"], rules });
}
