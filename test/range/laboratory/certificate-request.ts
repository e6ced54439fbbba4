import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiAnswer } from "./api-client";
import type { LaboratoryCluster } from "./cluster";
import { eventually } from "./eventually";

const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

/** What a request asks for. */
export interface Wanted {
  readonly subject: string;
  readonly signer: string;
  readonly seconds?: number;
}

let asked = 0;

/** Asks for a certificate, as the administrator. */
export function askForCertificate(
  plant: LaboratoryCluster,
  { subject, signer, seconds }: Wanted,
): { readonly name: string; readonly answer: ApiAnswer } {
  asked += 1;
  const name = `laboratory-${asked}`;
  const file = (ending: string) => join(plant.folder, `${name}.${ending}`);
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const made = ["-keyout", file("key"), "-out", file("csr")];
  execFileSync("openssl", ["req", ...kind, "-subj", subject, ...made], { stdio: "pipe" });
  const spec = {
    request: readFileSync(file("csr")).toString("base64"),
    signerName: signer,
    usages: ["client auth", "digital signature"],
    ...(seconds === undefined ? {} : { expirationSeconds: seconds }),
  };
  const body = { apiVersion: "certificates.k8s.io/v1", kind: "CertificateSigningRequest", metadata: { name }, spec };
  return { name, answer: plant.asAdministrator({ path: REQUESTS, method: "POST", body }) };
}

/** Approves a request with the credentials of a token, or as the administrator. */
export function approve(plant: LaboratoryCluster, name: string, token?: string): ApiAnswer {
  const found = plant.asAdministrator({ path: `${REQUESTS}/${name}` });
  const body = JSON.parse(found.body);
  body.status.conditions = [{ type: "Approved", status: "True", reason: "Laboratory", message: "tried" }];
  const change = { path: `${REQUESTS}/${name}/approval`, method: "PUT", body };
  return token === undefined ? plant.asAdministrator(change) : plant.ask({ ...change, token });
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
