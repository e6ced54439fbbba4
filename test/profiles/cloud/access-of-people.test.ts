import { App } from "cdktf";
import { defineCluster, oidcGroup, serviceAccount, serviceAccountTokens } from "../../../lib";
import { CloudClusterStack, localBackend } from "../../../lib/profiles/cloud";
import { breakGlassBinding, breakGlassRole } from "../../../lib/pillars/authorization/break-glass";
import { personaBindings } from "../../../lib/pillars/authorization/persona-bindings";
import { PERSONAS } from "../../../lib/spec/persona-facts";
import { payments } from "../../../apps/fleet/clusters";
import { expectRefused } from "../../../lib/testing";
import { paymentsInput } from "../../example-clusters";
import { allOf, documentOf } from "../../terraform-document";

const inPayments = { namespaces: ["payments"] };

/** Every persona that the cloud has, one of its own, and break-glass. */
const input = paymentsInput();
const everybody = defineCluster({
  ...input,
  authentication: { methods: [...input.authentication.methods, serviceAccountTokens()] },
  access: [
    ...input.access,
    { who: oidcGroup("payments-engineers"), persona: "developer", ...inPayments },
    { who: oidcGroup("platform"), persona: "operator" },
    { who: oidcGroup("security-audit"), persona: "auditor" },
    { who: oidcGroup("night"), persona: { own: "night-shift" }, ...inPayments },
    { who: serviceAccount("payments", "metrics"), persona: "watcher", ...inPayments },
  ],
  personas: [
    {
      name: "night-shift",
      why: "scales down what nobody uses at night",
      heldBy: "people",
      reach: "namespaces",
      rules: [{ apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"] }],
    },
  ],
  breakGlass: { people: ["alice"] },
});

interface Bound {
  readonly roleRef: { readonly name: string };
  readonly subjects: readonly { readonly kind: string; readonly name: string }[];
}
const stack = () => new CloudClusterStack(new App(), everybody.name, { spec: everybody, backend: localBackend() });
const { resource } = documentOf(stack());
const bindings = [...personaBindings(everybody.access, everybody.personas), breakGlassBinding()].map(
  ({ object }) => object as unknown as Bound,
);

test("every persona is held by somebody, so that what follows speaks of all", () => {
  const held = everybody.access.map(({ persona }) => persona);
  expect(held).toEqual(expect.arrayContaining([...PERSONAS]));
});

test("no persona and nobody else has an access policy of AWS: whoever gets in by IAM has a group, and RBAC decides", () => {
  expect(resource).not.toHaveProperty("aws_eks_access_policy_association");
  expect(JSON.stringify(resource)).not.toContain("cluster-access-policy");
  const groups = allOf(resource, "aws_eks_access_entry").map((entry) => entry.kubernetes_groups);
  expect(groups.sort()).toEqual([["portcullis:break-glass"], ["portcullis:recovery"]]);
});

test("the group of each access entry is bound to the role of its own name, and to nothing else", () => {
  for (const group of ["portcullis:break-glass", "portcullis:recovery"]) {
    const roles = bindings.flatMap(({ roleRef, subjects }) =>
      subjects.some(({ name }) => name === group) ? [roleRef.name] : [],
    );
    expect(roles).toEqual([group]);
  }
});

test("nobody is bound to cluster-admin, also not by breaking glass", () => {
  expect(bindings.map(({ roleRef }) => roleRef.name).filter((name) => !name.startsWith("portcullis:"))).toEqual([]);
  expect(JSON.stringify(breakGlassRole())).not.toContain('"*"');
});

test.each([
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSSecretReaderPolicy",
])("refuses %s beside the personas, for the whole cluster", (name) => {
  const own = stack();
  own.addOverride("resource.aws_eks_access_policy_association.more", {
    cluster_name: "${aws_eks_cluster.cluster_eks_BEF5B623.name}",
    principal_arn: "arn:aws:iam::123456789012:role/somebody",
    policy_arn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
    access_scope: { type: "cluster" },
  });
  expectRefused(own, "no-standing-admin");
});

test("the cluster of the example fleet has none either", () => {
  const example = documentOf(
    new CloudClusterStack(new App(), payments.name, { spec: payments, backend: localBackend() }),
  );
  expect(example.resource).not.toHaveProperty("aws_eks_access_policy_association");
});
