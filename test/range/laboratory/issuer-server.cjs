// An OpenID Connect issuer as an API server sees one: its discovery document and its keys. Arguments: issuer's URL,
// certificate, key, the file with the key set, address, port.
"use strict";
const { readFileSync } = require("node:fs");
const { createServer } = require("node:https");

const [issuer, certificate, key, keys, address, port] = process.argv.slice(2);
// An issuer may be a part of a server: its documents are below its own path.
const base = new URL(issuer).pathname.replace(/\/$/, "");
const answers = {
  "/.well-known/openid-configuration": () =>
    JSON.stringify({
      issuer,
      jwks_uri: `${issuer}/keys`,
      authorization_endpoint: `${issuer}/authorize`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
  "/keys": () => readFileSync(keys, "utf8"),
};

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  const answer = request.url.startsWith(`${base}/`) ? answers[request.url.slice(base.length)] : undefined;
  response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(answer?.() ?? "{}");
}).listen(Number(port), address);
