import type { EksClusterFact } from "../../facts/eks-cluster";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import type { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import type { Block } from "./stack-document";

type IdentityProvider = EksClusterFact["identityProviders"] extends Value<readonly (infer One)[]> ? One : never;

/** Reads the OIDC providers of one cluster. One that may or may not belong to it leaves all unknown. */
export function readIdentityProviders(
  cluster: Block,
  blocks: readonly Block[],
  names: ClusterNames,
  expressions: Expressions,
): EksClusterFact["identityProviders"] {
  const providers: IdentityProvider[] = [];
  for (const block of blocks) {
    const belongs = names.belongs(block, cluster);
    if (belongs === false) continue;
    if (belongs === "undecided")
      return unknown(`${block.address} may belong to this cluster: its cluster_name is not known here`);
    const provider = readProvider(block, expressions);
    if (!provider.known) return unknown(`${block.address}: ${provider.why}`);
    providers.push(provider.value);
  }
  return known(providers);
}

function readProvider(block: Block, expressions: Expressions): Value<IdentityProvider> {
  return whenKnown(new BlockBody(expressions, block.body).block("oidc"), (oidc) => {
    if (oidc === undefined) return unknown("it has no oidc block");
    return whenKnown(demandedClaims(oidc), (requiredClaims) =>
      whenKnown(oidc.text("groups_prefix"), (groupsPrefix) =>
        whenKnown(oidc.text("username_prefix"), (usernamePrefix) =>
          known({
            name: block.address,
            requiredClaims,
            groupsPrefix: groupsPrefix ?? "",
            usernamePrefix: usernamePrefix ?? "",
          }),
        ),
      ),
    );
  });
}

/** The claims that a token must carry with a value that the document states. */
function demandedClaims(oidc: BlockBody): Value<readonly string[]> {
  const raw = oidc.raw("required_claims");
  if (raw === undefined) return known([]);
  const found = oidc.expressions.resolve(raw);
  if (found.kind !== "literal" || !isObject(found.value))
    return unknown(`required_claims = ${asWritten(raw)} is not known here`);
  const claims = new BlockBody(oidc.expressions, found.value);
  const demanded: string[] = [];
  for (const claim of Object.keys(found.value)) {
    const value = claims.text(claim);
    if (!value.known) return value;
    if (value.value !== undefined && value.value !== "") demanded.push(claim);
  }
  return known(demanded);
}
