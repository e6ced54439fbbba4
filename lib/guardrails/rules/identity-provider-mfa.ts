import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOn, failOrUnknown, notApplicable } from "../verdict";

const oidc = (changes: Readonly<Record<string, unknown>>) =>
  closedStack({
    "aws_eks_identity_provider_config.login": {
      oidc: {
        identity_provider_config_name: "login",
        issuer_url: "https://login.example.com",
        client_id: "kubernetes",
        username_prefix: "oidc:",
        groups_prefix: "oidc:",
        required_claims: { acr: "urn:example:mfa" },
        ...changes,
      },
    },
  });

/** Every identity provider of an EKS cluster proves a second factor, and its names cannot be taken for others. */
export const IDENTITY_PROVIDER_MFA: Rule<"eks-cluster"> = {
  id: "identity-provider-mfa",
  title: "Tokens of an identity provider must carry a claim that proves a second factor, and their names get a prefix.",
  why: "Without the claim a stolen password is enough; without a prefix a token can name a user or group of another method.",
  fix: "Give the association `required_claims` with the claim that your provider sends after a second factor, and `username_prefix` and `groups_prefix`.",
  controls: ["NIST-800-53 IA-2(1)", "PCI-DSS-4.0.1 8.4.2"],
  judges: "eks-cluster",
  reach: "ours",
  promise: 3,
  judge({ identityProviders }) {
    if (!identityProviders.known) {
      return failOrUnknown(
        [],
        [{ at: "", got: identityProviders.why, message: "nobody can see what an identity provider must prove" }],
      );
    }
    if (identityProviders.value.length === 0) return notApplicable("no identity provider is associated");
    return failOn(
      identityProviders.value.flatMap(({ name, requiredClaims, groupsPrefix, usernamePrefix }): readonly Fault[] => [
        ...(requiredClaims.some((claim) => !NO_PROOF.has(claim))
          ? []
          : [
              {
                at: "",
                got: JSON.stringify(requiredClaims),
                message: `${name} demands no claim that proves a second factor`,
              },
            ]),
        ...[
          { at: "username_prefix", prefix: usernamePrefix },
          { at: "groups_prefix", prefix: groupsPrefix },
        ]
          .filter(({ prefix }) => !isPrefix(prefix))
          .map(({ at, prefix }) => ({
            at: "",
            got: JSON.stringify(prefix),
            message: `${name} has no ${at} that keeps its names apart`,
          })),
      ]),
    );
  },
  fixtures: {
    pass: [
      { name: "acr is demanded and names get a prefix", documents: [closedStack()] },
      {
        name: "the block is written as a list",
        documents: [
          closedStack({
            "aws_eks_identity_provider_config.login": {
              oidc: [{ required_claims: { acr: "x" }, username_prefix: "a:", groups_prefix: "a:" }],
            },
          }),
        ],
      },
    ],
    fail: [
      { name: "no claim is demanded", documents: [oidc({ required_claims: null })] },
      { name: "the claim says who, not how", documents: [oidc({ required_claims: { hd: "example.com" } })] },
      {
        name: "a variable says which value the claim must have",
        documents: [oidc({ required_claims: { acr: "${var.acr}" } })],
      },
      { name: "groups get no prefix", documents: [oidc({ groups_prefix: null })] },
      { name: "the prefix of user names is switched off", documents: [oidc({ username_prefix: "-" })] },
      { name: "the prefix makes groups those of Kubernetes itself", documents: [oidc({ groups_prefix: "system:" })] },
      {
        name: "nobody can see to which cluster a second provider belongs",
        documents: [
          closedStack({
            "aws_eks_identity_provider_config.more": {
              cluster_name: "${var.cluster}",
              oidc: { required_claims: { acr: "x" } },
            },
          }),
        ],
      },
    ],
  },
};

/** Claims that say who somebody is, or for whom a token was made; none of them proves a second factor. */
const NO_PROOF = new Set([
  "aud",
  "azp",
  "email",
  "email_verified",
  "exp",
  "groups",
  "hd",
  "iat",
  "iss",
  "name",
  "nbf",
  "preferred_username",
  "sub",
  "tid",
]);

/** A single dash switches the prefix off. */
function isPrefix(text: string): boolean {
  return text !== "" && text !== "-" && !text.startsWith("system:");
}
