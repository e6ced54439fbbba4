import { askEstate, type EstateAnswers } from "../../lib/admission/estate/ask-estate";
import { filledInPod } from "../../lib/admission/estate/filled-in-pod";
import type { JsonObject } from "../../lib/admission/json-object";

const API = "admissionregistration.k8s.io/v1";
const named = (kind: string, name: string, namespace?: string, apiVersion = "v1"): JsonObject => ({
  ...{ apiVersion, kind },
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});
const NAMESPACE = named("Namespace", "shop");

/** A policy on pods with its binding. */
function delivered(expression: string, resources: readonly string[] = ["pods"], group = ""): readonly JsonObject[] {
  const resourceRules = [{ apiGroups: [group], apiVersions: ["v1"], operations: ["CREATE"], resources }];
  return [
    {
      ...named("ValidatingAdmissionPolicy", "p", undefined, API),
      spec: { matchConstraints: { resourceRules }, validations: [{ expression, message: "no" }] },
    },
    {
      ...named("ValidatingAdmissionPolicyBinding", "p", undefined, API),
      spec: { policyName: "p", validationActions: ["Deny"] },
    },
  ];
}

const ask = (policies: readonly JsonObject[], ...estate: readonly JsonObject[]): EstateAnswers =>
  askEstate(
    policies,
    estate.map((object) => ({ source: "estate.json", object })),
    "2026-12-15T00:00:00Z",
  );

const spec = { containers: [{ name: "app", image: "app:1" }] };
const template = { spec };

describe("what makes pods is asked about its pods", () => {
  test.each([
    ["Deployment", "apps/v1", { template }],
    ["DaemonSet", "apps/v1", { template }],
    ["StatefulSet", "apps/v1", { template }],
    ["ReplicaSet", "apps/v1", { template }],
    ["Job", "batch/v1", { template }],
    ["CronJob", "batch/v1", { jobTemplate: { spec: { template } } }],
    ["ReplicationController", "v1", { template }],
  ])("%s", (kind, apiVersion, own) => {
    const object = { ...named(kind, "web", "shop", apiVersion), spec: own };
    expect(ask(delivered("object.spec.containers[0].image == 'app:2'"), NAMESPACE, object).refusals).toEqual([
      {
        policy: "p",
        source: "estate.json",
        object: `${kind} shop/web`,
        what: "its pods",
        message: "no",
        enforced: true,
      },
    ]);
  });
});

test("what the delivered manifests replace is not asked about", () => {
  const answers = ask([...delivered("false", ["namespaces"]), NAMESPACE], NAMESPACE, named("Namespace", "other"));
  expect(answers.refusals.map(({ object }) => object)).toEqual(["Namespace other"]);
  expect([answers.objects, answers.replaced]).toEqual([2, 1]);
});

test("a kind that nobody knows is unknown where its group is judged, and not asked about elsewhere", () => {
  const widget = named("Widget", "w", "shop", "apps/v1");
  expect(ask(delivered("false", ["deployments"], "apps"), widget).unknown).toHaveLength(1);
  expect(ask(delivered("false"), named("Widget", "w", "shop", "example.com/v1"))).toMatchObject({
    ...{ refusals: [], unknown: [] },
    unasked: ["p"],
  });
});

test("what the API server makes for itself is asked about as the API server's", () => {
  const policies = delivered(
    "request.userInfo.username == 'system:apiserver'",
    ["clusterroles"],
    "rbac.authorization.k8s.io",
  );
  const role = named("ClusterRole", "cluster-admin", undefined, "rbac.authorization.k8s.io/v1");
  const own = {
    ...role,
    metadata: { name: "cluster-admin", labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
  };
  expect(ask(policies, own).refusals).toEqual([]);
  expect(ask(policies, role).refusals).toHaveLength(1);
});

describe("before policies look, a pod gets", () => {
  const range = (change: JsonObject): JsonObject => ({
    ...named("LimitRange", "tenant-limits", "shop"),
    spec: { limits: [{ type: "Container", ...change }] },
  });
  const resourcesOf = (resources: JsonObject | undefined, ...ranges: readonly JsonObject[]) => {
    const pod = { ...named("Pod", "p", "shop"), spec: { containers: [{ name: "a", resources }] } };
    const filled = filledInPod(pod, ranges) as { spec: { containers: { resources: unknown }[] } };
    return filled.spec.containers[0]?.resources;
  };

  test("the account default", () => {
    expect(filledInPod({ ...named("Pod", "p"), spec: { containers: [] } }, [])).toMatchObject({
      spec: { serviceAccountName: "default" },
    });
  });

  test("requests from its limits", () => {
    expect(resourcesOf({ limits: { cpu: "1" } })).toEqual({ limits: { cpu: "1" }, requests: { cpu: "1" } });
  });

  test("what a LimitRange gives to whoever states nothing", () => {
    const given = range({ default: { cpu: "2", memory: "1Gi" }, defaultRequest: { cpu: "1" } });
    expect(resourcesOf({ requests: { memory: "2Mi" } }, given)).toEqual({
      limits: { cpu: "2", memory: "1Gi" },
      requests: { cpu: "1", memory: "2Mi" },
    });
  });

  test("nothing from a LimitRange for whole pods", () => {
    expect(
      resourcesOf({}, { ...named("LimitRange", "l"), spec: { limits: [{ type: "Pod", max: { cpu: "1" } }] } }),
    ).toEqual({});
  });
});
