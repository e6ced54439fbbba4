import type { IdentityProviderFact } from "../../facts/identity-provider";
import { known, orDefault, unknown, type Value, whenKnown } from "../../value";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/**
 * Reads the OIDC providers of EKS clusters. Whose users a provider vouches for is decided by its own words, so one whose
 * cluster stands in another document is judged like the others.
 */
export function readIdentityProviders(stack: StackDocument, expressions: Expressions): readonly IdentityProviderFact[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()]
    .filter(({ type }) => type === "aws_eks_identity_provider_config")
    .map((block) => ({
      kind: "identity-provider",
      place: block.place,
      ours: belongsToTheTeamAlone(block, names) ? block.ours : true,
      ...readProvider(new BlockBody(expressions, block.body).block("oidc")),
    }));
}

/** A provider of a cluster that the team made by itself, in this document. */
function belongsToTheTeamAlone(block: Block, names: ClusterNames): boolean {
  return names.clusters.some((cluster) => !cluster.ours && names.belongs(block, cluster) === true);
}

function readProvider(
  oidc: Value<BlockBody | undefined>,
): Pick<IdentityProviderFact, "issuerUrl" | "requiredClaims" | "groupsPrefix" | "usernamePrefix"> {
  const of = <T>(read: (body: BlockBody) => Value<T>): Value<T> =>
    whenKnown(oidc, (body) => (body === undefined ? unknown("it has no oidc block") : read(body)));
  return {
    issuerUrl: of((body) => body.text("issuer_url")),
    requiredClaims: of(demandedClaims),
    groupsPrefix: of((body) => orDefault(body.text("groups_prefix"), "")),
    usernamePrefix: of((body) => orDefault(body.text("username_prefix"), "")),
  };
}

function demandedClaims(oidc: BlockBody): IdentityProviderFact["requiredClaims"] {
  const raw = oidc.raw("required_claims");
  if (raw === undefined) return known(new Map());
  const found = oidc.expressions.resolve(raw);
  if (found.kind !== "literal" || !isObject(found.value))
    return unknown(`required_claims = ${asWritten(raw)} is not known here`);
  const claims = new BlockBody(oidc.expressions, found.value);
  const demanded = new Map<string, string>();
  for (const claim of Object.keys(found.value)) {
    const value = claims.text(claim);
    if (!value.known) return value;
    if (value.value !== undefined) demanded.set(claim, value.value);
  }
  return known(demanded);
}
