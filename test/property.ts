import fc from "fast-check";
import { PROVING } from "./proving";

/**
 * fast-check as our tests use it: every run of a property tries the same inputs, so that a test is red or green by the
 * code alone. PORTCULLIS_PROPERTY_SEED tries others; whatever fails prints the seed and the path to the input.
 */
const written = process.env.PORTCULLIS_PROPERTY_SEED;
const seed = Number(written ?? 20_260_101);
if (!Number.isInteger(seed)) throw new Error(`PORTCULLIS_PROPERTY_SEED is no whole number: ${written}`);

/** How many inputs a property tries: a sixth of these by `npm test`, five times as many by `npm run prove`. */
export const runs = (usual: number) => Math.ceil(PROVING ? usual * 5 : usual / 6);

fc.configureGlobal({
  seed,
  numRuns: runs(100),
  // Instead of fast-check's report: the same, and how to try it again.
  reporter: (details) => {
    if (!details.failed) return;
    const again = `PORTCULLIS_PROPERTY_SEED=${details.seed} (path "${details.counterexamplePath ?? ""}")`;
    throw new Error(`${fc.defaultReportMessage(details)}\n\nTry it again with ${again}.`, {
      cause: details.errorInstance,
    });
  },
});

/**
 * A character of any plane, halves of pairs among them. fast-check's own `binary` first sorts every character there is
 * into the texts it tries, most of a second in every file.
 */
export const anyCharacter = fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code));

export { fc };
