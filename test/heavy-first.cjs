// Jest starts the tests that took longest in the run before first, but a fresh checkout has no run before. These are
// known to be long; the rest follows by size. The package's test waits for the compiled library: it comes third.
"use strict";
const { default: Sequencer } = require("@jest/test-sequencer");
const { statSync } = require("node:fs");

const FIRST = [
  "guardrails/no-input-opens",
  "guardrails/mutation",
  "package/consumers",
  "spec/hostile-input",
  "apps/platform-team",
  "constructs/gate/terraform-doors",
  "apps/fleet",
  "docs/code-blocks",
  "conformance/data-center",
];

module.exports = class HeavyFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = FIRST.findIndex((name) => path.replaceAll("\\", "/").endsWith(`/test/${name}.test.ts`));
      return found === -1 ? FIRST.length : found;
    };
    return [...tests].sort((a, b) => place(a) - place(b) || statSync(b.path).size - statSync(a.path).size);
  }
};
