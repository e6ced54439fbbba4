import { type Inputs, type Program, PROGRAMS, type Run, runOnce } from "./measure";
import type { Mix } from "./names";
import { type BenchOptions, roundsFor } from "./options";
import { median } from "./statistics";

/** One program at one size: the middle of its runs. */
export interface Measured extends Run {
  readonly program: Program;
  readonly count: number;
  readonly mix: Mix;
  readonly rounds: number;
  /** Its time by the time of the hand-written program in the same round; the middle of the rounds. */
  readonly ratio: number | undefined;
  /** The same of the time that its processes computed. */
  readonly userRatio: number | undefined;
}

/** Runs every program at every size, in turn, so that a slow minute of the machine is everybody's. */
export async function measureAll(
  { sizes, mix, rounds, edge }: BenchOptions,
  inputs: Inputs,
  tell: (line: string) => void,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const count of sizes) {
    const byRound: Map<Program, Run>[] = [];
    for (let round = 0; round < roundsFor(count, rounds); round += 1) {
      const runs = new Map<Program, Run>();
      for (const program of PROGRAMS) {
        const run = await runOnce(program, count, mix, inputs);
        runs.set(program, run);
        tell(`${count} ${program}: ${run.seconds.toFixed(2)} s, user ${run.userSeconds.toFixed(2)} s`);
      }
      byRound.push(runs);
    }
    for (const program of PROGRAMS) measured.push(summarize(program, count, mix, byRound));
  }
  for (const count of edge ? EDGE_SIZES : []) {
    const run = await runOnce("fleet", count, "edge", inputs);
    tell(`${count} small machines, fleet: ${run.seconds.toFixed(2)} s, user ${run.userSeconds.toFixed(2)} s`);
    measured.push({ program: "fleet", count, mix: "edge", rounds: 1, ...run, ratio: undefined, userRatio: undefined });
  }
  return measured;
}

/** Sites with one small machine each, of which there are the most. */
const EDGE_SIZES = [1_000, 10_000];

function summarize(program: Program, count: number, mix: Mix, rounds: readonly ReadonlyMap<Program, Run>[]): Measured {
  const middle = (value: (run: Run, byHand: Run) => number) =>
    median(
      rounds.flatMap((runs) => {
        const [run, byHand] = [runs.get(program), runs.get("by-hand")];
        return run === undefined || byHand === undefined ? [] : [value(run, byHand)];
      }),
    );
  return {
    program,
    count,
    mix,
    rounds: rounds.length,
    seconds: middle((run) => run.seconds),
    userSeconds: middle((run) => run.userSeconds),
    peakMiB: middle((run) => run.peakMiB),
    ratio: middle((run, byHand) => run.seconds / byHand.seconds),
    userRatio: middle((run, byHand) => run.userSeconds / byHand.userSeconds),
  };
}
