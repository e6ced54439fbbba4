// A registry of images, as containerd asks one: manifests and blobs by their digest. Arguments: certificate, key, the
// folder with the files, address, port.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { createServer } = require("node:https");
const { join } = require("node:path");

const [certificate, key, blobs, address, port] = process.argv.slice(2);

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  const [, kind, digest] = /^\/v2\/.+\/(manifests|blobs)\/(sha256:[0-9a-f]{64})$/.exec(request.url) ?? [];
  const path = join(blobs, digest ?? "");
  if (digest === undefined || !existsSync(path)) {
    response.writeHead(request.url === "/v2/" ? 200 : 404).end();
    return;
  }
  const content = readFileSync(path);
  const manifest = "application/vnd.oci.image.manifest.v1+json";
  response.writeHead(200, {
    "content-type": kind === "manifests" ? manifest : "application/octet-stream",
    "content-length": content.length,
    "docker-content-digest": digest,
  });
  response.end(request.method === "HEAD" ? undefined : content);
}).listen(Number(port), address);
