import { execFileSync } from "node:child_process";
import { apply, create, dryRun, type Written } from "./acts";
import type { Case, Row } from "./row";

const FOR_PEOPLE = "kubernetes.io/kube-apiserver-client";
const LIFE =
  "a client certificate must state its life. Set spec.expirationSeconds to at most 2592000, better to some hours.";
const USAGES =
  "a client certificate is good for logging in alone. Leave client auth, digital signature and key encipherment in spec.usages.";

/**
 * Requests for certificates. What is in them cannot be changed later, so there is no update. The signer `legacy-unknown` is refused by the API
 * server itself in this version of the API, before any policy.
 */
export function certificateRow(): Row {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "/dev/null"];
  const pem = execFileSync("openssl", ["req", ...key, "-subj", "/CN=laboratory"], { stdio: "pipe" });
  const asking =
    (change: object) =>
    (name: string): Written => ({
      apiVersion: "certificates.k8s.io/v1",
      kind: "CertificateSigningRequest",
      metadata: { name },
      spec: {
        request: pem.toString("base64"),
        signerName: FOR_PEOPLE,
        usages: ["client auth", "digital signature"],
        expirationSeconds: 3600,
        ...change,
      },
    });
  const good = asking({});
  const refused = (of: string, change: object, says: string): Case => ({
    way: "create",
    of,
    refused: (name) => create(asking(change)(name)),
    passes: (name) => create(good(name)),
    says,
  });
  const endless = asking({ expirationSeconds: undefined });
  return {
    policy: "short-lived-client-certificates",
    cases: [
      refused("no life", { expirationSeconds: undefined }, LIFE),
      refused("a year", { expirationSeconds: 31_536_000 }, LIFE),
      refused("a server's", { usages: ["client auth", "server auth"] }, USAGES),
      { way: "dry run", refused: (n) => dryRun(endless(n)), passes: (n) => dryRun(good(n)), says: LIFE },
      { way: "server-side apply", refused: (n) => apply(endless(n)), passes: (n) => apply(good(n)), says: LIFE },
    ],
  };
}
