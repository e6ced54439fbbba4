import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LaboratoryCluster } from "./cluster";

let made = 0;

/**
 * A certificate of one of the control plane's own authorities, made as the documentation makes a proxy's: the key here, the
 * signature on the control plane, for days.
 *
 * @param authority below `/etc/kubernetes/pki`, without its ending: `front-proxy-ca`
 * @param folder where key and certificate go; the laboratory's own unless said otherwise
 */
export function signedBy(
  plant: Pick<LaboratoryCluster, "machine" | "folder">,
  authority: string,
  subject: string,
  folder = plant.folder,
) {
  made += 1;
  const file = (ending: string) => join(folder, `signed-${made}.${ending}`);
  const [key, request, certificate] = [file("key"), file("csr"), file("crt")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc"];
  execFileSync("openssl", ["req", "-new", ...kind, "-keyout", key, "-subj", subject, "-out", request], {
    stdio: "pipe",
  });
  const there = "/run/portcullis-laboratory.csr";
  plant.machine.write({ path: there, content: readFileSync(request, "utf8") });
  const pki = `/etc/kubernetes/pki/${authority}`;
  const signer = ["-CA", `${pki}.crt`, "-CAkey", `${pki}.key`, "-CAcreateserial"];
  plant.machine.mustRun("openssl", "x509", "-req", "-days", "7", ...signer, "-in", there, "-out", `${there}.crt`);
  writeFileSync(certificate, plant.machine.read(`${there}.crt`));
  return { certificate, key };
}
