import { parseArgs } from "node:util";
import type { Mix } from "./names";

export interface BenchOptions {
  /** How many clusters, smallest first. */
  readonly sizes: readonly number[];
  readonly mix: Mix;
  /** How often each program runs at most; large sizes run less often. */
  readonly rounds: number;
  /** Whether the fleet goes on to 10,000 small machines. */
  readonly edge: boolean;
  /** Whether another library is installed and timed beside. */
  readonly peers: boolean;
  /** Whether the page and the picture are written. */
  readonly write: boolean;
}

export const HELP = `npm run bench -- [options]

  --full            1, 10, 100 and 1,000 clusters, and a fleet of up to 10,000 small machines (some four minutes)
  --sizes 1,10      these sizes instead of 1, 10 and 100
  --mix edge        small machines alone, or cloud for Amazon EKS alone, instead of all three profiles in turn
  --peers           also installs @aws-quickstart/eks-blueprints and times it on private clusters of Amazon EKS
  --rounds 5        how often each program runs; sizes from 100 on run less often
  --admission       what policies and audit cost an API server instead; --admission --help
  --no-write        prints the tables alone; docs/performance.md and .svg stay as they are
`;

/** Reads the arguments; undefined when only the help is wanted. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: "boolean", default: false },
      sizes: { type: "string" },
      mix: { type: "string", default: "all" },
      peers: { type: "boolean", default: false },
      rounds: { type: "string", default: "5" },
      "no-write": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const sizes = (values.sizes ?? (values.full ? "1,10,100,1000" : "1,10,100")).split(",").map(Number);
  const rounds = Number(values.rounds);
  if (![...sizes, rounds].every((size) => Number.isSafeInteger(size) && size > 0 && size < 100_000))
    throw new Error("sizes and rounds are whole numbers from 1 to 99999");
  if (values.mix !== "all" && values.mix !== "edge" && values.mix !== "cloud")
    throw new Error("the mix is all, edge or cloud");
  return {
    sizes: sizes.sort((a, b) => a - b),
    mix: values.mix,
    rounds,
    edge: values.full,
    peers: values.peers,
    write: !values["no-write"],
  };
}

/** Large sizes are slow and steady: fewer rounds tell as much. */
export function roundsFor(size: number, most: number): number {
  if (size >= 1000) return Math.min(most, 1);
  return size >= 100 ? Math.min(most, 3) : most;
}
