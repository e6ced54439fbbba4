import type { DeliverySourceFact } from "../facts/delivery-source";
import { application, fluxSource } from "../fixtures/deliveries";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const PINS = { digest: /^sha256:[0-9a-f]{64}$/, commit: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/ } as const;

/** Sources of GitOps tools, also those of a team's own. */
export const DELIVERIES_ARE_PINNED: Rule<"delivery-source"> = {
  id: "deliveries-are-pinned",
  title: "What a GitOps tool applies is one content by its digest or commit, fetched by TLS.",
  why: "Whoever can move a tag or a branch, or sits on an unencrypted way, applies in the cluster whatever he likes, and nobody is asked.",
  fix: "Name the digest of the artifact or the whole id of the commit, and an oci:// or https:// address; for this library, under `delivery` in the description.",
  controls: ["NIST-800-53r5 CM-14", "NIST-800-53r5 SI-7", "SLSA-1.0 distribution"],
  judges: "delivery-source",
  reach: "exposure",
  judge: (source) => failOn([...transportFaults(source), ...pinFaults(source)]),
  fixtures: () => ({
    pass: [
      { name: "an artifact by its digest", documents: fluxSource("OCIRepository") },
      { name: "a commit", documents: fluxSource("GitRepository") },
      {
        name: "a digest, beside which a tag says nothing",
        documents: fluxSource("OCIRepository", { ref: { digest: `sha256:${"a".repeat(64)}`, tag: "latest" } }),
      },
      { name: "an Application at a commit", documents: application() },
      {
        name: "an Application at a digest",
        documents: application({
          source: { repoURL: "oci://registry.example.com/shop", targetRevision: `sha256:${"a".repeat(64)}`, path: "." },
        }),
      },
    ],
    fail: [
      { name: "a tag", documents: fluxSource("OCIRepository", { ref: { tag: "1.2.3" } }) },
      { name: "a range of versions", documents: fluxSource("OCIRepository", { ref: { semver: ">=1.0.0" } }) },
      { name: "no reference, which is the tag latest", documents: fluxSource("OCIRepository", { ref: undefined }) },
      { name: "a digest cut short", documents: fluxSource("OCIRepository", { ref: { digest: "sha256:abc" } }) },
      { name: "a branch", documents: fluxSource("GitRepository", { ref: { branch: "main" } }) },
      { name: "a short commit", documents: fluxSource("GitRepository", { ref: { commit: "0123abc" } }) },
      { name: "plain http", documents: fluxSource("GitRepository", { url: "http://git.example.com/shop" }) },
      { name: "Git's own protocol", documents: fluxSource("GitRepository", { url: "git://git.example.com/shop" }) },
      { name: "a registry without TLS", documents: fluxSource("OCIRepository", { insecure: true }) },
      {
        name: "a password in the address",
        documents: fluxSource("GitRepository", { url: "https://ci:secret@git.example.com/shop" }),
      },
      {
        name: "an Application at HEAD",
        documents: application({ source: { repoURL: "https://git.example.com/shop", targetRevision: "HEAD" } }),
      },
      {
        name: "an Application without a revision",
        documents: application({ source: { repoURL: "https://git.example.com/shop" } }),
      },
      {
        name: "an Application at a version of a chart",
        documents: application({
          source: { repoURL: "https://charts.example.com", chart: "shop", targetRevision: "1.2.3" },
        }),
      },
      {
        name: "an Application by http",
        documents: application({ source: { repoURL: "http://git.example.com/shop", targetRevision: "a".repeat(40) } }),
      },
      {
        name: "an Application of two sources, of which the second moves",
        documents: application({
          source: undefined,
          sources: [
            { repoURL: "https://git.example.com/shop", targetRevision: "a".repeat(40) },
            { repoURL: "https://git.example.com/values", targetRevision: "main" },
          ],
        }),
      },
    ],
  }),
};

function pinFaults({ reference: { at, by, text } }: DeliverySourceFact): readonly Fault[] {
  if (by !== "other" && PINS[by].test(text)) return [];
  const got = text === "" ? "nothing" : text;
  return [{ at, got, message: `what ${got} means can change, and the change is applied` }];
}

function transportFaults({ url, urlAt, insecure }: DeliverySourceFact): readonly Fault[] {
  const right = /^(?:https|oci):\/\/[^/@\s]+(?:\/[^@\s]*)?$/.test(url);
  return [
    ...(right
      ? []
      : [
          {
            at: urlAt,
            got: withoutPassword(url),
            message: "the source is no oci:// or https:// address without credentials",
          },
        ]),
    ...(insecure ? [{ at: "spec.insecure", got: "true", message: "the registry is asked without TLS" }] : []),
  ];
}

/** A password is not repeated in a report. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//(credentials)@");
}
