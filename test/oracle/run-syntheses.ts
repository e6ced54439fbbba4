// One worker of a long run: `node --require ./scripts/from-source.cjs test/oracle/run-syntheses.ts <first seed> <count>`. cdktf keeps
// every app in memory, so that each worker does some hundred and ends.
import { synthesizeCase } from "./syntheses";

const [first = 1, count = 1] = process.argv.slice(2).map(Number);
for (let seed = first; seed < first + count; seed += 1) console.log(JSON.stringify(synthesizeCase(seed)));
