import { IPv4, IPv6 } from "ipaddr.js";
import type { AddressSpan } from "./address-span";

/** A canonical CIDR block as a value: what is judged is the span of addresses, never the text. */
export interface NetworkRange extends AddressSpan {
  /** The text it was read from, which is its only spelling. */
  readonly text: string;
  readonly prefix: number;
}

/** What reading a text as a range came to. */
export type RangeReading =
  | { readonly ok: true; readonly range: NetworkRange }
  /** It is no range at all. */
  | { readonly ok: false; readonly flaw: "malformed" }
  /** An address without a prefix length: the range of that one address. */
  | { readonly ok: false; readonly flaw: "address"; readonly meant: NetworkRange }
  /** Host bits are set: the whole block, or the one address. */
  | { readonly ok: false; readonly flaw: "host-bits"; readonly block: NetworkRange; readonly single: NetworkRange }
  /** Right, but spelt in another way than RFC 5952 says. */
  | { readonly ok: false; readonly flaw: "spelling"; readonly meant: NetworkRange };

/** Dotted decimal, four parts, no leading zeros: `010.0.0.1` is octal to some programs and decimal to others. */
const IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;
/** Hexadecimal groups alone: no zone, and no IPv4 address inside. */
const IPV6 = /^[0-9A-Fa-f:]{2,39}$/;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;

/**
 * Reads a range.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4632
 * @see https://www.rfc-editor.org/rfc/rfc5952
 */
export function parseRange(text: string): RangeReading {
  const [addressText = "", prefixText, ...more] = text.split("/");
  const address = parseAddress(addressText);
  if (address === undefined || more.length > 0) return { ok: false, flaw: "malformed" };
  const bits = widthOf(address.family);
  if (prefixText === undefined) return { ok: false, flaw: "address", meant: block(address, bits) };
  if (!PREFIX.test(prefixText) || Number(prefixText) > bits) return { ok: false, flaw: "malformed" };
  const range = block(address, Number(prefixText));
  if (range.first !== address.value)
    return { ok: false, flaw: "host-bits", block: range, single: block(address, bits) };
  return range.text === text ? { ok: true, range } : { ok: false, flaw: "spelling", meant: range };
}

/** A range that is known to be right, such as a default. */
export function rangeOf(text: string): NetworkRange {
  const reading = parseRange(text);
  if (!reading.ok) throw new Error(`${text} is not a canonical range`);
  return reading.range;
}

/** One address as a value; undefined when the text is none, or not spelt strictly. */
export function parseAddress(text: string): { readonly family: 4 | 6; readonly value: bigint } | undefined {
  if (IPV4.test(text) && IPv4.isValidFourPartDecimal(text))
    return { family: 4, value: toNumber(IPv4.parse(text).octets, 8n) };
  if (IPV6.test(text) && IPv6.isValid(text)) return { family: 6, value: toNumber(IPv6.parse(text).parts, 16n) };
  return undefined;
}

/** Writes an address in its canonical form. */
export function formatAddress(family: 4 | 6, value: bigint): string {
  return family === 4 ? new IPv4(toParts(value, 4, 8n)).toString() : new IPv6(toParts(value, 8, 16n)).toRFC5952String();
}

function block(address: { readonly family: 4 | 6; readonly value: bigint }, prefix: number): NetworkRange {
  const hostBits = BigInt(widthOf(address.family) - prefix);
  const first = (address.value >> hostBits) << hostBits;
  const last = first + (1n << hostBits) - 1n;
  return { family: address.family, first, last, prefix, text: `${formatAddress(address.family, first)}/${prefix}` };
}

function widthOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function toNumber(parts: readonly number[], bitsEach: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bitsEach) | BigInt(part), 0n);
}

function toParts(value: bigint, count: number, bitsEach: bigint): number[] {
  const mask = (1n << bitsEach) - 1n;
  return Array.from({ length: count }, (_, index) => Number((value >> (bitsEach * BigInt(count - 1 - index))) & mask));
}
