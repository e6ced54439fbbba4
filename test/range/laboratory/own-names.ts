import { type ChildProcess, spawn } from "node:child_process";
import { openSync, writeFileSync } from "node:fs";
import type { Host } from "./network";

/** Addresses by name, as a host resolves them. */
export type Names = Readonly<Record<string, string>>;

/**
 * Starts a program on a host that resolves names by a hosts file of its own.
 *
 * @param log the file for what it prints; the hosts file is written beside it
 */
export function startWithNames(
  host: Host,
  names: Names,
  log: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const hosts = `${log}.hosts`;
  const lines = Object.entries({ localhost: "127.0.0.1", ...names }).map(([name, address]) => `${address} ${name}\n`);
  writeFileSync(hosts, lines.join(""));
  const enter = [`--net=/var/run/netns/${host.namespace}`, "unshare", "--mount", "--propagation", "private"];
  const inside = ["sh", "-ec", 'mount --bind "$1" /etc/hosts; shift; exec "$@"', "sh", hosts];
  const output = openSync(log, "a");
  return spawn("nsenter", [...enter, ...inside, ...command], {
    stdio: ["ignore", output, output],
    // A group of its own, so that what a script has started ends with it.
    detached: true,
    env: { ...process.env, ...env },
  });
}

/** Ends a program that was started as a group of its own, with all that it has started itself, and waits until it is gone. */
export async function end(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGKILL");
  await gone;
}
