import { stringify } from "yaml";
import { tenantLimits } from "../../../lib/pillars/admission/tenant-limits";
import { tenantQuota } from "../../../lib/pillars/admission/tenant-quota";
import { parseQuantity, type Quantity } from "../../../lib/spec/kubernetes-quantity";
import { expectGolden } from "../../golden";

const payments = { name: "payments", quota: { cpu: "1500m", memory: "160Gi", pods: 300 } };

function hard(tenant = payments): Record<string, string> {
  const { spec } = tenantQuota(tenant).object as unknown as { spec: { hard: Record<string, string> } };
  return spec.hard;
}

interface ContainerLimits {
  readonly type: string;
  readonly default: Record<string, string>;
  readonly defaultRequest: Record<string, string>;
}

function containerLimits(): ContainerLimits {
  const { spec } = tenantLimits(payments).object as unknown as { spec: { limits: ContainerLimits[] } };
  const [limits, ...rest] = spec.limits;
  if (limits === undefined || rest.length > 0) throw new Error("expected exactly one element");
  return limits;
}

function amount(text: string | undefined): number {
  const { numerator, denominator } = parseQuantity(text ?? "") as Quantity;
  return Number(numerator) / Number(denominator);
}

test("quota and limits are as in the golden files", () => {
  expectGolden("manifests/tenant-quota.yaml", stringify(tenantQuota(payments).object));
  expectGolden("manifests/tenant-limits.yaml", stringify(tenantLimits(payments).object));
});

test("the described amounts bound requests and limits alike, as written", () => {
  expect(hard()).toMatchObject({
    "requests.cpu": "1500m",
    "limits.cpu": "1500m",
    "requests.memory": "160Gi",
    "limits.memory": "160Gi",
    pods: "300",
  });
});

test("a tenant opens neither node ports nor load balancers", () => {
  expect(hard()).toMatchObject({ "services.nodeports": "0", "services.loadbalancers": "0" });
});

test("a tenant has no persistent storage, unless it declares some", () => {
  expect(hard()).toMatchObject({ "requests.storage": "0", persistentvolumeclaims: "0" });
  const storage = { size: "500Gi", claims: 20 };
  expect(hard({ ...payments, quota: { ...payments.quota, storage } } as typeof payments)).toMatchObject({
    "requests.storage": "500Gi",
    persistentvolumeclaims: "20",
  });
});

test("declared limits are those of containers that state none, and leave the requests and the disk as they are", () => {
  const { spec } = tenantLimits({ ...payments, limits: { cpu: "2", memory: "1Gi" } }).object as unknown as {
    spec: { limits: ContainerLimits[] };
  };
  expect(spec.limits[0]?.default).toEqual({ cpu: "2", memory: "1Gi", "ephemeral-storage": "1Gi" });
  expect(spec.limits[0]?.defaultRequest).toEqual(containerLimits().defaultRequest);
});

test("a tenant leaves room in the shared store for the others", () => {
  expect(amount(hard().secrets) + amount(hard().configmaps)).toBeLessThanOrEqual(512);
});

test("every resource that the quota counts has a default, so that no plain pod is rejected for want of one", () => {
  const { default: limits, defaultRequest: requests, type } = containerLimits();
  expect(type).toBe("Container");
  for (const key of Object.keys(hard())) {
    const [side, resource] = key.split(".");
    // Claims state their storage themselves.
    if (side === "requests" && resource !== "storage") expect(requests).toHaveProperty([resource ?? ""]);
    if (side === "limits") expect(limits).toHaveProperty([resource ?? ""]);
  }
});

test("no default request exceeds its default limit, which the API server would reject", () => {
  const { default: limits, defaultRequest: requests } = containerLimits();
  expect(Object.keys(requests)).toEqual(Object.keys(limits));
  for (const [resource, request] of Object.entries(requests)) {
    expect(amount(request)).toBeLessThanOrEqual(amount(limits[resource]));
  }
});
