// What `npm run bench -- --admission` runs: pods made and read on two API servers in turn, one with all policies and audit, one with none.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { BareApiServer } from "../../test/range/laboratory/bare-api-server";
import { withAdmission } from "../page";
import { runRound } from "./block";
import { compare, type Compared, type Pair, tableOfCosts } from "./compare";
import type { AdmissionOptions } from "./options";
import { SIDES, type Side, startSide } from "./sides";

/** Measures, prints, and writes its part of docs/performance.md. */
export async function benchAdmission(options: AdmissionOptions): Promise<void> {
  const { rounds, size, clients, version, without, write } = options;
  const servers = new Map<Side, BareApiServer>();
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  try {
    for (const side of SIDES) servers.set(side, await startSide(side, version, without));
    const on = (side: Side) => runRound(servers.get(side) as BareApiServer, size, clients);
    // Both learn first what they will be asked.
    for (const side of SIDES) await on(side);
    const pairs: Pair[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Whoever begins has the warmer machine, or the colder one: they take turns.
      const order = round % 2 === 0 ? SIDES : [...SIDES].reverse();
      const pair: Partial<Record<Side, Pair[Side]>> = {};
      for (const side of order) pair[side] = await on(side);
      pairs.push(pair as Pair);
      tell(
        `${round + 1}: ${SIDES.map((side) => `${side} ${pair[side]?.creations.rate.toFixed(0)}/s, CPU ${pair[side]?.creations.cpu.toFixed(2)} s per 1,000`).join(", ")}`,
      );
    }
    const compared = compare(pairs);
    process.stdout.write(`${tableOfCosts(compared)}\n`);
    if (!compared.every(({ isWithin }) => isWithin !== false)) process.exitCode = 1;
    if (!write) return;
    const page = join(process.cwd(), "docs", "performance.md");
    writeFileSync(page, withAdmission(readFileSync(page, "utf8"), partOf(compared, options)));
  } finally {
    for (const server of servers.values()) await server.end();
  }
}

function partOf(compared: readonly Compared[], { rounds, size, clients, version }: AdmissionOptions): string {
  return `## Admission and audit

Written by \`npm run bench -- --admission\`, on ${cpus().length} cores with Kubernetes ${version}: two API servers, each with an etcd of its own, in turn, ${rounds} blocks of ${size.toLocaleString("en")} pods made and read on each by ${clients === 1 ? "one client" : `${clients} clients`}. *all* has every
policy of the example cluster on one's own machines, and the audit policy with its log; *none* has neither. Tenant, quota, limits and rights are the same on both. Ratios are of each pair of blocks, their median and their spread; other work on the
machine lengthens both. *CPU* is what the API server itself used, which other work changes least.

${tableOfCosts(compared)}`;
}
