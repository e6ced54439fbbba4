import { configFile } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** A backend of audit records beside the file. */
export const AUDIT_BACKEND_VERIFIED: Rule<"audit-backend"> = {
  id: "audit-backend-verified",
  title:
    "A backend of audit records is reached by https, proves who it is by an authority of its own, and knows who sends.",
  why: "Who stands in for the backend reads every name and every change, and the real one hears nothing.",
  fix: "Name an https URL, the file of the backend's authority, and the files of a certificate and key made for this alone; write none of them into the kubeconfig.",
  controls: ["NIST-800-53r5 AU-9", "NIST-800-53r5 SC-8", "PCI-DSS-4.0.1 10.3.3"],
  judges: "audit-backend",
  reach: "ours",
  judge(backend) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (!/^https:\/\/[A-Za-z0-9]/.test(backend.server) || !URL.canParse(backend.server) || backend.server.includes("@"))
      fault("server", backend.server || "nothing", "records go over the network as everybody can read them");
    for (const [at, path, message] of [
      ["certificate-authority", backend.authority, "any authority that the machine trusts may vouch for the backend"],
      ["client-certificate", backend.certificate, "the backend cannot tell who sends"],
      ["client-key", backend.key, "the backend cannot tell who sends"],
    ] as const) {
      if (path === undefined || !/^\/etc\/kubernetes\/[A-Za-z0-9._/-]+$/.test(path) || path.includes(".."))
        fault(at, path ?? "nothing", message);
    }
    for (const name of backend.unverified) fault(name, "set", "the backend need not prove who it is");
    for (const name of backend.secrets) fault(name, "set", "a credential stands in the file itself");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "https with an authority and a certificate by path", documents: backend({}, {}) }],
    fail: [
      { name: "plain http", documents: backend({ server: "http://audit.example.com" }, {}) },
      { name: "credentials in the URL", documents: backend({ server: "https://a:b@audit.example.com" }, {}) },
      { name: "no authority of its own", documents: backend({ "certificate-authority": undefined }, {}) },
      { name: "a backend that need not prove itself", documents: backend({ "insecure-skip-tls-verify": true }, {}) },
      { name: "another name than the backend's", documents: backend({ "tls-server-name": "other.example.com" }, {}) },
      { name: "nobody knows who sends", documents: backend({}, { "client-certificate": undefined }) },
      { name: "a token in the file", documents: backend({}, { token: "abc" }) },
    ],
  }),
};

function backend(cluster: object, user: object) {
  const folder = "/etc/kubernetes/fixture/audit-webhook";
  return configFile({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "audit",
        cluster: { server: "https://audit.example.com", "certificate-authority": `${folder}/ca.crt`, ...cluster },
      },
    ],
    users: [
      { name: "me", user: { "client-certificate": `${folder}/tls.crt`, "client-key": `${folder}/tls.key`, ...user } },
    ],
    contexts: [{ name: "audit", context: { cluster: "audit", user: "me" } }],
    "current-context": "audit",
  });
}
