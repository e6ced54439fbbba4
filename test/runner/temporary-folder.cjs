// Jest's global setup: the temporary folders of a run lie in one, for the frameworks make many and delete none.
// Workers, and the programs that tests start, inherit the place. It carries the process's id: what a run left that was killed, the next one takes away.
"use strict";
const { existsSync, mkdtempSync, readdirSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const PREFIX = "portcullis-run-";

/** Removes from a folder what runs left that are gone. */
function removeLeftOvers(folder) {
  for (const name of readdirSync(folder)) {
    const [, id] = /^portcullis-run-(\d+)-\w{6}$/.exec(name) ?? [];
    if (id !== undefined && !existsSync(`/proc/${id}`)) rmSync(join(folder, name), { recursive: true, force: true });
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
