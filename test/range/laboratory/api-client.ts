import { spawnSync } from "node:child_process";
import type { Host } from "./network";

/** A request to an API server, as curl is asked for it. */
export interface ApiRequest {
  readonly path: string;
  /** @default "GET" */
  readonly method?: string;
  readonly token?: string;
  /** PEM files of a client certificate. */
  readonly certificate?: { readonly certificate: string; readonly key: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Further words for curl. */
  readonly curl?: readonly string[];
}

export interface ApiAnswer {
  /** HTTP status; 0 when there was no HTTP answer. */
  readonly status: number;
  /** The message of the API server's Status object, or what the body says. */
  readonly message: string;
  readonly auditId: string | undefined;
  /** What the API server lets pass with a word about it. */
  readonly warnings: readonly string[];
  readonly body: string;
  /** How curl ended: 7 refused, 28 no answer in time, 35 TLS handshake, 60 certificate. */
  readonly curlExit: number | null;
}

export interface Endpoint {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** The CA's certificate, a PEM file. */
  readonly authority: string;
}

const SECONDS = "5";

/** Asks an API server from a host of the laboratory. */
export function ask(from: Host, endpoint: Endpoint, request: ApiRequest): ApiAnswer {
  const { name, address, port, authority } = endpoint;
  const args = [
    "--disable",
    "--noproxy",
    "*",
    "--silent",
    "--show-error",
    "--include",
    "--max-time",
    SECONDS,
    "--cacert",
    authority,
  ];
  args.push("--http1.1", "--resolve", `${name}:${port}:${address}`, "--request", request.method ?? "GET");
  if (request.token !== undefined) args.push("--header", `Authorization: Bearer ${request.token}`);
  if (request.certificate !== undefined)
    args.push("--cert", request.certificate.certificate, "--key", request.certificate.key);
  for (const [header, value] of Object.entries(request.headers ?? {})) args.push("--header", `${header}: ${value}`);
  if (request.body !== undefined)
    args.push("--header", `Content-Type: ${request.contentType ?? "application/json"}`, "--data-binary", "@-");
  args.push(...(request.curl ?? []), `https://${name}:${port}${request.path}`);
  const input =
    request.body === undefined ? "" : typeof request.body === "string" ? request.body : JSON.stringify(request.body);
  const { status, stdout, stderr } = spawnSync("nsenter", [`--net=/var/run/netns/${from.namespace}`, "curl", ...args], {
    encoding: "utf8",
    input,
    timeout: 20_000,
  });
  return read(stdout, stderr, status);
}

function read(stdout: string, stderr: string, curlExit: number | null): ApiAnswer {
  const end = stdout.indexOf("\r\n\r\n");
  const head = stdout.slice(0, Math.max(end, 0));
  const body = stdout.slice(end + 4);
  const status = Number(/^HTTP\/\S+ (\d{3})/.exec(head)?.[1] ?? 0);
  return {
    status,
    message: status === 0 ? stderr.trim() : messageOf(body),
    warnings: [...head.matchAll(/^warning: 299 \S+ "(.*)"\r?$/gim)].map(([, text = ""]) => text),
    auditId: /^audit-id: (\S+)/im.exec(head)?.[1],
    body,
    curlExit,
  };
}

/** The message of a Status object, or the beginning of what is none. */
export function messageOf(body: string): string {
  try {
    const { kind, message } = JSON.parse(body) as { readonly kind?: string; readonly message?: string };
    return kind === "Status" ? (message ?? "") : "";
  } catch {
    return body.slice(0, 200);
  }
}
