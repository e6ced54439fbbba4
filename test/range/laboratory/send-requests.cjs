// Asks an API server many things in one process, over connections that stay open. Reads JSON from standard input
// ({ endpoint, requests, atOnce }) and prints the answers as JSON, in the order of the requests.
"use strict";
const { readFileSync } = require("node:fs");
const { Agent, request: start } = require("node:https");

const { endpoint, requests, atOnce } = JSON.parse(readFileSync(0, "utf8"));
const ca = readFileSync(endpoint.authority);
const agents = new Map();

/** One agent for each credential, for a connection keeps the certificate that it began with. */
function agentFor({ certificate, key } = {}) {
  const name = certificate ?? "";
  if (!agents.has(name)) {
    const own = certificate === undefined ? {} : { cert: readFileSync(certificate), key: readFileSync(key) };
    agents.set(name, new Agent({ keepAlive: true, maxSockets: atOnce, ca, ...own }));
  }
  return agents.get(name);
}

function ask({ path, method = "GET", token, certificate, headers = {}, body, contentType = "application/json" }) {
  return new Promise((resolve) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      host: endpoint.address,
      port: endpoint.port,
      servername: endpoint.name,
      path,
      method,
      agent: agentFor(certificate),
      timeout: 30_000,
      headers: {
        host: `${endpoint.name}:${endpoint.port}`,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(text === undefined ? {} : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
        ...headers,
      },
    };
    const failed = (message) => resolve({ status: 0, message, body: "" });
    const sent = start(options, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", (error) => failed(error.message));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          auditId: response.headers["audit-id"],
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", (error) => failed(error.message));
    sent.end(text);
  });
}

async function main() {
  const answers = new Array(requests.length);
  let next = 0;
  async function work() {
    while (next < requests.length) {
      const index = next;
      next += 1;
      answers[index] = await ask(requests[index]);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const agent of agents.values()) agent.destroy();
  process.stdout.write(JSON.stringify(answers));
}

main();
