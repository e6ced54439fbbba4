import type { IdentityProviderFact, OtherProvider } from "../../facts/identity-provider";
import { known, orDefault, unknown, type Value, whenKnown } from "../../value";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import { ResourceOrder } from "./resource-order";
import type { Block, StackDocument } from "./stack-document";

/**
 * Reads the OIDC providers of EKS clusters. Whose users a provider vouches for is decided by its own words, so one whose
 * cluster stands in another document is judged like the others.
 */
export function readIdentityProviders(stack: StackDocument, expressions: Expressions): readonly IdentityProviderFact[] {
  const names = new ClusterNames(stack, expressions);
  const order = new ResourceOrder(stack, expressions);
  const providers = [...stack.resources.values()]
    .filter(({ type }) => type === "aws_eks_identity_provider_config")
    .map((block) => ({
      block,
      cluster: expressions.identity(block.body.cluster_name),
      says: readProvider(new BlockBody(expressions, block.body).block("oidc")),
    }));
  return providers.map((provider) => ({
    kind: "identity-provider",
    place: provider.block.place,
    ours: belongsToTheTeamAlone(provider.block, names) ? provider.block.ours : true,
    ...provider.says,
    others: providers.flatMap((other) => (other === provider ? [] : beside(provider, other, order))),
  }));
}

interface Provider {
  readonly block: Block;
  readonly cluster: Value<string>;
  readonly says: Pick<OtherProvider, "issuerUrl" | "groupsPrefix" | "usernamePrefix">;
}

/** The other provider as seen from one; none where its cluster is certainly another. */
function beside(one: Provider, { block, cluster, says }: Provider, order: ResourceOrder): readonly OtherProvider[] {
  const { issuerUrl, groupsPrefix, usernamePrefix } = says;
  const [own, other] = [one.block.address, block.address];
  const sameCluster = whenKnown(
    one.cluster,
    (name): Value<boolean> => whenKnown(cluster, (others) => known(name === others)),
  );
  if (sameCluster.known && !sameCluster.value) return [];
  return [
    {
      address: block.address,
      sameCluster: sameCluster.known ? known(true) : sameCluster,
      issuerUrl,
      groupsPrefix,
      usernamePrefix,
      inOrder: order.isAfter(own, other) || order.isAfter(other, own),
    },
  ];
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
