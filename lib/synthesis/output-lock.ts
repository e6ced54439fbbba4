import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning } from "./is-running";
import { OutputProblem } from "./output-problem";

const LOCK = ".portcullis.lock";

/**
 * Lets one run at a time write into an output folder. A lock whose process is gone is taken over; one of another machine, or one
 * that cannot be read, is not: nobody here can tell.
 *
 * @returns what gives the folder free again
 * @throws OutputProblem when another run holds it
 */
export function lockOutput(root: string): () => void {
  const path = join(root, LOCK);
  const mine = `${process.pid} ${hostname()}\n`;
  try {
    writeFileSync(path, mine, { flag: "wx" });
  } catch (error) {
    if (!isThere(error)) throw error;
    demandGone(path);
    takeOver(path, mine);
  }
  return () => rmSync(path, { force: true });
}

/** Of several that find the same lock left behind, one takes it over: the others find its own, or this one beside it. */
function takeOver(path: string, mine: string): void {
  const second = `${path}.takeover`;
  try {
    writeFileSync(second, mine, { flag: "wx" });
  } catch (error) {
    throw isThere(error) ? inUse(second, undefined) : error;
  }
  try {
    demandGone(path);
    rmSync(path, { force: true });
    writeFileSync(path, mine, { flag: "wx" });
  } catch (error) {
    throw isThere(error) ? inUse(path, undefined) : error;
  } finally {
    rmSync(second, { force: true });
  }
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EEXIST";
}

function demandGone(path: string): void {
  const holder = holderOf(path);
  if (holder !== "gone") throw inUse(path, holder);
}

function inUse(path: string, holder: string | undefined): OutputProblem {
  return new OutputProblem(
    path,
    `another run is writing here${holder === undefined ? "" : ` (process ${holder})`}`,
    "Wait for its end. If there is none, remove this file.",
  );
}

function holderOf(path: string): string | "gone" | undefined {
  const [, pid, host] = /^(\d{1,10}) (\S+)\n$/.exec(readFileSync(path, "utf8")) ?? [];
  if (pid === undefined || host === undefined) return undefined;
  if (host !== hostname()) return `${pid} on ${host}`;
  return isRunning(Number(pid)) ? pid : "gone";
}
