// Where PORTCULLIS_TEST_REPORT names a file, a run's "passed failed skipped" go there, a line for each run.
"use strict";
const { appendFileSync, existsSync, readFileSync } = require("node:fs");

/** @param {string} json what jest wrote @returns {boolean} whether any test was skipped */
function reportTests(json) {
  const results = existsSync(json) ? JSON.parse(readFileSync(json, "utf8")) : { numRuntimeErrorTestSuites: 1 };
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numRuntimeErrorTestSuites } = results;
  const line = `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites} ${numPendingTests}\n`;
  if (process.env.PORTCULLIS_TEST_REPORT) appendFileSync(process.env.PORTCULLIS_TEST_REPORT, line);
  return numPendingTests > 0;
}

module.exports = { reportTests };
