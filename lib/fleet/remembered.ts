import { createHmac, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Judgement, RuleTally } from "../guardrails/judgement";
import type { FleetFile } from "./fleet-options";
import { TallyTable } from "./tally-table";

/** What was true of one cluster when it was judged. */
export interface Remembered {
  readonly name: string;
  /** The digest of its description, of where its state is kept, and of the code that wrote it. */
  readonly cause: string;
  readonly files: readonly FleetFile[];
  /** What stood beside the stack's document. */
  readonly neighbours: readonly string[];
  readonly judgement: Judgement;
}

/** What is written: tallies stand once, and judgements say which are theirs. */
interface Memory {
  readonly tallies: readonly (readonly RuleTally[])[];
  readonly clusters: readonly (Omit<Remembered, "judgement"> & {
    readonly judgement: Omit<Judgement, "tallies"> & { readonly tallies: number };
  })[];
}

/** The folder below the output in which a fleet keeps what its next run reads. */
const KEPT = ".portcullis";
const FILE = join(KEPT, "fleet.json");

/** Reads what the last run remembers; nothing where it is not signed by this user on this machine. */
export function readRemembered(folder: string, key: Buffer): ReadonlyMap<string, Remembered> {
  try {
    const text = readFileSync(join(folder, FILE), "utf8");
    const end = text.indexOf("\n");
    const signature = Buffer.from(text.slice(0, end), "hex");
    const body = text.slice(end + 1);
    const right = sign(body, key);
    if (signature.length !== right.length || !timingSafeEqual(signature, right)) return new Map();
    const { tallies, clusters } = JSON.parse(body) as Memory;
    return new Map(
      clusters.map(({ judgement, ...one }) => [
        one.name,
        { ...one, judgement: { ...judgement, tallies: tallies[judgement.tallies] ?? [] } },
      ]),
    );
  } catch {
    // There is none, or it is broken: everything is judged again.
    return new Map();
  }
}

/** Writes what the next run may believe, in one step. Where it cannot be written, that run judges everything again. */
export function writeRemembered(folder: string, key: Buffer, clusters: readonly Remembered[]): void {
  const shared = new TallyTable();
  const short = clusters.map(({ judgement, ...one }) => ({
    ...one,
    judgement: { ...judgement, tallies: shared.placeOf(judgement.tallies) },
  }));
  const memory: Memory = { tallies: shared.all, clusters: short };
  const body = JSON.stringify(memory);
  const path = join(folder, FILE);
  const staged = `${path}.${process.pid}`;
  try {
    mkdirSync(join(folder, KEPT), { recursive: true });
    writeFileSync(staged, `${sign(body, key).toString("hex")}\n${body}`);
    renameSync(staged, path);
  } catch {
    // What is there already is older, and says so.
    rmSync(staged, { force: true });
  }
}

function sign(body: string, key: Buffer): Buffer {
  return createHmac("sha256", key).update(body).digest();
}
