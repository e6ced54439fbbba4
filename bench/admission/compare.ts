import { median } from "../statistics";
import type { Block, Round } from "./block";
import type { Side } from "./sides";

/** Rounds of both sides, pair by pair. */
export type Pair = Readonly<Record<Side, Round>>;

/** What may be lost at most: a median ratio of the hardened server to the bare one. */
export const BUDGET: Readonly<Record<Exclude<keyof Block, "cpu">, number>> = { rate: 0.9, p50: 1.1, p99: 1.25 };

/** One line of the table. */
export interface Compared {
  readonly of: keyof Round;
  readonly figure: keyof Block;
  readonly bare: number;
  readonly hardened: number;
  /** Hardened by bare: the median of all pairs, the smallest and the largest. */
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
  /** Undefined for what has no budget. */
  readonly isWithin: boolean | undefined;
}

export function compare(pairs: readonly Pair[]): readonly Compared[] {
  return (["creations", "reads"] as const).flatMap((of) =>
    (["rate", "p50", "p99", "cpu"] as const).map((figure) => {
      const ratios = pairs.map(({ bare, hardened }) => hardened[of][figure] / bare[of][figure]);
      const ratio = median(ratios);
      return {
        ...{ of, figure, ratio, least: Math.min(...ratios), most: Math.max(...ratios) },
        bare: median(pairs.map(({ bare }) => bare[of][figure])),
        hardened: median(pairs.map(({ hardened }) => hardened[of][figure])),
        isWithin: isWithin(figure, ratio),
      };
    }),
  );
}

function isWithin(figure: keyof Block, ratio: number): boolean | undefined {
  switch (figure) {
    case "rate":
      return ratio >= BUDGET.rate;
    case "p50":
    case "p99":
      return ratio <= BUDGET[figure];
    case "cpu":
      return undefined;
  }
}

const NAMES = { rate: "requests/s", p50: "p50 ms", p99: "p99 ms", cpu: "CPU s per 1,000" } as const;

export function tableOfCosts(compared: readonly Compared[]): string {
  const rows = compared.map(({ of, figure, bare, hardened, ratio, least, most, isWithin }) => {
    const number = (value: number) => value.toFixed({ rate: 0, p50: 1, p99: 1, cpu: 2 }[figure]);
    const kept = isWithin ? "kept" : "**not kept**";
    const spread = `${least.toFixed(2)} to ${most.toFixed(2)}`;
    return `| ${of} | ${NAMES[figure]} | ${number(bare)} | ${number(hardened)} | ${ratio.toFixed(2)} | ${spread} | ${budgetOf(figure)}${isWithin === undefined ? "" : `: ${kept}`} |`;
  });
  return ["| pods | | none | all | ratio | spread | budget |", "|---|---|---:|---:|---:|---|---|", ...rows].join("\n");
}

function budgetOf(figure: keyof Block): string {
  switch (figure) {
    case "rate":
      return `at least ${BUDGET.rate}`;
    case "p50":
    case "p99":
      return `at most ${BUDGET[figure]}`;
    case "cpu":
      return "";
  }
}
