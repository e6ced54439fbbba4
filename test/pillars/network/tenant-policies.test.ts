import { stringify } from "yaml";
import { tenantDefaultDeny } from "../../../lib/pillars/network/tenant-default-deny";
import { tenantDns } from "../../../lib/pillars/network/tenant-dns";
import { expectGolden } from "../../golden";

const payments = { name: "payments", quota: { cpu: "40", memory: "160Gi", pods: 300 } };

test("the network policies of a tenant are as in the golden files", () => {
  expectGolden("manifests/tenant-default-deny.yaml", stringify(tenantDefaultDeny(payments).object));
  expectGolden("manifests/tenant-allow-dns.yaml", stringify(tenantDns(payments).object));
});

test("the default denies both directions for every pod and excepts nothing", () => {
  expect(tenantDefaultDeny(payments).object.spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
});

test("refuses names from any resolver but the cluster's own: namespace and pod must both match", () => {
  const { spec } = tenantDns(payments).object as unknown as {
    spec: { egress: { to: Record<string, unknown>[]; ports: { port: number }[] }[]; ingress?: unknown };
  };
  expect(spec.egress).toHaveLength(1);
  expect(spec.egress[0]?.to).toHaveLength(1);
  expect(Object.keys(spec.egress[0]?.to[0] ?? {})).toEqual(["namespaceSelector", "podSelector"]);
  expect(spec.egress[0]?.ports.map(({ port }) => port)).toEqual([53, 53]);
  expect(spec.ingress).toBeUndefined();
});
