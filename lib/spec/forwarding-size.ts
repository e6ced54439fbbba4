import type { ForwardingLoadInput } from "./forwarding-load-spec";

/** What a load takes: disk on each machine, and time. */
export interface ForwardingSize {
  /** The least `bufferMiB` with which the outage loses nothing, rounded up. */
  readonly bufferMiB: number;
  /** How long it takes after the outage until all that waited has gone, in hours; Infinity when the line is no faster than what comes. */
  readonly drainHours: number;
  /** What comes all the time, in kilobits a second. */
  readonly liveKilobitsPerSecond: number;
}

const HOUR = 3600;
const MIB = 1_048_576;

/** Bytes of one record as it waits and as it is sent: what is written, and 300 for the names and the place that it carries. */
const AUDIT_BYTES = 1500 + 300;
const LINE_BYTES = 200 + 300;

/**
 * The disk that waiting takes, and the time until it is over. A database file is up to half as large again as what is in it, and is copied
 * when it is compacted: three times. Half of the budget is for audit records, a quarter for what pods write, so the larger need
 * decides. Nothing is said of compression, which makes the line faster and the disk no smaller.
 */
export function sizeForwarding(load: ForwardingLoadInput): ForwardingSize {
  const audit = load.auditEventsPerSecond * AUDIT_BYTES;
  const lines = load.containerLinesPerSecond * LINE_BYTES;
  const seconds = load.outageHours * HOUR;
  const line = (load.uplinkKilobitsPerSecond * 1000) / 8;
  const live = audit + lines;
  return {
    bufferMiB: Math.ceil((Math.max(audit * 2, lines * 4) * 3 * seconds) / MIB),
    drainHours: line > live ? (live * seconds) / (line - live) / HOUR : Number.POSITIVE_INFINITY,
    liveKilobitsPerSecond: Math.ceil((live * 8) / 1000),
  };
}
