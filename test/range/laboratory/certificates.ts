import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { stdio: "pipe" });

/** A certificate authority of the laboratory, for servers that a site would run itself. It lives for a day. */
export class LaboratoryAuthority {
  readonly certificate: string;
  readonly #key: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.certificate = join(folder, "ca.crt");
    this.#key = join(folder, "ca.key");
    const subject = ["-subj", "/CN=laboratory", "-addext", "keyUsage=critical,keyCertSign"];
    openssl("req", "-x509", ...EC, ...subject, "-days", "1", "-keyout", this.#key, "-out", this.certificate);
  }

  /** A serving certificate for one name, and for an address. */
  serve(name: string, address?: string): { readonly certificate: string; readonly key: string } {
    return this.#sign(name, `DNS:${name}${address === undefined ? "" : `,IP:${address}`}`, "serverAuth");
  }

  /** A certificate by which a client says to be one name, and of a group. */
  client(name: string, group?: string): { readonly certificate: string; readonly key: string } {
    return this.#sign(name, `DNS:${name}`, "clientAuth", group === undefined ? "" : `/O=${group}`);
  }

  #sign(
    name: string,
    names: string,
    usage: string,
    group = "",
  ): { readonly certificate: string; readonly key: string } {
    const [certificate, key, request] = ["crt", "key", "csr"].map((ending) =>
      join(this.folder, `${name}.${ending}`),
    ) as [string, string, string];
    const extensions = join(this.folder, `${name}.ext`);
    writeFileSync(extensions, `subjectAltName=${names}\nextendedKeyUsage=${usage}\n`);
    openssl("req", ...EC, "-subj", `${group}/CN=${name}`, "-keyout", key, "-out", request);
    const signer = ["-CA", this.certificate, "-CAkey", this.#key, "-days", "1", "-extfile", extensions];
    openssl("x509", "-req", "-in", request, ...signer, "-out", certificate);
    return { certificate, key };
  }
}

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
