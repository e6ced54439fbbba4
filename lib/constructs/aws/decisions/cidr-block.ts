import { IPv4, IPv6 } from "ipaddr.js";
import { InvalidInput } from "../../../spec/invalid-input";

/** A range of addresses as a value. */
export interface CidrBlock {
  readonly family: "ipv4" | "ipv6";
  /** The first address, as bytes. */
  readonly octets: readonly number[];
  /** The number of leading bits that are fixed. */
  readonly prefix: number;
  /** The one way to write it: `10.8.0.0/16`, `fd00:8::/32`. */
  readonly canonical: string;
}

/**
 * Reads one CIDR block. Throws on everything that is not written canonically: host bits set (`10.8.0.1/16`), left-out
 * or octal parts, upper case; also on tokens, for what is open must be readable in the program.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4632
 * @see https://www.rfc-editor.org/rfc/rfc5952
 */
export function cidrBlock(text: string): CidrBlock {
  const block = IPv4.isValidCIDRFourPartDecimal(text) ? ipv4(text) : IPv6.isValidCIDR(text) ? ipv6(text) : undefined;
  if (block === undefined)
    throw new InvalidInput(`${JSON.stringify(text)} is not a CIDR block: write one like 10.8.0.0/16 or fd00:8::/32`);
  if (block.canonical !== text)
    throw new InvalidInput(`${JSON.stringify(text)} is not written canonically: did you mean ${block.canonical}?`);
  return block;
}

function ipv4(text: string): CidrBlock {
  const [, prefix] = IPv4.parseCIDR(text);
  const network = IPv4.networkAddressFromCIDR(text);
  return { family: "ipv4", octets: network.toByteArray(), prefix, canonical: `${network.toString()}/${prefix}` };
}

function ipv6(text: string): CidrBlock {
  const [, prefix] = IPv6.parseCIDR(text);
  const network = IPv6.networkAddressFromCIDR(text);
  return { family: "ipv6", octets: network.toByteArray(), prefix, canonical: `${network.toRFC5952String()}/${prefix}` };
}
