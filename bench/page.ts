import { cpus } from "node:os";
import type { Measured } from "./measure-all";
import { type Compared, tableOfPeers } from "./measure-peers";
import { tableOf } from "./table";

/** The page that the command writes. */
export function pageOf(measured: readonly Measured[], peers: readonly Compared[]): string {
  const rounds = [...new Set(measured.map((row) => row.rounds))].sort((a, b) => a - b).join(" to ");
  return `# Performance

Written by \`npm run bench\`, on ${cpus().length} cores with Node ${process.versions.node}; every figure is a whole process from its start to its end, the median of ${rounds} interleaved runs (large sizes run once). Other work on the machine lengthens all of them, and those of several processes most: compare ratios.

![Time by the number of clusters](performance.svg)

${tableOf(measured)}

- **constructs, judged**: the library's constructs in a plain program, one cdktf App with a stack for each cluster and one cdk8s App for each cluster; parsed, synthesized, judged, written.
- **by hand, not judged**: the same resources with the classes of the provider and ApiObjects, values written out, in the same arrangement. It writes the same stacks and the same bytes of manifests; the command checks that first. Its \`terraform_data\` runs no program, unlike cdktf's own class, which takes 50 ms for each.
- **fleet, judged**: \`synthesizeFleet\` ([fleets.md](fleets.md)), nothing remembered from a run before; a process for each core from 48 clusters on. User time is that of all its processes, memory that of the largest.
- **floor**: the same documents from memory, serialized and written.
- Clusters are the three examples of \`apps/fleet\` in turn. *wall by hand's* and *user by hand's* are ratios to the hand-written program in the same round. The exponent is the slope from the size before: 1 is linear; small sizes are mostly the start of the process.
${
  peers.length === 0
    ? ""
    : `
## Beside another library

Private clusters on Amazon EKS with managed nodes and the basic add-ons, by our constructs and by @aws-quickstart/eks-blueprints (\`--peers\` installs it and runs \`bench/peers/eks-blueprints.cjs\`); one run each. What
the two write is alike in purpose and not the same.

${tableOfPeers(peers)}
`
}`;
}

const ADMISSION = /\n<!-- admission -->\n([\s\S]*?)\n<!-- \/admission -->\n/;

/** The part of the page that `--admission` has written; empty before. */
export function admissionOf(page: string): string {
  return ADMISSION.exec(page)?.[1] ?? "";
}

/** The page with that part, in place of the one that it had. */
export function withAdmission(page: string, part: string): string {
  const rest = page.replace(ADMISSION, "");
  return part === "" ? rest : `${rest.trimEnd()}\n\n<!-- admission -->\n${part}\n<!-- /admission -->\n`;
}
