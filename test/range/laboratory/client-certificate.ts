import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LaboratoryCluster } from "./cluster";

/** A client certificate of the cluster's authority, for a day or for seconds, as whoever holds that key could sign one. */
export function clientCertificate(
  plant: LaboratoryCluster,
  user: string,
  groups: readonly string[],
  life: { readonly seconds?: number } = {},
) {
  const file = (name: string) => join(plant.folder, name);
  // curl takes what follows a colon for a password.
  const name = user.replaceAll(":", "-");
  const [key, request, certificate] = [file(`${name}.key`), file(`${name}.csr`), file(`${name}.crt`)];
  const [authority, authorityKey] = [file("signer.crt"), file("signer.key")];
  writeFileSync(authority, plant.machine.read(`${plant.keys.clientAuthority}.crt`));
  writeFileSync(authorityKey, plant.machine.read(`${plant.keys.clientAuthority}.key`), { mode: 0o600 });
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = [...groups.map((group) => `/O=${group}`), `/CN=${user}`].join("");
  openssl("req", ...kind, "-subj", subject, "-keyout", key, "-out", request);
  if (life.seconds === undefined) {
    openssl(
      "x509",
      "-req",
      "-in",
      request,
      "-CA",
      authority,
      "-CAkey",
      authorityKey,
      "-days",
      "1",
      "-out",
      certificate,
    );
    return { certificate, key };
  }
  // `openssl x509` counts whole days.
  const configuration = file("seconds.conf");
  writeFileSync(file("seconds.index"), "");
  writeFileSync(
    configuration,
    `[ca]\ndefault_ca=c\n[c]\ndatabase=${file("seconds.index")}\nnew_certs_dir=${plant.folder}\ndefault_md=sha256\nrand_serial=yes\npolicy=p\n[p]\norganizationName=optional\ncommonName=supplied\n`,
  );
  const end = new Date(Date.now() + life.seconds * 1000).toISOString().replace(/[-:T]/g, "").replace(/\..*/, "Z");
  const signer = ["-cert", authority, "-keyfile", authorityKey, "-enddate", end];
  openssl("ca", "-config", configuration, "-batch", "-notext", ...signer, "-in", request, "-out", certificate);
  return { certificate, key };
}
