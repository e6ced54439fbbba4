import type { IdentityProviderFact, OtherProvider } from "../facts/identity-provider";
import { closedStack, type ResourcesByAddress } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

/** What Amazon EKS takes for one cluster. */
const MOST = 10;

const ADDRESS = "aws_eks_identity_provider_config.partners";
const partners = (changes: Readonly<Record<string, unknown>> = {}, around: Readonly<Record<string, unknown>> = {}) =>
  closedStack(providerOf("partners", changes, around));

/** Providers of one cluster vouch for users of their own alone, and are associated one after the other. */
export const IDENTITY_PROVIDERS_APART: Rule<"identity-provider"> = {
  id: "identity-providers-apart",
  title: "Identity providers of one cluster have issuers and prefixes of their own, and are associated in turn.",
  why: "With one prefix for two of them, each provider can name the other's users and groups; and Amazon EKS refuses a second association while one is being made, so that an apply ends half done.",
  fix: "Give each provider a name in the description, which gives it a prefix; by hand, give each its own `username_prefix` and `groups_prefix`, and name the one before in `depends_on`.",
  controls: ["NIST-800-53 IA-2", "NIST-800-53 IA-4", "NIST-800-53 IA-8"],
  judges: "identity-provider",
  reach: "ours",
  promise: 3,
  judge(fact) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    if (fact.others.length >= MOST) {
      certain.push({
        at: "",
        got: `${fact.others.length + 1} providers`,
        message: `Amazon EKS takes at most ${MOST} of one cluster`,
      });
    }
    for (const other of fact.others) {
      for (const { sure, ...fault } of clashes(fact, other)) (sure ? certain : undecided).push(fault);
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "one provider", documents: [closedStack()] },
      { name: "a second one with a prefix and a turn of its own", documents: [partners()] },
      {
        name: "a provider of another cluster with the same issuer and prefix",
        documents: [
          partners(
            { issuer_url: "https://login.example.com", username_prefix: "oidc:", groups_prefix: "oidc:" },
            { cluster_name: "another", depends_on: null },
          ),
        ],
      },
    ],
    fail: [
      { name: "both begin users alike", documents: [partners({ username_prefix: "oidc:" })] },
      { name: "both begin groups alike", documents: [partners({ groups_prefix: "oidc:" })] },
      { name: "a claim completes one prefix to the other", documents: [partners({ groups_prefix: "oidc:partners:" })] },
      { name: "a variable says how groups begin", documents: [partners({ groups_prefix: "${var.prefix}" })] },
      { name: "both trust one issuer", documents: [partners({ issuer_url: "https://login.example.com" })] },
      { name: "a variable says which issuer", documents: [partners({ issuer_url: "${var.issuer}" })] },
      { name: "nothing says which one comes first", documents: [partners({}, { depends_on: null })] },
      { name: "the order names something else", documents: [partners({}, { depends_on: ["aws_eks_cluster.main"] })] },
      {
        name: "nobody can see whether the cluster is the same",
        documents: [partners({ groups_prefix: "oidc:" }, { cluster_name: "${var.cluster}" })],
      },
      {
        name: "eleven providers",
        documents: [
          closedStack(
            Object.assign(
              {},
              ...Array.from({ length: MOST }, (_, index) =>
                providerOf(
                  `p${index}`,
                  {},
                  index === 0 ? {} : { depends_on: [ADDRESS.replace("partners", `p${index - 1}`)] },
                ),
              ),
            ),
          ),
        ],
      },
    ],
  }),
};

interface Clash extends Fault {
  readonly sure: boolean;
}

function clashes(fact: IdentityProviderFact, other: OtherProvider): readonly Clash[] {
  const found: Clash[] = [];
  const clash = (at: string, got: string, message: string, sure = true) =>
    found.push({ at, got, message, sure: sure && other.sameCluster.known });
  const { address } = other;
  for (const [at, own, others] of [
    ["oidc.username_prefix", fact.usernamePrefix, other.usernamePrefix],
    ["oidc.groups_prefix", fact.groupsPrefix, other.groupsPrefix],
  ] as const) {
    if (!own.known || !others.known)
      clash(at, "a prefix that is not known here", `nobody can see whether ${address} has another prefix`, false);
    else if (own.value.startsWith(others.value) || others.value.startsWith(own.value))
      clash(at, JSON.stringify(own.value), `${address} can name the same, with ${JSON.stringify(others.value)}`);
  }
  if (!fact.issuerUrl.known || !other.issuerUrl.known)
    clash(
      "oidc.issuer_url",
      "an issuer that is not known here",
      `nobody can see whether ${address} has another issuer`,
      false,
    );
  else if (fact.issuerUrl.value !== undefined && fact.issuerUrl.value === other.issuerUrl.value)
    clash("oidc.issuer_url", fact.issuerUrl.value, `${address} has the same issuer, which Amazon EKS refuses`);
  if (!other.inOrder)
    clash(
      "depends_on",
      "nothing",
      `neither this nor ${address} waits for the other, and Amazon EKS takes one at a time`,
    );
  return found;
}

function providerOf(
  name: string,
  changes: Readonly<Record<string, unknown>>,
  around: Readonly<Record<string, unknown>>,
): ResourcesByAddress {
  return {
    [ADDRESS.replace("partners", name)]: {
      cluster_name: "${aws_eks_cluster.main.name}",
      depends_on: ["aws_eks_identity_provider_config.login"],
      oidc: {
        identity_provider_config_name: name,
        issuer_url: `https://${name}.example.com`,
        client_id: "kubernetes",
        username_prefix: `oidc-${name}:`,
        groups_prefix: `oidc-${name}:`,
        required_claims: { acr: "urn:example:mfa" },
        ...changes,
      },
      ...around,
    },
  };
}
