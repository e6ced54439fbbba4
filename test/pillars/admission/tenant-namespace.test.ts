import { stringify } from "yaml";
import { TENANT_LABEL, tenantNamespace } from "../../../lib/pillars/admission/tenant-namespace";
import { KUBERNETES_VERSIONS } from "../../../lib/spec/kubernetes-version";
import { expectGolden } from "../../golden";

const payments = { name: "payments", quota: { cpu: "40", memory: "160Gi", pods: 300 } };

test("a tenant's namespace is as in the golden file", () => {
  expectGolden("manifests/tenant-namespace.yaml", stringify(tenantNamespace(payments, "1.35").object));
});

test.each(KUBERNETES_VERSIONS)(
  "all three Pod Security modes are restricted and pinned to the cluster's %s",
  (version) => {
    const labels = tenantNamespace(payments, version).object.metadata.labels ?? {};
    for (const mode of ["enforce", "audit", "warn"]) {
      expect(labels[`pod-security.kubernetes.io/${mode}`]).toBe("restricted");
      expect(labels[`pod-security.kubernetes.io/${mode}-version`]).toBe(`v${version}`);
    }
  },
);

test("a tenant's namespace carries the label by which policies find it", () => {
  expect(tenantNamespace(payments, "1.34").object.metadata.labels?.[TENANT_LABEL]).toBe("payments");
});

test("a tenant's namespace leaves the label of its name to Kubernetes", () => {
  expect(tenantNamespace(payments, "1.34").object.metadata.labels).not.toHaveProperty(["kubernetes.io/metadata.name"]);
});
