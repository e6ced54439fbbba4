import { parseArgs } from "node:util";
import { KUBERNETES_VERSIONS, type KubernetesVersion } from "../../lib/spec/kubernetes-version";
import type { Without } from "./sides";

export interface AdmissionOptions {
  /** Blocks on each side. */
  readonly rounds: number;
  /** Pods in a block. */
  readonly size: number;
  /** As many as ask at the same time. */
  readonly clients: number;
  readonly version: KubernetesVersion;
  readonly without: Without;
  readonly write: boolean;
}

export const ADMISSION_HELP = `npm run bench -- --admission [options]

  --kubernetes 1.35   the version, built by npm run prove
  --rounds 10         blocks on each side
  --pods 1000         pods in a block
  --clients 2         as many as ask at the same time
  --without NAME      leaves a policy out, or audit; as often as you like, to see what each costs
  --no-write          prints the table alone; docs/performance.md stays as it is
`;

/** Reads what stands beside `--admission`; undefined when it does not, or only the help is wanted. */
export function readAdmissionOptions(args: readonly string[]): AdmissionOptions | "help" | undefined {
  if (!args.includes("--admission")) return undefined;
  const { values } = parseArgs({
    args: [...args],
    options: {
      admission: { type: "boolean" },
      kubernetes: { type: "string", default: "1.35" },
      rounds: { type: "string", default: "10" },
      pods: { type: "string", default: "1000" },
      clients: { type: "string", default: "2" },
      without: { type: "string", multiple: true, default: [] },
      "no-write": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const version = KUBERNETES_VERSIONS.find((one) => one === values.kubernetes);
  const [rounds, size, clients] = [Number(values.rounds), Number(values.pods), Number(values.clients)];
  if (version === undefined) throw new Error(`--kubernetes is one of ${KUBERNETES_VERSIONS.join(", ")}`);
  if (![rounds, size, clients].every((number) => Number.isSafeInteger(number) && number > 0 && number < 100_000))
    throw new Error("rounds, pods and clients are whole numbers from 1 to 99999");
  const policies = values.without.filter((name) => name !== "audit");
  return {
    ...{ rounds, size, clients, version },
    without: { policies, audit: values.without.includes("audit") },
    write: !values["no-write"] && values.without.length === 0,
  };
}
