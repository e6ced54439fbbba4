import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Act, type Escalation, objectName, patch, post, remove } from "../escalation";
import { policy, right, rights } from "../layers";
import { made } from "./objects";

const GROUP = "certificates.k8s.io";
const REQUESTS = `/apis/${GROUP}/v1/certificatesigningrequests`;
const SIGNER = "kubernetes.io/kube-apiserver-client";

/** A request for an administrator's certificate, and a certificate of nobody's authority. */
function writePapers(): { readonly request: string; readonly certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-papers-"));
  const file = (name: string) => join(folder, name);
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file("key")];
  const subject = ["-subj", "/O=kubeadm:cluster-admins/CN=somebody"];
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  try {
    openssl("req", ...kind, ...subject, "-out", file("request"));
    openssl("req", "-x509", ...kind, ...subject, "-days", "1", "-out", file("certificate"));
    const [request = "", certificate = ""] = ["request", "certificate"].map((name) =>
      readFileSync(file(name)).toString("base64"),
    );
    return { request, certificate };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let written: ReturnType<typeof writePapers> | undefined;
/** Written when they are first needed: whoever only lists the escalations needs none. */
function papers() {
  written ??= writePapers();
  return written;
}

/** One that nobody here signs for; the controller manager signs what is approved for the other. */
const OTHER_SIGNER = "laboratory.example.com/signer";

const ask = (who: string, life: object = { expirationSeconds: 3600 }, signerName = SIGNER): Act =>
  post(REQUESTS, {
    apiVersion: `${GROUP}/v1`,
    kind: "CertificateSigningRequest",
    metadata: { name: objectName(who) },
    spec: { request: papers().request, signerName, usages: ["client auth", "digital signature"], ...life },
  });
const undo = (who: string) => made(REQUESTS, who);
const approved = (path: string, type: string) =>
  patch(path, { status: { conditions: [{ type, status: "True", reason: "Laboratory", message: "because I may" }] } });
const BUNDLES = `/apis/${GROUP}/v1/clustertrustbundles`;
const bundleName = (who: string) => `laboratory.example.com:signer:${objectName(who)}`;

export const CERTIFICATE_ESCALATIONS: readonly Escalation[] = [
  {
    name: "a request for an administrator's certificate",
    act: (who) => ask(who),
    undo,
    // Asks, and is denied by the machine that reads what is asked for: test/range/certificates.test.ts.
    mayByRole: ["operator"],
    layers: [right("create", "certificatesigningrequests", GROUP)],
  },
  {
    name: "a request for one that lives for the signer's own year",
    act: (who) => ask(who, {}),
    undo,
    legitimate: () => ask("administrator"),
    mayByRole: ["operator"],
    layers: [right("create", "certificatesigningrequests", GROUP), policy("short-lived-client-certificates")],
  },
  {
    name: "the approval of a request",
    // Of the cluster's own signer nobody approves but the machines; the administrator does for another one.
    prepare: (who) => [who === "administrator" ? ask(who, {}, OTHER_SIGNER) : ask(who)],
    act: (who) => approved(`${REQUESTS}/${objectName(who)}/approval`, "Approved"),
    undo,
    layers: [
      right("patch", "certificatesigningrequests/approval", GROUP),
      rights(
        [{ apiGroups: [GROUP], resources: ["signers"], verbs: ["approve"] }],
        `user not permitted to approve requests with signerName "${SIGNER}"`,
      ),
      policy("certificates-approved-on-machines"),
    ],
  },
  {
    name: "a certificate put into a request, in the signer's place",
    prepare: (who) => [ask(who, {}, OTHER_SIGNER), approved(`${REQUESTS}/${objectName(who)}/approval`, "Approved")],
    act: (who) => patch(`${REQUESTS}/${objectName(who)}/status`, { status: { certificate: papers().certificate } }),
    undo,
    layers: [
      right("patch", "certificatesigningrequests/status", GROUP),
      rights(
        [{ apiGroups: [GROUP], resources: ["signers"], verbs: ["sign"] }],
        `user not permitted to sign requests with signerName "${OTHER_SIGNER}"`,
      ),
    ],
  },
  {
    name: "an authority of one's own that programs believe, in a signer's name",
    on: ["1.37"],
    act: (who) =>
      post(BUNDLES, {
        apiVersion: `${GROUP}/v1`,
        kind: "ClusterTrustBundle",
        metadata: { name: bundleName(who) },
        spec: { signerName: OTHER_SIGNER, trustBundle: Buffer.from(papers().certificate, "base64").toString("utf8") },
      }),
    undo: (who) => [remove(`${BUNDLES}/${bundleName(who)}`)],
    layers: [
      right("create", "clustertrustbundles", GROUP),
      rights(
        [{ apiGroups: [GROUP], resources: ["signers"], verbs: ["attest"] }],
        `user not permitted to attest for signerName "${OTHER_SIGNER}"`,
      ),
    ],
  },
];
