import type { Program } from "./measure";
import type { Measured } from "./measure-all";
import { TITLES } from "./table";

const COLORS: Readonly<Record<Program, string>> = {
  constructs: "#0b6e4f",
  fleet: "#1f4fb2",
  "by-hand": "#8c5e00",
  floor: "#777777",
};
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 420, 70, 220, 20, 50];

/** Time by the number of clusters, both in powers of ten, as SVG. */
export function pictureOf(measured: readonly Measured[]): string {
  const [lowest, highest] = decades(measured.map(({ seconds }) => seconds));
  const [fewest, most] = decades(measured.map(({ count }) => count));
  const x = (count: number) =>
    LEFT + ((Math.log10(count) - fewest) / Math.max(most - fewest, 1)) * (WIDTH - LEFT - RIGHT);
  const y = (seconds: number) =>
    HEIGHT - BOTTOM - ((Math.log10(seconds) - lowest) / (highest - lowest)) * (HEIGHT - TOP - BOTTOM);
  const parts: string[] = [];
  for (let power = lowest; power <= highest; power += 1) {
    const at = y(10 ** power).toFixed(1);
    parts.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#dddddd"/>`);
    parts.push(`<text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end">${10 ** power} s</text>`);
  }
  for (let power = fewest; power <= most; power += 1) {
    const at = x(10 ** power).toFixed(1);
    parts.push(`<line x1="${at}" x2="${at}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#dddddd"/>`);
    parts.push(
      `<text x="${at}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${(10 ** power).toLocaleString("en-US")}</text>`,
    );
  }
  parts.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">clusters</text>`);
  let legend = TOP + 12;
  for (const key of new Set(measured.map(({ program, mix }) => `${program} ${mix}`))) {
    const rows = measured.filter(({ program, mix }) => `${program} ${mix}` === key);
    const [first] = rows;
    if (first === undefined) continue;
    const stroke = `stroke="${COLORS[first.program]}" stroke-width="2"${first.mix === "edge" ? ' stroke-dasharray="5 4"' : ""}`;
    const points = rows.map(({ count, seconds }) => `${x(count).toFixed(1)},${y(seconds).toFixed(1)}`);
    parts.push(`<polyline fill="none" ${stroke} points="${points.join(" ")}"/>`);
    for (const point of points) {
      const [cx, cy] = point.split(",");
      parts.push(`<circle cx="${cx}" cy="${cy}" r="3" fill="${COLORS[first.program]}"/>`);
    }
    const at = WIDTH - RIGHT + 12;
    parts.push(`<line x1="${at}" x2="${at + 22}" y1="${legend - 4}" y2="${legend - 4}" ${stroke}/>`);
    parts.push(
      `<text x="${at + 28}" y="${legend}">${TITLES[first.program]}${first.mix === "edge" ? ", edge" : ""}</text>`,
    );
    legend += 20;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

/** The powers of ten around some numbers. */
function decades(numbers: readonly number[]): readonly [lowest: number, highest: number] {
  const lowest = Math.floor(Math.log10(Math.min(...numbers)));
  return [lowest, Math.max(lowest + 1, Math.ceil(Math.log10(Math.max(...numbers))))];
}
