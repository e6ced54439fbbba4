// Jest's global setup: the temporary folders of a run lie in one, for the frameworks make many and delete none.
// Workers, and the programs that tests start, inherit the place. It carries the process's id: what a run left that was killed, the next one takes away.
"use strict";
const { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const PREFIX = "portcullis-run-";

/** Removes from a folder what runs left that are gone, and ends what they started and nobody ended: it inherited the folder's name. */
function removeLeftOvers(folder) {
  for (const name of readdirSync(folder)) {
    const [, id] = /^portcullis-run-(\d+)-\w{6}$/.exec(name) ?? [];
    if (id === undefined || existsSync(`/proc/${id}`)) continue;
    const left = join(folder, name);
    for (const pid of processesOf(left)) end(pid);
    rmSync(left, { recursive: true, force: true });
  }
}

/** Every process that was started with this folder for its temporary files. */
function processesOf(folder) {
  const own = `TMPDIR=${folder}`;
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(own);
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  });
}

function end(pid) {
  try {
    process.kill(Number(pid), "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

module.exports = (_, { cacheDirectory }) => {
  // It would lie there as well for a jest that a test starts, and be empty every time.
  process.env.PORTCULLIS_JEST_CACHE = cacheDirectory;
  // Where there is no /proc nobody can tell who still runs.
  if (existsSync("/proc/self")) removeLeftOvers(tmpdir());
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
};
module.exports.removeLeftOvers = removeLeftOvers;
