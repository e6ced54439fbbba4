import { assuresSecondFactor } from "../criteria/claim-rules";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

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
export const IDENTITY_PROVIDER_MFA: Rule<"identity-provider"> = {
  id: "identity-provider-mfa",
  title: "Tokens of an identity provider must carry the acr that proves a second factor, and their names get a prefix.",
  why: "Without the claim a stolen password is enough; without a prefix a token can name a user or group of another method.",
  fix: "Give the association an https `issuer_url`, `required_claims` with the `acr` value that your provider sends after a second factor, and `username_prefix` and `groups_prefix`.",
  controls: ["NIST-800-53 IA-2(1)", "PCI-DSS-4.0.1 8.4.2"],
  judges: "identity-provider",
  reach: "ours",
  promise: 3,
  judge({ issuerUrl, requiredClaims, usernamePrefix, groupsPrefix }) {
    const undecided: Fault[] = [];
    const certain: Fault[] = [];
    if (!issuerUrl.known) {
      undecided.push({
        at: "oidc.issuer_url",
        got: issuerUrl.why,
        message: "nobody can see who vouches for its users",
      });
    } else if (!issuerUrl.value?.startsWith("https://")) {
      const got = issuerUrl.value ?? "nothing";
      certain.push({ at: "oidc.issuer_url", got, message: "whoever stands on the way can vouch for users instead" });
    }
    if (!requiredClaims.known) {
      undecided.push({
        at: "oidc.required_claims",
        got: requiredClaims.why,
        message: "nobody can see what its tokens must prove",
      });
    } else if (!assuresSecondFactor(requiredClaims.value.get(PROOF) ?? "")) {
      const got = JSON.stringify(Object.fromEntries(requiredClaims.value));
      certain.push({ at: "oidc.required_claims", got, message: "it demands no claim that proves a second factor" });
    }
    for (const [at, prefix] of [
      ["oidc.username_prefix", usernamePrefix],
      ["oidc.groups_prefix", groupsPrefix],
    ] as const) {
      if (!prefix.known) undecided.push({ at, got: prefix.why, message: "nobody can see what keeps its names apart" });
      else if (!isPrefix(prefix.value)) {
        certain.push({
          at,
          got: JSON.stringify(prefix.value),
          message: "no prefix keeps its names apart from those of other methods",
        });
      }
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "acr is demanded and names get a prefix", documents: [closedStack()] },
      {
        name: "the cluster stands in another document",
        documents: [
          closedStack({
            "aws_eks_identity_provider_config.more": {
              cluster_name: "another",
              oidc: {
                issuer_url: "https://login.example.com",
                required_claims: { acr: "x" },
                username_prefix: "a:",
                groups_prefix: "a:",
              },
            },
          }),
        ],
      },
      {
        name: "the block is written as a list",
        documents: [
          closedStack({
            "aws_eks_identity_provider_config.login": {
              oidc: [
                {
                  issuer_url: "https://login.example.com",
                  required_claims: { acr: "x" },
                  username_prefix: "a:",
                  groups_prefix: "a:",
                },
              ],
            },
          }),
        ],
      },
    ],
    fail: [
      { name: "no claim is demanded", documents: [oidc({ required_claims: null })] },
      { name: "the claim says who, not how", documents: [oidc({ required_claims: { hd: "example.com" } })] },
      { name: "the claim names the tenant", documents: [oidc({ required_claims: { tid: "x" } })] },
      { name: "acr says that nobody logged in at all", documents: [oidc({ required_claims: { acr: "0" } })] },
      { name: "acr says that there was a password", documents: [oidc({ required_claims: { acr: " PWD" } })] },
      { name: "acr may be empty", documents: [oidc({ required_claims: { acr: "", hd: "example.com" } })] },
      { name: "a list cannot be compared", documents: [oidc({ required_claims: { amr: "mfa" } })] },
      { name: "the issuer is asked without encryption", documents: [oidc({ issuer_url: "http://login.example.com" })] },
      { name: "a variable says who the issuer is", documents: [oidc({ issuer_url: "${var.issuer}" })] },
      { name: "the issuer is missing", documents: [oidc({ issuer_url: null })] },
      { name: "the prefix makes groups those of this library", documents: [oidc({ groups_prefix: "portcullis:" })] },
      { name: "the prefix leaves the rest of a taken one to the token", documents: [oidc({ groups_prefix: "syst" })] },
      {
        name: "a variable says which value the claim must have",
        documents: [oidc({ required_claims: { acr: "${var.acr}" } })],
      },
      { name: "groups get no prefix", documents: [oidc({ groups_prefix: null })] },
      { name: "the prefix of user names is switched off", documents: [oidc({ username_prefix: "-" })] },
      { name: "the prefix makes groups those of Kubernetes itself", documents: [oidc({ groups_prefix: "system:" })] },
      {
        name: "the provider of a cluster that nobody can see demands nothing",
        documents: [
          closedStack({
            "aws_eks_identity_provider_config.more": {
              cluster_name: "${var.cluster}",
              oidc: { username_prefix: "a:", groups_prefix: "a:" },
            },
          }),
        ],
      },
    ],
  }),
};

/** The one claim by which a provider says how somebody logged in, as a text: `amr` is a list, which EKS cannot compare. */
const PROOF = "acr";

/** What begins names of Kubernetes, of Amazon EKS and of this library's own groups. */
const TAKEN = ["system:", "kubeadm:", "eks:", "aws:", "amazon:", "iam:", "arn:", "portcullis:"];

/** A single dash switches the prefix off; what begins a taken one lets the rest of it stand in the token. */
function isPrefix(text: string): boolean {
  return text !== "" && text !== "-" && !TAKEN.some((taken) => taken.startsWith(text) || text.startsWith(taken));
}
