import { sep } from "node:path";

const LIBRARY_ROOT = `${__dirname.split(sep).slice(0, -1).join(sep)}${sep}`;

/** The first line of the program outside this library and outside installed packages, `folder/file.ts:14`; undefined when there is none. */
export function callingLine(): string | undefined {
  const frames = (new Error().stack ?? "").split("\n").slice(1);
  for (const frame of frames) {
    const place = /\(?((?:file:\/\/)?\/[^()]*|[A-Za-z]:\\[^()]*):(\d+):\d+\)?$/.exec(frame);
    const file = place?.[1]?.replace(/^file:\/\//, "");
    if (file === undefined || file.startsWith(LIBRARY_ROOT) || file.includes(`${sep}node_modules${sep}`)) continue;
    // Two path segments are enough to find the file and tell nothing of the machine.
    return `${file.split(/[\\/]/).slice(-2).join("/")}:${place?.[2]}`;
  }
  return undefined;
}
