import type { Program } from "./measure";
import type { Measured } from "./measure-all";
import { exponent } from "./statistics";

export const TITLES: Readonly<Record<Program, string>> = {
  constructs: "constructs, judged",
  fleet: "fleet, judged",
  "by-hand": "by hand, not judged",
  floor: "floor: serialize and write",
};

/** The figures as a table of Markdown, a row for each size and program. */
export function tableOf(measured: readonly Measured[]): string {
  const header = [
    "| clusters | program | wall s | user s | peak MiB | wall by hand's | user by hand's | exponent |",
    "|---:|---|---:|---:|---:|---:|---:|---:|",
  ];
  return [
    ...header,
    ...measured.map((row) => {
      const before = measured.findLast(
        ({ program, count, mix }) => program === row.program && mix === row.mix && count < row.count,
      );
      const power =
        before === undefined ? "" : exponent([before.count, before.seconds], [row.count, row.seconds]).toFixed(2);
      return `| ${[
        row.count.toLocaleString("en-US"),
        `${TITLES[row.program]}${row.mix === "edge" ? ", small machines" : ""}`,
        row.seconds.toFixed(2),
        row.userSeconds.toFixed(2),
        row.peakMiB.toFixed(0),
        row.ratio?.toFixed(2) ?? "",
        row.userRatio?.toFixed(2) ?? "",
        power,
      ].join(" | ")} |`;
    }),
  ].join("\n");
}
