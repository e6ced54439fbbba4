import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type ApiAnswer, type ApiRequest, type Endpoint, messageOf } from "./api-client";
import type { Host } from "./network";

/** What `ask` answers, but for how curl ended: nobody calls it here. */
export type ManyAnswer = Omit<ApiAnswer, "curlExit">;

/** A request without what only curl knows. */
export type ManyRequest = Omit<ApiRequest, "curl">;

const AT_ONCE = 24;
const LARGEST = 512 * 1024 * 1024;

/**
 * Asks an API server many things from a host of the laboratory, in one process that keeps its connections. The answers come in the order
 * of the requests, which the server may see in another one.
 */
export function askMany(from: Host, endpoint: Endpoint, requests: readonly ManyRequest[]): readonly ManyAnswer[] {
  const script = [process.execPath, join(__dirname, "send-requests.cjs")];
  const { status, stdout, stderr } = spawnSync("nsenter", [`--net=/var/run/netns/${from.namespace}`, ...script], {
    encoding: "utf8",
    input: JSON.stringify({ endpoint, requests, atOnce: AT_ONCE }),
    maxBuffer: LARGEST,
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`${requests.length} requests ended with ${status}: ${stderr}`);
  const answers = JSON.parse(stdout) as readonly (Omit<ManyAnswer, "message"> & { readonly message?: string })[];
  return answers.map(({ message, ...answer }) => ({ ...answer, message: message ?? messageOf(answer.body) }));
}
