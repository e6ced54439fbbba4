import type { TakenRecord } from "./otlp-logs";

/** Records of one file that follow each other without a gap. */
interface Run {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly first: bigint;
  readonly records: readonly TakenRecord[];
}

const PATH = "log.file.path";
const OFFSET = "log.file.record_offset";

/** What an aggregator can tell of records by file and place alone. */
export interface Restored {
  /** Bodies in the order in which they were written, each once. */
  readonly bodies: readonly string[];
  /** Bytes between two records of one file that never came. */
  readonly missingBytes: number;
}

/**
 * The order in which records were written, from the file and the place that each carries: they came in any order, and some twice. A
 * file that was rotated goes on under its new name at the place where it was left under the old one; rotated files are named by
 * the moment of their rotation, and what was read of the one that is written was read before the next was begun.
 */
export function restoreOrder(records: readonly TakenRecord[]): Restored {
  const seen = new Set<string>();
  const once = records.filter(({ body }) => !seen.has(body) && seen.add(body));
  const files = joinRuns(runsOf(once));
  files.sort((a, b) => rotatedAt(a) - rotatedAt(b) || Number(a[0].first - b[0].first));
  const missing = files.map((file) =>
    file.reduce((sum, run, index) => sum + Math.max(0, run.start - (file[index - 1]?.end ?? 0)), 0),
  );
  return {
    bodies: files.flatMap((file) => file.flatMap((run) => run.records.map(({ body }) => body))),
    missingBytes: missing.reduce((sum, bytes) => sum + bytes, 0),
  };
}

type File = [Run, ...Run[]];

const placeOf = ({ attributes }: TakenRecord) => ({
  path: String(attributes[PATH]),
  start: Number(attributes[OFFSET]),
});
const endOf = (record: TakenRecord) => placeOf(record).start + Buffer.byteLength(record.body) + 1;

/** Records of one name are told apart by generation: what was read later at an earlier place is of the next file. */
function runsOf(records: readonly TakenRecord[]): readonly Run[] {
  const open = new Map<string, TakenRecord[]>();
  const sorted = [...records].sort((a, b) => Number(a.observed - b.observed) || placeOf(a).start - placeOf(b).start);
  for (const record of sorted) {
    const { path, start } = placeOf(record);
    const key = `${path}:${start}`;
    const before = open.get(key);
    open.delete(key);
    const run = before ?? [];
    run.push(record);
    let next = `${path}:${endOf(record)}`;
    // Two files of one name may have a record that ends at the same place.
    while (open.has(next)) next += "'";
    open.set(next, run);
  }
  return [...open.values()].map((run) => {
    const [first, last] = [run[0] as TakenRecord, run.at(-1) as TakenRecord];
    return { ...placeOf(first), end: endOf(last), first: first.observed, records: run };
  });
}

/** A run that begins where another ended is of the same file, whatever its name was then. */
function joinRuns(runs: readonly Run[]): File[] {
  const files: File[] = [];
  const rest = [...runs].sort((a, b) => a.start - b.start || Number(a.first - b.first));
  for (const run of rest) {
    const endsAt = (file: File) => file.at(-1)?.end ?? 0;
    const earlier = run.start > 0 ? files.filter((each) => endsAt(each) <= run.start) : [];
    // Behind a gap it goes on with the file that came nearest to it.
    const file = earlier.sort((a, b) => endsAt(b) - endsAt(a))[0];
    if (file === undefined) files.push([run]);
    else file.push(run);
  }
  return files;
}

/** The moment in the name of a rotated file, in milliseconds; of one that was read before its rotation, when it was read. */
function rotatedAt(file: File): number {
  for (const { path } of file) {
    const [, day, clock] = /audit-(\d{4}-\d{2}-\d{2})T([\d.-]+)\.log$/.exec(path) ?? [];
    if (day !== undefined && clock !== undefined) return Date.parse(`${day}T${clock.replaceAll("-", ":")}Z`);
  }
  return Number((file.at(-1)?.records.at(-1)?.observed ?? 0n) / 1_000_000n);
}
