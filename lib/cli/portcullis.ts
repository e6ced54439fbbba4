#!/usr/bin/env node
// What the package's command starts. This file alone reads the clock, the arguments, the environment and the standard streams.
import type { Surroundings } from "./command";
import { faultOf } from "./fault";
import { main } from "./main";

let signal: NodeJS.Signals | undefined;
let isListening = false;
const stopped = () => {
  for (const one of isListening ? [] : (["SIGINT", "SIGTERM"] as const)) {
    process.on(one, () => {
      signal = one;
    });
  }
  isListening = true;
  return signal;
};
const around: Surroundings = {
  today: new Date().toISOString().slice(0, 10),
  now: () => performance.now() / 1000,
  tell: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined,
  stopped,
};
// Whoever reads the output may stop early (head, less): that is no failure.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);
void main(process.argv.slice(2), around)
  .catch((error: unknown) => faultOf(error, process.env.PORTCULLIS_TRACE !== undefined))
  .then(({ stdout, stderr, exitCode }) => {
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
  });
