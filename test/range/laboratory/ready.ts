import { setTimeout } from "node:timers/promises";
import type { Machine } from "./machine";

const PATIENCE = 60_000;

/**
 * Waits until the API server of a machine is ready.
 * @param credentials words for curl, where nobody is answered without
 * @param alive whether there is anything to wait for
 */
export async function ready(
  machine: Machine,
  credentials: readonly string[] = [],
  alive: () => boolean = () => machine.isRunning("kube-apiserver"),
): Promise<void> {
  const curl = ["curl", "--silent", "--fail", "--insecure", "--max-time", "5", ...credentials] as const;
  const until = Date.now() + PATIENCE;
  for (;;) {
    const { status } = machine.run(...curl, "https://127.0.0.1:6443/readyz");
    if (status === 0) return;
    if (!alive() || Date.now() > until) throw new Error(`the API server is not ready:\n${machine.lastWords()}`);
    await setTimeout(200);
  }
}
