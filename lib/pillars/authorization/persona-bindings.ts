import type { Manifest } from "../../plan/manifest";
import type { AccessSpec } from "../../spec/cluster-spec";
import { type RbacGrant, type RbacSubject, rbacSubjectsOf, subjectKey, UNTIL_LABEL } from "../../spec/derived";
import type { OwnPersonaInput } from "../../spec/own-persona-spec";
import { roleName } from "./role-name";

const RBAC = "rbac.authorization.k8s.io";

/**
 * Who holds which persona where: one RoleBinding for each namespace in which somebody holds a persona of namespaces, one
 * ClusterRoleBinding for each persona of the cluster.
 *
 * There is one binding for a persona and place, and not one for each subject: its name follows from the persona alone, so
 * that nobody who comes or goes renames or moves a binding, and no name is made from an identity provider's text. Grants that end
 * at the same moment have bindings of their own. A grant without namespaces binds a viewer nowhere.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
 */
export function personaBindings(
  access: readonly AccessSpec[],
  own: readonly OwnPersonaInput[] = [],
): readonly Manifest[] {
  const grants = rbacSubjectsOf(access, own);
  const personas = [...new Set(grants.map(({ persona }) => persona))];
  return personas.flatMap((persona) => {
    const ofPersona = grants.filter((grant) => grant.persona === persona);
    const ends = [...new Set(ofPersona.map(({ until }) => until))].sort((a = 0, b = 0) => a - b);
    return ends.flatMap((until) =>
      bindingsOf(
        { persona, until },
        ofPersona.filter((grant) => grant.until === until),
      ),
    );
  });
}

/** What a binding is named after: what ends is bound apart, so that taking it away takes nothing else. */
type Held = Pick<RbacGrant, "persona" | "until">;

/** All grants of one persona have one reach. */
function bindingsOf({ persona, until }: Held, grants: readonly RbacGrant[]): readonly Manifest[] {
  const id = `${persona.replace(":", "-")}${until === undefined ? "" : `-until-${until}`}`;
  if (grants.every(({ reach }) => reach === "cluster")) {
    return [binding({ id, kind: "ClusterRoleBinding", persona, until, grants })];
  }
  const namespaces = [...new Set(grants.flatMap((grant) => grant.namespaces))].sort();
  return namespaces.map((namespace) => {
    const here = grants.filter((grant) => grant.namespaces.includes(namespace));
    return binding({ id: `${id}-in-${namespace}`, kind: "RoleBinding", persona, until, namespace, grants: here });
  });
}

interface Binding extends Held {
  readonly id: string;
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly namespace?: string;
  readonly grants: readonly RbacGrant[];
}

function binding({ id, kind, persona, until, namespace, grants }: Binding): Manifest {
  return {
    id,
    pillar: "authorization",
    fields: persona.includes(":") ? ["access", "personas"] : ["access"],
    object: {
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: {
        name: `${roleName(persona)}${until === undefined ? "" : `:until-${until}`}`,
        ...(namespace === undefined ? {} : { namespace }),
        ...(until === undefined ? {} : { labels: { [UNTIL_LABEL]: String(until) } }),
      },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: roleName(persona) },
      subjects: subjectsOf(grants),
    },
  };
}

/** Each subject once, by name, with the API group that Kubernetes would fill in; service accounts are of the core group, which has no name. */
function subjectsOf(
  grants: readonly RbacGrant[],
): readonly (RbacSubject | (RbacSubject & { readonly apiGroup: string }))[] {
  const byKey = new Map(grants.map(({ subject }) => [subjectKey(subject), subject]));
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, subject]) => (subject.kind === "ServiceAccount" ? subject : { apiGroup: RBAC, ...subject }));
}
