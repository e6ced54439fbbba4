// Jest's global setup: the temporary folders of a run lie in one, for the frameworks make many and delete none.
// Workers, and the programs that tests start, inherit the place.
"use strict";
const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

module.exports = () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), "portcullis-run-"));
};
