import { spawn } from "node:child_process";
import { join } from "node:path";
import type { LaboratoryAuthority } from "../laboratory/certificates";
import type { Host } from "../laboratory/network";
import { REGISTRY } from "./machines";

/**
 * Serves images from a folder, with a certificate of the site's own authority; returns what ends it.
 *
 * @param password `user:password`, without which nobody gets an image whose name begins with `private/`
 */
export function serveRegistry(
  host: Host,
  authority: LaboratoryAuthority,
  blobs: string,
  password: string,
): () => Promise<unknown> {
  const { certificate, key } = authority.serve(REGISTRY.name);
  const server = [join(__dirname, "registry-server.cjs"), certificate, key, blobs, REGISTRY.address, "443"];
  const enter = [`--net=/var/run/netns/${host.namespace}`, process.execPath];
  const env = { ...process.env, LABORATORY_PASSWORD: password };
  const child = spawn("nsenter", [...enter, ...server], { stdio: "ignore", env });
  return async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode !== null) return;
    child.kill("SIGKILL");
    await gone;
  };
}
