// A backend of audit records: takes batches from whoever proves to be the API server, and writes the name of who sent and the ids of the
// events, a line for each batch. Arguments: the authority of clients, certificate, key, address, port, file.
"use strict";
const { appendFileSync, readFileSync } = require("node:fs");
const { createServer } = require("node:https");

const [authority, certificate, key, address, port, file] = process.argv.slice(2);
const tls = {
  ca: readFileSync(authority),
  cert: readFileSync(certificate),
  key: readFileSync(key),
  minVersion: "TLSv1.3",
  requestCert: true,
  rejectUnauthorized: true,
};

createServer(tls, (request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const { items } = JSON.parse(Buffer.concat(parts).toString("utf8"));
    const from = request.socket.getPeerCertificate().subject.CN;
    appendFileSync(file, `${JSON.stringify({ from, ids: items.map(({ auditID }) => auditID) })}\n`);
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{}");
  });
}).listen(Number(port), address);
