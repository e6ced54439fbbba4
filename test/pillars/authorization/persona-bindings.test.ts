import { stringify } from "yaml";
import { personaBindings } from "../../../lib/pillars/authorization/persona-bindings";
import { personaRole } from "../../../lib/pillars/authorization/persona-role";
import type { Persona, SubjectInput } from "../../../lib/spec/access-spec";
import type { AccessSpec } from "../../../lib/spec/cluster-spec";
import { expectGolden } from "../../golden";

const oidc = (group: string): SubjectInput => ({ method: "oidc", group });
const certificate = (group: string): SubjectInput => ({ method: "client-certificate", group });
const role = (name: string): SubjectInput => ({ method: "aws-iam", role: `arn:aws:iam::123456789012:role/${name}` });

const viewer = (who: SubjectInput, ...namespaces: string[]): AccessSpec => ({ who, persona: "viewer", namespaces });
const recovery = (who: SubjectInput): AccessSpec => ({ who, persona: "recovery", namespaces: [] });

const ACCESS = [
  viewer(oidc("payments-dev"), "payments"),
  viewer(oidc("audit"), "telemetry", "payments"),
  recovery(certificate("plant-recovery")),
];

interface Binding {
  readonly id: string;
  readonly place: string;
  readonly subjects: readonly { readonly kind: string; readonly name: string }[];
  readonly roleRef: unknown;
}

function bindings(access: readonly AccessSpec[]): readonly Binding[] {
  return personaBindings(access).map(({ id, object }) => {
    const { kind, metadata, subjects, roleRef } = object as unknown as Binding & {
      kind: string;
      metadata: Record<string, string>;
    };
    return { id, place: `${kind} ${metadata.namespace ?? "-"} ${metadata.name}`, subjects, roleRef };
  });
}

const holders = (access: readonly AccessSpec[]) =>
  Object.fromEntries(bindings(access).map(({ place, subjects }) => [place, subjects.map(({ name }) => name)]));

test("the bindings of two viewers and a recovery group are as in the golden file", () => {
  expectGolden(
    "manifests/persona-bindings.yaml",
    personaBindings(ACCESS)
      .map(({ object }) => stringify(object))
      .join("---\n"),
  );
});

test("everybody is bound by the name that the method's prefix gives, in the namespaces of the grant and no other", () => {
  expect(holders(ACCESS)).toEqual({
    "RoleBinding payments portcullis:viewer": ["oidc:audit", "oidc:payments-dev"],
    "RoleBinding telemetry portcullis:viewer": ["oidc:audit"],
    "ClusterRoleBinding - portcullis:recovery": ["cert:plant-recovery"],
  });
});

test("IAM roles are bound by the group of their access entries, once", () => {
  expect(holders([recovery(role("a")), recovery(role("b"))])).toEqual({
    "ClusterRoleBinding - portcullis:recovery": ["portcullis:recovery"],
  });
});

test("two groups of one name at two methods stay two subjects", () => {
  expect(holders([recovery(oidc("sre")), recovery(certificate("sre"))])).toEqual({
    "ClusterRoleBinding - portcullis:recovery": ["cert:sre", "oidc:sre"],
  });
});

test("refuses a viewer any place that the grant does not name: no namespaces bind nowhere", () => {
  expect(bindings([viewer(oidc("payments-dev"))])).toEqual([]);
});

test("nobody in the description means nobody in the cluster", () => {
  expect(bindings([])).toEqual([]);
});

test("refuses to bind a viewer to the whole cluster", () => {
  expect(
    bindings(ACCESS).filter(({ place }) => place.startsWith("ClusterRoleBinding") && place.includes("viewer")),
  ).toEqual([]);
});

test("every binding names the role of its persona, so that the immutable reference never changes", () => {
  for (const { place, roleRef } of bindings(ACCESS)) {
    const persona = place.split(":")[1] as Persona;
    expect(roleRef).toEqual({
      apiGroup: "rbac.authorization.k8s.io",
      kind: "ClusterRole",
      name: personaRole(persona).object.metadata.name,
    });
  }
});

test("the order of the description changes nothing, and a grant said twice counts once", () => {
  expect(personaBindings([...ACCESS].reverse())).toEqual(personaBindings(ACCESS));
  expect(personaBindings([...ACCESS, ...ACCESS])).toEqual(personaBindings(ACCESS));
});

test("somebody who comes or goes moves no other binding, and changes none of another namespace", () => {
  const before = bindings(ACCESS);
  const after = bindings([viewer(oidc("a-newcomer"), "a-new-tenant", "payments"), ...ACCESS]);
  for (const old of before) {
    const now = after.find(({ id }) => id === old.id);
    expect(now?.place).toBe(old.place);
    if (old.id !== "viewer-in-payments") expect(now).toEqual(old);
  }
});
