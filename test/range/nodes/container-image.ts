import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** An image of one statically linked program, which is its command as well. */
export interface OwnImage {
  /** `registry.k8s.io/etcd:3.6.6-0`. */
  readonly name: string;
  readonly program: string;
  /** @default "the program's own" */
  readonly command?: readonly string[];
}

const digestOf = (content: Buffer | string) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** Writes one layer with the program in /usr/local/bin, and the image's configuration; both by their digests. */
function writeParts(folder: string, { program, command }: OwnImage) {
  const name = basename(program);
  const own = join(folder, `image-${name}`);
  const bin = join(own, "rootfs", "usr", "local", "bin");
  mkdirSync(bin, { recursive: true });
  copyFileSync(program, join(bin, name));
  chmodSync(join(bin, name), 0o755);
  const layer = join(own, "layer.tar");
  execFileSync("tar", ["--mtime=@0", "--owner=0", "--group=0", "-C", join(own, "rootfs"), "-cf", layer, "usr"]);
  const digest = digestOf(readFileSync(layer));
  const configuration = JSON.stringify({
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    os: "linux",
    config: { Env: ["PATH=/usr/local/bin"], Entrypoint: command ?? [`/usr/local/bin/${name}`] },
    rootfs: { type: "layers", diff_ids: [digest] },
  });
  writeFileSync(join(own, "config.json"), configuration);
  return { own, layer, digest, configuration };
}

/** The image as an archive in Docker's format, for `ctr image import`. */
export function imageArchive(folder: string, image: OwnImage): string {
  const { own } = writeParts(folder, image);
  const manifest = [{ Config: "config.json", RepoTags: [image.name], Layers: ["layer.tar"] }];
  writeFileSync(join(own, "manifest.json"), JSON.stringify(manifest));
  const archive = join(own, "image.tar");
  execFileSync("tar", ["-C", own, "-cf", archive, "manifest.json", "config.json", "layer.tar"]);
  return archive;
}

/** The image as a registry serves it: files by the digest of what is in them. */
export function imageInRegistry(folder: string, image: OwnImage): { readonly blobs: string; readonly digest: string } {
  const { layer, digest, configuration } = writeParts(folder, image);
  const blobs = join(folder, "blobs");
  mkdirSync(blobs, { recursive: true });
  copyFileSync(layer, join(blobs, digest));
  writeFileSync(join(blobs, digestOf(configuration)), configuration);
  const type = (kind: string) => `application/vnd.oci.image.${kind}`;
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: type("manifest.v1+json"),
    config: { mediaType: type("config.v1+json"), digest: digestOf(configuration), size: configuration.length },
    layers: [{ mediaType: type("layer.v1.tar"), digest, size: statSync(layer).size }],
  });
  writeFileSync(join(blobs, digestOf(manifest)), manifest);
  return { blobs, digest: digestOf(manifest) };
}
