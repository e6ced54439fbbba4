import { execFileSync } from "node:child_process";
import { apply, create, dryRun, type Written } from "./acts";
import type { Act, Case, Row } from "./row";

const FOR_PEOPLE = "kubernetes.io/kube-apiserver-client";
const LIFE =
  "a client certificate must state its life. Set spec.expirationSeconds to at most 2592000, better to some hours.";
const USAGES =
  "a client certificate is good for logging in alone. Leave client auth, digital signature and key encipherment in spec.usages.";

const CERTIFICATES = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const DECIDED =
  "requests for these certificates are read and decided on by the control-plane machines alone. Wait for them, and read the reason of a denial on the request.";

/** A request of a new key, as base64 of its PEM. */
function requestText(): string {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "/dev/null"];
  return execFileSync("openssl", ["req", ...key, "-subj", "/CN=laboratory"], { stdio: "pipe" }).toString("base64");
}

/** Decisions on requests: everybody's are refused, an administrator's among them. Those of machines for their own logins are the signer's. */
export function decisionRow(): Row {
  const request = requestText();
  const refused = (of: string, signerName: string, usages: readonly string[]): Case => {
    const asked = (name: string): Written => ({
      apiVersion: "certificates.k8s.io/v1",
      kind: "CertificateSigningRequest",
      metadata: { name },
      spec: { request, signerName, usages, expirationSeconds: 3600 },
    });
    const conditions = [{ type: "Denied", status: "True", reason: "Laboratory", message: "tried" }];
    const deny = (name: string): Act => ({
      path: `${CERTIFICATES}/${name}/approval`,
      method: "PUT",
      body: { ...asked(name), status: { conditions } },
    });
    const before = (name: string) => [create(asked(name))];
    return { way: "update", of, passesAs: "decider", before, refused: deny, passes: deny, says: DECIDED };
  };
  return {
    policy: "certificates-approved-on-machines",
    cases: [
      refused("people's", FOR_PEOPLE, ["client auth"]),
      refused("kubelets'", "kubernetes.io/kubelet-serving", ["server auth", "digital signature"]),
    ],
  };
}

/**
 * Requests for certificates. What is in them cannot be changed later, so there is no update. The signer `legacy-unknown` is refused by the API
 * server itself in this version of the API, before any policy.
 */
export function certificateRow(): Row {
  const request = requestText();
  const asking =
    (change: object) =>
    (name: string): Written => ({
      apiVersion: "certificates.k8s.io/v1",
      kind: "CertificateSigningRequest",
      metadata: { name },
      spec: {
        request,
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
