import { median } from "../statistics";
import type { Block, Round } from "./block";
import type { Side } from "./sides";

/** Rounds of both sides, pair by pair. */
export type Pair = Readonly<Record<Side, Round>>;

/** What may be lost at most: a median ratio of the hardened server to the bare one. */
export const BUDGET: Readonly<Record<keyof Block, number>> = { rate: 0.9, p50: 1.1, p99: 1.25 };

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
  readonly isWithin: boolean;
}

export function compare(pairs: readonly Pair[]): readonly Compared[] {
  return (["creations", "reads"] as const).flatMap((of) =>
    (["rate", "p50", "p99"] as const).map((figure) => {
      const ratios = pairs.map(({ bare, hardened }) => hardened[of][figure] / bare[of][figure]);
      const ratio = median(ratios);
      return {
        ...{ of, figure, ratio, least: Math.min(...ratios), most: Math.max(...ratios) },
        bare: median(pairs.map(({ bare }) => bare[of][figure])),
        hardened: median(pairs.map(({ hardened }) => hardened[of][figure])),
        isWithin: figure === "rate" ? ratio >= BUDGET.rate : ratio <= BUDGET[figure],
      };
    }),
  );
}

const NAMES = { rate: "requests/s", p50: "p50 ms", p99: "p99 ms" } as const;

export function tableOfCosts(compared: readonly Compared[]): string {
  const rows = compared.map(({ of, figure, bare, hardened, ratio, least, most, isWithin }) => {
    const number = (value: number) => (figure === "rate" ? value.toFixed(0) : value.toFixed(1));
    const budget = figure === "rate" ? `at least ${BUDGET.rate}` : `at most ${BUDGET[figure]}`;
    const spread = `${least.toFixed(2)} to ${most.toFixed(2)}`;
    return `| ${of} | ${NAMES[figure]} | ${number(bare)} | ${number(hardened)} | ${ratio.toFixed(2)} | ${spread} | ${budget}: ${isWithin ? "kept" : "**not kept**"} |`;
  });
  return ["| pods | | none | all | ratio | spread | budget |", "|---|---|---:|---:|---:|---|---|", ...rows].join("\n");
}
