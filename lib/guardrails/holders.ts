import type { Fact } from "./facts/fact";
import type { Place } from "./place";

/** Somebody who gets into a cluster, as the judged output says it: by a binding of this library, or by an access entry of Amazon EKS. */
export interface Holder {
  readonly place: Place;
  /** As Kubernetes names it, or the ARN of an IAM principal. */
  readonly who: string;
  /** The method by which he proves who he is. */
  readonly method: string;
  /** The persona, another role, or for an access entry the groups that it gives. */
  readonly holds: string;
  /** A namespace or the whole cluster, and until when where it ends; undefined for an access entry, whose groups are bound elsewhere. */
  readonly where: string | undefined;
}

const PERSONA = /^ClusterRole\/portcullis:(.+)$/;
/** Another role, which people and machines are let in by all the same. */
const ROLE = /^(?:Cluster)?Role\/(.+)$/;

/** What the prefix of a name tells of the method. */
const METHODS: readonly (readonly [prefix: RegExp, method: string])[] = [
  [/^oidc(?:-[a-z0-9-]+)?:/, "OpenID Connect with MFA"],
  [/^cert:/, "client certificate"],
  [/^proxy:/, "authenticating proxy"],
  // On Amazon EKS an access entry says by which role instead.
  [/^portcullis:break-glass/, "certificate of an hour, by command"],
  [/^portcullis:certificate-approver$/, "certificate of a control-plane machine"],
  [/^portcullis:kubelet-client$/, "certificate of the API server"],
  [/^portcullis:/, "AWS IAM"],
];

/** Who gets in by a fact; nobody by most. */
export function holdersOf(fact: Fact): readonly Holder[] {
  if (fact.kind === "access-entry") {
    if (!fact.ours || !fact.groups.known || fact.groups.value.length === 0) return [];
    const who = fact.principal.known ? fact.principal.value : `unknown: ${fact.principal.why}`;
    return [{ place: fact.place, who, method: "AWS IAM", holds: fact.groups.value.join(", "), where: undefined }];
  }
  if (fact.kind !== "role-binding" || !fact.ours) return [];
  const persona = PERSONA.exec(fact.role)?.[1];
  const holds = persona ?? ROLE.exec(fact.role)?.[1] ?? fact.role;
  // What programs of the library's own hold is in their namespaces; nobody gets in by it.
  const subjects = fact.subjects.filter(({ kind }) => persona !== undefined || kind !== "ServiceAccount");
  const place = fact.bindingKind === "ClusterRoleBinding" ? "the whole cluster" : `namespace ${fact.namespace}`;
  const where = fact.until === undefined ? place : `${place}, until ${momentOf(fact.until)}`;
  return subjects.map(({ kind, name, namespace }) =>
    kind === "ServiceAccount"
      ? { place: fact.place, who: `${namespace}/${name}`, method: "service-account token", holds, where }
      : {
          place: fact.place,
          who: kind === "User" ? `${name} (user)` : name,
          method: METHODS.find(([prefix]) => prefix.test(name))?.[1] ?? "unknown",
          holds,
          where,
        },
  );
}

/** The label of a binding that ends, as people write moments; as it is where it is no second, of which a rule speaks. */
function momentOf(until: string): string {
  return /^[1-9]\d{9}$/.test(until) ? new Date(Number(until) * 1000).toISOString().replace(".000Z", "Z") : until;
}
