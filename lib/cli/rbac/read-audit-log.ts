import { isUtf8 } from "node:buffer";
import { closeSync, openSync, statSync } from "node:fs";
import { readAuditLine } from "../../rbac/suggest/audit-event";
import { TooMuchUsed, Usage } from "../../rbac/suggest/usage";
import type { InputProblem } from "../check/input-problem";
import { inWords } from "../../synthesis/file-trouble";
import { openWithoutWaiting, readChunk, WaitsForever } from "../read-bytes";

/** Longer than an event that holds the largest object and its answer, in bytes. */
export const LONGEST_EVENT = 16 * 1024 * 1024;
/** As many lines that cannot be read as are told one by one. */
const MOST_PROBLEMS = 20;
/** Where no line ends for so long, in bytes, none will. */
const ENDLESS_LINE = 1024 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

/** What was read of audit logs. */
export interface ReadLogs {
  readonly usage: Usage;
  readonly problems: readonly InputProblem[];
  readonly events: number;
}

/** Reads audit logs line by line: what is held in memory is a line, and what all of them add up to. */
export function readAuditLogs(paths: readonly string[], isWanted: (user: string) => boolean): ReadLogs {
  const usage = new Usage();
  const problems: InputProblem[] = [];
  let events = 0;
  let further = 0;
  const complain = (problem: InputProblem) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
    else further += 1;
  };
  for (const path of new Set(paths)) {
    try {
      eachLine(path, (line, number) => {
        if (line === undefined) {
          const message = `the line is longer than ${LONGEST_EVENT / 1024 / 1024} MB`;
          complain({ path, line: number, message, fix: "No event is so long: look at what wrote it." });
          return;
        }
        if (line.trim() === "") return;
        const read = readAuditLine(line);
        if (read.as === "problem") {
          complain({
            path,
            line: number,
            message: read.why,
            fix: "Name an audit log with one event of audit.k8s.io/v1 on each line.",
          });
          return;
        }
        events += 1;
        if (read.as === "accesses") for (const one of read.accesses) if (isWanted(one.who.user)) usage.add(one);
      });
    } catch (error) {
      if (error instanceof TooMuchUsed)
        problems.push({ path, message: error.message, fix: "Name those that matter by --subject." });
      else if (error instanceof WaitsForever)
        problems.push({ path, message: error.message, fix: "It is no plain file: name an audit log." });
      else if (error instanceof LogProblem) problems.push({ path, message: error.message, fix: error.fix });
      else problems.push({ path, ...inWords(error, "be read") });
    }
  }
  if (further > 0)
    problems.push({
      path: paths.join(", "),
      message: `${further} more lines cannot be read`,
      fix: "Mend the log, or leave it out.",
    });
  return { usage, problems, events };
}

class LogProblem extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** Opens standard input for `-`, a file, or a pipe that a shell has made: `<(zcat LOG)`. */
function open(path: string): number {
  if (path === "-") return 0;
  const stats = statSync(path);
  if (stats.isDirectory())
    throw new LogProblem("it is a folder", "Name the audit logs in it: portcullis rbac suggest FOLDER/*.log");
  if (stats.isFIFO()) return openSync(path, "r");
  if (!stats.isFile()) throw new LogProblem("it is neither a file nor a pipe", "Name an audit log, or - for its text.");
  return openWithoutWaiting(path);
}

/** @param take gets every line with its number; undefined for one that is too long to hold */
function eachLine(path: string, take: (line: string | undefined, number: number) => void): void {
  const file = open(path);
  try {
    const chunk = Buffer.alloc(CHUNK);
    let begun: Buffer[] = [];
    let length = 0;
    let number = 1;
    let isFirst = true;
    const add = (part: Buffer) => {
      length += part.length;
      // What is too long is counted, and not kept.
      if (length <= LONGEST_EVENT) begun.push(Buffer.from(part));
    };
    const finish = () => {
      take(length > LONGEST_EVENT ? undefined : textOf(Buffer.concat(begun), number), number);
      begun = [];
      length = 0;
      number += 1;
    };
    for (let size = readChunk(file, chunk); size > 0; size = readChunk(file, chunk)) {
      if (isFirst && chunk[0] === 0x1f && chunk[1] === 0x8b)
        throw new LogProblem("it is compressed", "Unpack it: zcat LOG | portcullis rbac suggest -");
      isFirst = false;
      let start = 0;
      for (
        let end = chunk.subarray(0, size).indexOf(NEWLINE);
        end >= 0;
        end = chunk.subarray(0, size).indexOf(NEWLINE, start)
      ) {
        add(chunk.subarray(start, end));
        finish();
        start = end + 1;
      }
      add(chunk.subarray(start, size));
      if (length > ENDLESS_LINE) throw new LogProblem(`line ${number} does not end`, "Look at what writes it.");
    }
    if (length > 0) finish();
  } finally {
    if (file !== 0) closeSync(file);
  }
}

function textOf(bytes: Buffer, number: number): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new LogProblem(`line ${number} is not text in UTF-8`, "Name an audit log, as the API server writes it.");
}
