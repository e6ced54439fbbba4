import { closeSync, constants, openSync, readSync } from "node:fs";

const CHUNK = 1024 * 1024;
const STANDARD_INPUT = 0;

/** What is thrown for a file that has nothing to give now, and no end: some of a kernel's are so, which are files by their kind. */
export class WaitsForever extends Error {
  override readonly name = "WaitsForever";

  constructor() {
    super("it has nothing to read now, and no end");
  }
}

/**
 * The bytes of a file, or of standard input for `-`, up to as many and one more: what is longer than that is not read.
 *
 * @throws WaitsForever, and what the system says of the file
 */
export function readBytes(path: string, most: number): Buffer {
  const file = path === "-" ? STANDARD_INPUT : openWithoutWaiting(path);
  try {
    const parts: Buffer[] = [];
    let length = 0;
    while (length <= most) {
      const chunk = Buffer.alloc(Math.min(CHUNK, most + 1 - length));
      const size = readChunk(file, chunk);
      if (size === 0) break;
      parts.push(chunk.subarray(0, size));
      length += size;
    }
    return Buffer.concat(parts);
  } finally {
    if (file !== STANDARD_INPUT) closeSync(file);
  }
}

/** Opens a file whose reading gives EAGAIN where it would wait. */
export function openWithoutWaiting(path: string): number {
  // Windows has no such flag, and no such files.
  return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
}

/**
 * How many bytes were read; none at the end. Standard input may have nothing yet, or be closed already.
 *
 * @throws WaitsForever where a file gives nothing
 */
export function readChunk(file: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = (error as { readonly code?: unknown }).code;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      if (file !== STANDARD_INPUT) throw new WaitsForever();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
