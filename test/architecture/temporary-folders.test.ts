import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
