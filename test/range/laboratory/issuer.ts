import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LaboratoryAuthority } from "./certificates";
import type { Host } from "./network";

type Claims = Readonly<Record<string, unknown>>;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * An OpenID Connect issuer whose keys are at hand, so that every token can be made that a good, a mistaken or a hostile
 * issuer could make. It logs nobody in: that is for a real identity provider.
 */
export class Issuer {
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;
  #server: ChildProcess | undefined;

  constructor(
    readonly url: string,
    private readonly host: Host,
    private readonly address: string,
    private readonly folder: string,
  ) {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.#key = privateKey;
    this.#publicKey = publicKey;
  }

  async start(authority: LaboratoryAuthority): Promise<void> {
    const name = new URL(this.url).hostname;
    const { certificate, key } = authority.serve(name);
    const keys = join(this.folder, "keys.json");
    const jwk = { ...this.#publicKey.export({ format: "jwk" }), kid: "key-1", use: "sig", alg: "RS256" };
    writeFileSync(keys, JSON.stringify({ keys: [jwk] }));
    const server = [join(__dirname, "issuer-server.cjs"), this.url, certificate, key, keys, this.address, "443"];
    const enter = [`--net=/var/run/netns/${this.host.namespace}`];
    this.#server = spawn("nsenter", [...enter, process.execPath, ...server], { stdio: "ignore" });
    const ask = [
      "curl",
      "--silent",
      "--fail",
      "--insecure",
      `https://${this.address}${new URL(this.url).pathname.replace(/\/$/, "")}/keys`,
    ];
    for (let tries = 0; spawnSync("nsenter", [...enter, ...ask]).status !== 0; tries += 1) {
      if (tries > 100) throw new Error(`the issuer ${this.url} does not answer`);
      await setTimeout(100);
    }
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await gone;
  }

  /** A token with these claims beside the usual ones; a claim that is undefined is left out. */
  token(claims: Claims, header: Claims = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: "kubernetes", sub: "alice", iat: now, nbf: now, exp: now + 600 };
    const text = `${part({ alg: "RS256", typ: "JWT", kid: "key-1", ...header })}.${part({ ...usual, ...claims })}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(this.#key).toString("base64url")}`;
  }

  /** The same token without a signature, which some verifiers once took. */
  unsigned(claims: Claims): string {
    const [, body] = this.token(claims).split(".");
    return `${part({ alg: "none", typ: "JWT" })}.${body}.`;
  }

  /** The same token, signed by HMAC with the public key, which is no secret. */
  signedByPublicKey(claims: Claims): string {
    const [, body] = this.token(claims).split(".");
    const text = `${part({ alg: "HS256", typ: "JWT", kid: "key-1" })}.${body}`;
    const secret = this.#publicKey.export({ format: "pem", type: "spki" });
    return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
  }
}
