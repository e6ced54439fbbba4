// Jest starts the tests that took longest in the run before first, but a fresh checkout has no run before. The rooms say
// in which order they start; files, where somebody names some, go by size.
"use strict";
const { default: Sequencer } = require("@jest/test-sequencer");
const { readFileSync, statSync } = require("node:fs");
const { basename, join } = require("node:path");

const table = readFileSync(join(__dirname, "..", "rooms", "rooms.ts"), "utf8");
const order = [...table.matchAll(/^ {2}"?([a-z-]+)"?: \[/gm)].map(([, room]) => `${room}.room.ts`);

module.exports = class HeavyFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => order.indexOf(basename(path));
    return [...tests].sort((a, b) => place(a) - place(b) || statSync(b.path).size - statSync(a.path).size);
  }
};
