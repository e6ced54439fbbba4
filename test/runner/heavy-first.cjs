// Jest starts the tests that took longest in the run before first, but a fresh checkout has no run before. The rooms say
// in which order they start; files, where somebody names some, go by size.
"use strict";
const { default: Sequencer } = require("@jest/test-sequencer");
const { statSync } = require("node:fs");
const { basename } = require("node:path");
const rooms = require("../rooms/rooms.json");

const order = Object.keys(rooms).map((room) => `${room}.room.ts`);

module.exports = class HeavyFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => order.indexOf(basename(path));
    return [...tests].sort((a, b) => place(a) - place(b) || statSync(b.path).size - statSync(a.path).size);
  }
};
