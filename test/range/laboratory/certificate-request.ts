import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiAnswer, ApiRequest } from "./api-client";
import type { LaboratoryCluster } from "./cluster";
import { eventually } from "./eventually";

const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

/** What a request asks for. */
export interface Wanted {
  readonly subject: string;
  readonly signer: string;
  readonly seconds?: number;
  /** @default client auth and digital signature */
  readonly usages?: readonly string[];
  /** Further names and addresses, as openssl takes them. */
  readonly names?: string;
  /** What openssl makes for a key. @default P-256 */
  readonly key?: readonly string[];
}

/** By what somebody asks. */
export type Credential = Pick<ApiRequest, "token" | "certificate">;

let asked = 0;

/** Asks for a certificate, as the administrator unless somebody else does. */
export function askForCertificate(
  plant: LaboratoryCluster,
  { subject, signer, seconds, usages, names, key }: Wanted,
  by?: Credential,
): { readonly name: string; readonly answer: ApiAnswer } {
  asked += 1;
  const name = `laboratory-${asked}`;
  const file = (ending: string) => join(plant.folder, `${name}.${ending}`);
  const kind = [...(key ?? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]), "-nodes"];
  const made = ["-keyout", file("key"), "-out", file("csr")];
  execFileSync(
    "openssl",
    ["req", ...kind, "-subj", subject, ...(names === undefined ? [] : ["-addext", `subjectAltName=${names}`]), ...made],
    { stdio: "pipe" },
  );
  const spec = {
    request: readFileSync(file("csr")).toString("base64"),
    signerName: signer,
    usages: usages ?? ["client auth", "digital signature"],
    ...(seconds === undefined ? {} : { expirationSeconds: seconds }),
  };
  const body = { apiVersion: "certificates.k8s.io/v1", kind: "CertificateSigningRequest", metadata: { name }, spec };
  const request: ApiRequest = { path: REQUESTS, method: "POST", body };
  return { name, answer: by === undefined ? plant.asAdministrator(request) : plant.ask({ ...request, ...by }) };
}

/** Approves a request with the credentials of a token, or as the administrator. */
export function approve(plant: LaboratoryCluster, name: string, token?: string): ApiAnswer {
  const found = plant.asAdministrator({ path: `${REQUESTS}/${name}` });
  const body = JSON.parse(found.body);
  body.status.conditions = [{ type: "Approved", status: "True", reason: "Laboratory", message: "tried" }];
  const change = { path: `${REQUESTS}/${name}/approval`, method: "PUT", body };
  return token === undefined ? plant.asAdministrator(change) : plant.ask({ ...change, token });
}

/** What was decided on a request: `Denied: its life is above an hour`; undefined while it waits. */
export function decision(plant: LaboratoryCluster, name: string): string | undefined {
  const { body } = plant.asAdministrator({ path: `${REQUESTS}/${name}` });
  const { status } = JSON.parse(body) as {
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly message: string }[] };
  };
  const [condition] = status?.conditions ?? [];
  return condition === undefined ? undefined : `${condition.type}: ${condition.message}`;
}

/** The certificate that the controller manager signs once a request is approved. */
export async function signed(plant: LaboratoryCluster, name: string): Promise<string | undefined> {
  const read = () => {
    const { body } = plant.asAdministrator({ path: `${REQUESTS}/${name}` });
    return (JSON.parse(body) as { readonly status: { readonly certificate?: string } }).status.certificate;
  };
  const found = await eventually(read, (certificate) => certificate !== undefined);
  return found === undefined ? undefined : Buffer.from(found, "base64").toString();
}

/** How long a certificate lives. */
export function hoursOf(certificate: string): number {
  const { validFrom, validTo } = new X509Certificate(certificate);
  return Math.round((Date.parse(validTo) - Date.parse(validFrom)) / 3_600_000);
}
