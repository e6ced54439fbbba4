import { createHmac } from "node:crypto";

const PERIOD = 30;

/**
 * The code that an authenticator shows (RFC 6238: SHA-1, six digits, half a minute).
 *
 * @param later by how many periods another than the present one; a code is taken once
 */
export function oneTimePassword(secret: string, later = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / PERIOD) + later));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
