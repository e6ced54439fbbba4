import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type { Host } from "./network";

/** Allows whatever it is asked. */
const ALLOWS = `
const { createServer } = require("node:https");
const { readFileSync } = require("node:fs");
const [certificate, key, port] = process.argv.slice(1);
createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, answer) => {
  let text = "";
  request.on("data", (part) => { text += part; });
  request.on("end", () => {
    const { apiVersion, kind, request: { uid } } = JSON.parse(text);
    answer.setHeader("Content-Type", "application/json");
    answer.end(JSON.stringify({ apiVersion, kind, response: { uid, allowed: true } }));
  });
}).listen(Number(port));
`;

/** Answers an API server as an admission webhook does, by a certificate; the caller stops it. */
export async function serveWebhook(
  host: Host,
  by: { readonly certificate: string; readonly key: string },
  port: number,
): Promise<ChildProcess> {
  const enter = [`--net=/var/run/netns/${host.namespace}`, process.execPath, "-e", ALLOWS];
  const server = spawn("nsenter", [...enter, by.certificate, by.key, String(port)], { stdio: "ignore" });
  await setTimeout(700);
  return server;
}
