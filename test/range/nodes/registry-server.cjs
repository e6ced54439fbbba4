// A registry of images, as containerd asks one: manifests and blobs by their digest. Names that begin with `private/` are for
// whoever knows the password. Arguments: certificate, key, the folder with the files, address, port; the environment's
// LABORATORY_PASSWORD holds `user:password`.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { createServer } = require("node:https");
const { join } = require("node:path");

const [certificate, key, blobs, address, port] = process.argv.slice(2);
const password = Buffer.from(process.env.LABORATORY_PASSWORD).toString("base64");

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  const [, name, kind, digest] = /^\/v2\/(.+)\/(manifests|blobs)\/(sha256:[0-9a-f]{64})$/.exec(request.url) ?? [];
  if (name?.startsWith("private/") && request.headers.authorization !== `Basic ${password}`) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="laboratory"' }).end();
    return;
  }
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
