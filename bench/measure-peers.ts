import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Inputs, runOnce, type Run, runScript, TookTooLong } from "./measure";

/** What is installed for it, in a folder that is taken away again. */
const BLUEPRINTS = {
  "@aws-quickstart/eks-blueprints": "1.19.0",
  "aws-cdk": "2.1129.0",
  "aws-cdk-lib": "2.261.0",
  constructs: "10.7.2",
};
const SIZES = [1, 10, 20];
/** Nobody waits longer for twenty clusters. */
const LONGEST_SECONDS = 150;

/** Clusters on Amazon EKS by another library and by ours. */
export interface Compared {
  readonly count: number;
  readonly own: Run;
  /** Undefined where it had not ended in time. */
  readonly blueprints: Run | undefined;
}

/** Installs @aws-quickstart/eks-blueprints and times it beside our constructs, on private clusters of Amazon EKS. */
export async function measurePeers(inputs: Inputs, tell: (line: string) => void): Promise<readonly Compared[]> {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-peers-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: BLUEPRINTS }));
    tell(`installing @aws-quickstart/eks-blueprints ${BLUEPRINTS["@aws-quickstart/eks-blueprints"]}`);
    const install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
    const { status, stderr } = spawnSync("npm", install, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`npm ${install.join(" ")} ended with ${status}:\n${stderr}`);
    const script = join(folder, "program.cjs");
    copyFileSync(join(process.cwd(), "bench", "peers", "eks-blueprints.cjs"), script);

    const compared: Compared[] = [];
    for (const count of SIZES) {
      const own = await runOnce("constructs", count, "cloud", inputs);
      const task = (outdir: string) => JSON.stringify({ count, outdir });
      const blueprints = await runScript(script, task, LONGEST_SECONDS).catch((error: unknown) => {
        if (error instanceof TookTooLong) return undefined;
        throw error;
      });
      tell(`${count} on EKS: ${own.seconds.toFixed(2)} s, eks-blueprints ${wall(blueprints)}`);
      compared.push({ count, own, blueprints });
    }
    return compared;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wall(run: Run | undefined): string {
  return run === undefined ? `not finished after ${LONGEST_SECONDS} s` : `${run.seconds.toFixed(2)} s`;
}

/** The comparison as a table of Markdown. */
export function tableOfPeers(compared: readonly Compared[]): string {
  return [
    "| clusters on Amazon EKS | constructs, judged: wall s | peak MiB | eks-blueprints: wall s | peak MiB |",
    "|---:|---:|---:|---:|---:|",
    ...compared.map(({ count, own, blueprints }) =>
      [
        "",
        count,
        own.seconds.toFixed(2),
        own.peakMiB.toFixed(0),
        blueprints === undefined ? wall(undefined) : blueprints.seconds.toFixed(2),
        blueprints?.peakMiB.toFixed(0) ?? "",
        "",
      ]
        .join(" | ")
        .trim(),
    ),
  ].join("\n");
}
