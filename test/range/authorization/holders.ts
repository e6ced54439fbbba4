import type { ManyRequest } from "../laboratory/ask-many";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { TENANT } from "./places";

/** How somebody proves who they are: a token or a certificate, and never by impersonation. */
export type Credential = Pick<ManyRequest, "token" | "certificate">;

/** Somebody with one persona and a credential of a real method. */
export interface Holder {
  /** The persona in one word, as roles are named: `viewer`, `own:release`; or what stands in its place. */
  readonly name: string;
  /** The subject of its binding. */
  readonly subject:
    | { readonly kind: "Group"; readonly name: string }
    | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };
  readonly credential: Credential;
}

/** What everybody's token carries: a second factor, and the attributes that the tenant asks for, so that nothing but rights decides. */
const CLAIMS = {
  amr: ["mfa"],
  department: "production",
  change_ticket: "CHG-4711",
  exp: Math.floor(Date.now() / 1000) + 3000,
};

/** A holder of each persona, one by ABAC, and somebody who logs in and holds nothing. */
export function holdersOf(plant: Plant): readonly Holder[] {
  const people = (name: string, group: string): Holder => ({
    name,
    subject: { kind: "Group", name: `oidc:${group}` },
    credential: { token: plant.issuer.token({ ...CLAIMS, sub: name, groups: [group] }) },
  });
  const program = (name: string, account: string): Holder => ({
    name,
    subject: { kind: "ServiceAccount", name: account, namespace: TENANT },
    credential: { token: tokenOf(plant, account) },
  });
  return [
    people("viewer", "plant-operators"),
    people("developer", "telemetry-developers"),
    people("operator", "plant-platform"),
    people("auditor", "security-audit"),
    {
      name: "recovery",
      subject: { kind: "Group", name: "cert:plant-recovery" },
      credential: { certificate: clientCertificate(plant, "cert:recoverer", ["cert:plant-recovery"]) },
    },
    program("watcher", "metrics"),
    people("own:release", "release"),
    program("machine:leader", "leader"),
    people("ABAC", "inventory"),
    people("nobody", "nobody-knows-them"),
  ];
}

/** A token of a service account, which the administrator makes with it, as a pod would be given one. */
function tokenOf(plant: Plant, account: string): string {
  const path = `/api/v1/namespaces/${TENANT}/serviceaccounts`;
  const made = plant.asAdministrator({
    path,
    method: "POST",
    body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account } },
  });
  const { status, body } = plant.asAdministrator({
    path: `${path}/${account}/token`,
    method: "POST",
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3600 } },
  });
  if (status !== 201) throw new Error(`no token for ${account}: ${made.status} ${made.message}, ${status} ${body}`);
  return (JSON.parse(body) as { readonly status: { readonly token: string } }).status.token;
}
