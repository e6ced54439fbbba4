import type { Manifest } from "../../plan/manifest";
import type { Persona } from "../../spec/access-spec";
import type { AccessSpec } from "../../spec/cluster-spec";
import { PERSONAS, type RbacGrant, type RbacSubject, rbacSubjectsOf } from "../../spec/derived";
import { roleName } from "./role-name";

const RBAC = "rbac.authorization.k8s.io";

/**
 * Who holds which persona where: one RoleBinding for each namespace in which somebody is a viewer, one
 * ClusterRoleBinding for recovery.
 *
 * There is one binding for a persona and place, and not one for each subject: its name follows from the persona alone, so
 * that nobody who comes or goes renames or moves a binding, and no name is made from an identity provider's text. A grant without
 * namespaces binds a viewer nowhere.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
 */
export function personaBindings(access: readonly AccessSpec[]): readonly Manifest[] {
  const grants = rbacSubjectsOf(access);
  return PERSONAS.flatMap((persona) => {
    const held = grants.filter((grant) => grant.persona === persona);
    return held.length === 0 ? [] : bindingsOf(persona, held);
  });
}

function bindingsOf(persona: Persona, grants: readonly RbacGrant[]): readonly Manifest[] {
  switch (persona) {
    case "viewer": {
      const namespaces = [...new Set(grants.flatMap((grant) => grant.namespaces))].sort();
      return namespaces.map((namespace) => {
        const here = grants.filter((grant) => grant.namespaces.includes(namespace));
        return binding({ id: `viewer-in-${namespace}`, kind: "RoleBinding", persona, namespace, grants: here });
      });
    }
    case "recovery":
      return [binding({ id: "recovery", kind: "ClusterRoleBinding", persona, grants })];
  }
}

interface Binding {
  readonly id: string;
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly persona: Persona;
  readonly namespace?: string;
  readonly grants: readonly RbacGrant[];
}

function binding({ id, kind, persona, namespace, grants }: Binding): Manifest {
  return {
    id,
    pillar: "authorization",
    fields: ["access"],
    object: {
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: { name: roleName(persona), ...(namespace === undefined ? {} : { namespace }) },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: roleName(persona) },
      subjects: subjectsOf(grants),
    },
  };
}

/** Each subject once, by name, with the API group that Kubernetes would fill in. */
function subjectsOf(grants: readonly RbacGrant[]): readonly (RbacSubject & { readonly apiGroup: string })[] {
  const byName = new Map(grants.map(({ subject }) => [subject.name, subject]));
  return [...byName.keys()].sort().flatMap((name) => {
    const subject = byName.get(name);
    return subject === undefined ? [] : [{ apiGroup: RBAC, ...subject }];
  });
}
