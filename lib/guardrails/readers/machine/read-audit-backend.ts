import type { AuditBackendFact } from "../../facts/audit-backend";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

const SECRETS = ["token", "password", "client-key-data", "username"];

/**
 * Reads a kubeconfig that lies among the API server's files: one cluster, one user, one context, as its webhooks take it.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export function readAuditBackend(document: Fields, file: MachineFile): AuditBackendFact {
  document.only("apiVersion", "kind", "clusters", "users", "contexts", "current-context", "preferences");
  const only = (list: string, part: string): Fields => {
    const entries = document.list(list);
    const [entry] = entries;
    if (entries.length !== 1 || entry === undefined) {
      document.complain(list, `holds ${entries.length} entries, not one`);
      return document.fields("preferences");
    }
    return entry.only("name", part).fields(part);
  };
  const cluster = only("clusters", "cluster").only(
    ...["server", "certificate-authority", "insecure-skip-tls-verify", "proxy-url", "tls-server-name"],
  );
  const user = only("users", "user").only("client-certificate", "client-key", ...SECRETS);
  const context = only("contexts", "context").only("cluster", "user");
  checkNames(document, context);
  return {
    kind: "audit-backend",
    place: file.place,
    ours: file.ours,
    server: cluster.text("server") ?? "",
    authority: cluster.text("certificate-authority"),
    unverified: [
      ...(cluster.flag("insecure-skip-tls-verify") === true ? ["insecure-skip-tls-verify"] : []),
      ...["proxy-url", "tls-server-name"].filter((name) => cluster.has(name)),
    ],
    certificate: user.text("client-certificate"),
    key: user.text("client-key"),
    secrets: SECRETS.filter((name) => user.has(name)),
  };
}

/** A name that leads nowhere leaves the API server without a backend, or without a certificate. */
function checkNames(document: Fields, context: Fields): void {
  const nameOf = (list: string) => document.list(list)[0]?.text("name");
  if (document.text("current-context") !== nameOf("contexts")) document.complain("current-context", "names no context");
  if (context.text("cluster") !== nameOf("clusters")) document.complain("contexts", "name another cluster");
  if (context.text("user") !== nameOf("users")) document.complain("contexts", "name another user");
}
