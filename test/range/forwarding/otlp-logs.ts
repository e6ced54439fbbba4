/** A record as an aggregator has got it. */
export interface TakenRecord {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly resource: Readonly<Record<string, string | number>>;
  /** When the agent read it, in nanoseconds since 1970. */
  readonly observed: bigint;
}

interface Field {
  readonly number: number;
  readonly value: bigint;
  readonly bytes: Buffer;
}

/**
 * The records of an OTLP request for logs, in the encoding of protocol buffers.
 *
 * @throws Error when a byte of it is not understood: an aggregator that takes half of a request would hide what is lost
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto
 */
export function readOtlpLogs(request: Buffer): readonly TakenRecord[] {
  return messages(request, 1).flatMap((ofResource) => {
    const resource = attributesOf(messages(messages(ofResource, 1)[0] ?? Buffer.alloc(0), 1));
    return messages(ofResource, 2)
      .flatMap((scope) => messages(scope, 2))
      .map((record) => ({
        body: String(readValue(messages(record, 5)[0])),
        attributes: attributesOf(messages(record, 6)),
        resource,
        observed: fieldsOf(record).find(({ number }) => number === 11)?.value ?? 0n,
      }));
  });
}

function attributesOf(pairs: readonly Buffer[]): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    pairs.map((pair) => [messages(pair, 1)[0]?.toString() ?? "", readValue(messages(pair, 2)[0])]),
  );
}

/** A text, a truth, a whole number or bytes; records of ours carry nothing else. */
function readValue(value: Buffer = Buffer.alloc(0)): string | number {
  const [field] = fieldsOf(value);
  switch (field?.number) {
    case undefined:
      return "";
    case 1:
    case 7:
      return field.bytes.toString();
    case 2:
    case 3:
      return Number(BigInt.asIntN(64, field.value));
    default:
      return value.toString("base64");
  }
}

const messages = (message: Buffer, wanted: number): readonly Buffer[] =>
  fieldsOf(message)
    .filter(({ number }) => number === wanted)
    .map(({ bytes }) => bytes);

function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const key = Number(varint());
    const [number, type] = [key >> 3, key & 7];
    const none = Buffer.alloc(0);
    if (type === 0) fields.push({ number, value: varint(), bytes: none });
    else if (type === 1 || type === 5) {
      const size = type === 1 ? 8 : 4;
      const value = type === 1 ? message.readBigUInt64LE(at) : BigInt(message.readUInt32LE(at));
      fields.push({ number, value, bytes: none });
      at += size;
    } else if (type === 2) {
      const size = Number(varint());
      if (at + size > message.length) throw new Error("the request ends in the middle of a field");
      fields.push({ number, value: 0n, bytes: message.subarray(at, at + size) });
      at += size;
    } else throw new Error(`the request has a field of type ${type}`);
  }
  return fields;
}
