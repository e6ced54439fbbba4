// Jest's global setup: the temporary folders of a run lie in one, for the frameworks make many and delete none.
// Workers, and the programs that tests start, inherit the place.
"use strict";
const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

module.exports = (_, { cacheDirectory }) => {
  // It would lie there as well for a jest that a test starts, and be empty every time.
  process.env.PORTCULLIS_JEST_CACHE = cacheDirectory;
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), "portcullis-run-"));
};
