import { fc } from "../property";
import type { AuditedRequest } from "../../lib/guardrails/criteria/effective-audit-record";

// Few values each, so that rules and requests meet.
const USERS = ["alice", "system:kube-scheduler", "system:anonymous"];
const GROUPS = ["system:nodes", "system:authenticated", "oidc:team"];
const VERBS = ["get", "list", "create", "patch"];
const API_GROUPS = ["", "apps"];
const RESOURCES = ["pods", "pods/exec", "secrets", "deployments", "deployments/scale", "namespaces"];
const PATTERNS = [...RESOURCES, "*", "*/exec", "*/scale", "pods/*", "deployments/*", "secrets/*"];
const NAMESPACES = ["", "kube-system", "shop"];
const NAMES = ["", "one", "two"];
const PATHS = ["/healthz", "/healthz/etcd", "/api", "/apis/apps/v1", "/metrics"];
const URLS = [...PATHS, "*", "/healthz*", "/api*", "/apis/*", "/m*"];
const STAGES = ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"];

const some = (of: readonly string[], maxLength = 2) => fc.subarray([...of], { maxLength });
const often = <Value>(arbitrary: fc.Arbitrary<Value>, none: Value) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(none) }, { weight: 1, arbitrary });

const entry = fc
  .record({
    group: fc.constantFrom(...API_GROUPS),
    resources: some(PATTERNS, 3),
    resourceNames: often(some(NAMES), []),
  })
  // The API server takes no names without resources.
  .map(({ resourceNames, ...rest }) =>
    rest.resources.length === 0 || resourceNames.length === 0 ? rest : { ...rest, resourceNames },
  );

const about = fc.oneof(
  fc.record({ resources: fc.array(entry, { maxLength: 2 }), namespaces: often(some(NAMESPACES), []) }),
  fc.record({ nonResourceURLs: some(URLS) }),
);

const rule = fc
  .tuple(
    fc.record({
      level: fc.constantFrom("None", "Metadata", "Request", "RequestResponse"),
      users: often(some(USERS), []),
      userGroups: often(some(GROUPS), []),
      verbs: often(some(VERBS, 3), []),
      omitStages: often(some(STAGES), []),
    }),
    about,
  )
  .map(([first, second]) => ({ ...first, ...second }));

/** Audit policies that an API server takes. */
export const AUDIT_POLICIES = fc
  .record({ omitStages: often(some(STAGES), []), rules: fc.array(rule, { minLength: 1, maxLength: 8 }) })
  .map((content) => ({ apiVersion: "audit.k8s.io/v1", kind: "Policy", ...content }));

const who = { user: fc.constantFrom(...USERS), groups: some(GROUPS, 3), verb: fc.constantFrom(...VERBS) };

/** Requests that such policies are about. */
export const AUDIT_REQUESTS: fc.Arbitrary<AuditedRequest> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...who,
      group: fc.constantFrom(...API_GROUPS),
      resource: fc.constantFrom(...RESOURCES),
      namespace: fc.constantFrom(...NAMESPACES),
      name: fc.constantFrom(...NAMES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...who, path: fc.constantFrom(...PATHS) }) },
);
