import { gunzipSync } from "node:zlib";
import { known, unknown, type Value } from "../../value";

/** User data is limited to 16 KiB by clouds; what unpacks to more than this was made to be opened by nobody. */
const LARGEST = 4 * 1024 * 1024;

/** Opens base64, gzip, and one inside the other. Text that is neither comes back as it is. */
export function decodeUserData(text: string): Value<string> {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return known(text);
  const opened = isGzip(bytes) ? gunzip(bytes) : known(bytes);
  if (!opened.known) return opened;
  const inner = decodeUtf8(opened.value);
  // Many short words are also base64: only what unpacks to user data was packed.
  if (!isGzip(bytes) && (inner === undefined || !/^(#|\[{1,2}settings|MIME-Version:|Content-Type:)/i.test(inner)))
    return known(text);
  return inner === undefined ? unknown("it is not text") : known(inner);
}

/** Opens the content of a file that cloud-init writes, by the encoding that stands beside it. */
export function decodeContent(content: string, encoding: string | undefined): Value<string> {
  switch (encoding) {
    case undefined:
    case "text/plain":
      return known(content);
    case "b64":
    case "base64": {
      const bytes = decodeBase64(content);
      return textOf(bytes);
    }
    case "gz+b64":
    case "gz+base64":
    case "gzip+b64":
    case "gzip+base64": {
      const bytes = decodeBase64(content);
      if (bytes === undefined || !isGzip(bytes)) return unknown("it is not base64 of gzip");
      const opened = gunzip(bytes);
      return opened.known ? textOf(opened.value) : opened;
    }
    default:
      return unknown(`the encoding ${JSON.stringify(encoding)} is not known`);
  }
}

function textOf(bytes: Buffer | undefined): Value<string> {
  const text = bytes === undefined ? undefined : decodeUtf8(bytes);
  return text === undefined ? unknown("it is not base64 of text") : known(text);
}

function decodeBase64(text: string): Buffer | undefined {
  if (/[^A-Za-z0-9+/=\s]/.test(text)) return undefined;
  const compact = text.replaceAll(/\s/g, "");
  if (compact === "" || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  return Buffer.from(compact, "base64");
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Buffer): Value<Buffer> {
  try {
    return known(gunzipSync(bytes, { maxOutputLength: LARGEST }));
  } catch (error) {
    return unknown(`it cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
}
