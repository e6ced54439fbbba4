import { application, fluxSource } from "../fixtures/deliveries";
import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";

/** Sources that our constructs make. */
export const DELIVERIES_ARE_SIGNED: Rule<"delivery-source"> = {
  id: "deliveries-are-signed",
  title: "What Flux applies is signed with a key that the cluster knows.",
  why: "A digest says which content it is, not who made it: whoever talks a colleague into another digest needs the key too.",
  fix: "Name the Secret with the public keys: `publicKeys` of the delivery.",
  controls: ["NIST-800-53r5 CM-14", "NIST-800-53r5 SI-7(15)"],
  judges: "delivery-source",
  reach: "ours",
  judge({ signed }) {
    if (signed === undefined) return notApplicable("its project demands signatures, or does not");
    return failOn(signed ? [] : [{ at: "spec.verify", got: "", message: "content that nobody signed is applied" }]);
  },
  fixtures: () => ({
    pass: [
      { name: "an artifact with cosign's keys", documents: fluxSource("OCIRepository") },
      { name: "a commit with the keys of those who sign", documents: fluxSource("GitRepository") },
      {
        name: "an identity of a signer",
        documents: fluxSource("OCIRepository", {
          verify: { provider: "cosign", matchOIDCIdentity: [{ issuer: "^x$", subject: "^y$" }] },
        }),
      },
      { name: "an Application, whose project decides", documents: application() },
    ],
    fail: [
      { name: "nothing verified", documents: fluxSource("OCIRepository", { verify: undefined }) },
      {
        name: "cosign without keys or identities",
        documents: fluxSource("OCIRepository", { verify: { provider: "cosign" } }),
      },
      {
        name: "a program that nobody knows",
        documents: fluxSource("OCIRepository", { verify: { provider: "trust-me", secretRef: { name: "keys" } } }),
      },
      {
        name: "a tag verified where a commit is checked out",
        documents: fluxSource("GitRepository", { verify: { mode: "Tag", secretRef: { name: "keys" } } }),
      },
      { name: "a commit verified without keys", documents: fluxSource("GitRepository", { verify: { mode: "HEAD" } }) },
    ],
  }),
};
