import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AggregatorIdentity } from "./aggregator";
import type { MachineIdentity } from "./forwarding-machine";

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** The authority of an aggregator and of the machines that send to it. Everything it signs lives for a day at most. */
export class ForwardingAuthority {
  readonly certificate: string;
  readonly #key: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.certificate = join(folder, "ca.crt");
    this.#key = join(folder, "ca.key");
    const subject = ["-subj", "/CN=forwarding", "-addext", "keyUsage=critical,keyCertSign"];
    openssl("req", "-x509", ...EC, ...subject, "-days", "1", "-keyout", this.#key, "-out", this.certificate);
  }

  /** What an aggregator of this name shows; expired, when it lives for no day at all. */
  aggregator(name: string, days = 1): AggregatorIdentity {
    return { ...this.#sign(name, "serverAuth", days), authority: this.certificate };
  }

  machine(name: string): MachineIdentity {
    return { ...this.#sign(name, "clientAuth", 1), authority: this.certificate };
  }

  #sign(name: string, usage: string, days: number) {
    const path = (ending: string) => join(this.folder, `${name}-${days}.${ending}`);
    writeFileSync(path("ext"), `subjectAltName=DNS:${name}\nextendedKeyUsage=${usage}\n`);
    openssl("req", ...EC, "-subj", `/CN=${name}`, "-keyout", path("key"), "-out", path("csr"));
    const signer = ["-CA", this.certificate, "-CAkey", this.#key, "-days", `${days}`, "-extfile", path("ext")];
    openssl("x509", "-req", "-in", path("csr"), ...signer, "-out", path("crt"));
    return { certificate: path("crt"), key: path("key") };
  }
}

function openssl(...args: readonly string[]): void {
  execFileSync("openssl", args, { stdio: "pipe" });
}
