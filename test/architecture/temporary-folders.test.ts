import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const { removeLeftOvers } = jest.requireActual<{ removeLeftOvers(folder: string): void }>(
  "../runner/temporary-folder.cjs",
);

test("folders of runs that are gone are taken away, and those of others, and of runs that go on, stay", () => {
  const folder = mkdtempSync(join(tmpdir(), "left-overs-"));
  const gone = spawnSync("true").pid;
  const kept = [
    `portcullis-run-${process.pid}-aB3dEf`,
    `portcullis-run-${gone}`,
    `${gone}-aB3dEf`,
    "portcullis-run-aB3dEf",
  ];
  try {
    for (const name of [...kept, `portcullis-run-${gone}-aB3dEf`])
      mkdirSync(join(folder, name, "deep"), { recursive: true });
    removeLeftOvers(folder);
    expect(readdirSync(folder).sort()).toEqual([...kept].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** How a process has ended, at most two seconds from now. */
async function endOf(child: ChildProcess): Promise<NodeJS.Signals | "it runs"> {
  for (let tries = 0; tries < 20 && child.signalCode === null; tries += 1) await setTimeout(100);
  return child.signalCode ?? "it runs";
}

test("what a run started that is gone is ended, and what others started goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "left-overs-"));
  const gone = spawnSync("true").pid;
  const left = join(folder, `portcullis-run-${gone}-aB3dEf`);
  const others = [join(folder, `portcullis-run-${process.pid}-aB3dEf`), `${left}-not`, folder];
  mkdirSync(left);
  const start = (TMPDIR: string) => spawn("sleep", ["60"], { stdio: "ignore", env: { ...process.env, TMPDIR } });
  const of = { left: start(left), others: others.map(start) };
  try {
    // Until it is `sleep`, its environment is not to be seen.
    await setTimeout(200);
    removeLeftOvers(folder);
    expect(await endOf(of.left)).toBe("SIGKILL");
    for (const other of of.others) expect(other.signalCode).toBeNull();
  } finally {
    for (const child of [of.left, ...of.others]) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  }
});
