import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const BYTES = 32;

/**
 * The key that signs what a fleet remembers: this user's on this machine, in a folder of his own, so that nothing that lies beside
 * the output, or came with a repository, says of itself that it was judged. Made when it is first asked for.
 *
 * @returns undefined where it can be neither read nor made; nothing is remembered then
 */
export function signingKey(): Buffer | undefined {
  const folder = join(process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "portcullis");
  const path = join(folder, "fleet.key");
  try {
    return read(path);
  } catch {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Whoever comes second takes what the first has made.
      writeFileSync(path, randomBytes(BYTES), { mode: 0o600, flag: "wx" });
    } catch {
      // There already, or not to be made: reading it tells.
    }
    try {
      return read(path);
    } catch {
      return undefined;
    }
  }
}

function read(path: string): Buffer {
  const key = readFileSync(path);
  if (key.length !== BYTES) throw new Error(`${path} holds no key`);
  return key;
}
