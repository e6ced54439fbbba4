import { parseRange } from "../../spec/network-range";
import { InvalidInput } from "../../spec/invalid-input";

/** nft refuses longer comments. */
const LONGEST_COMMENT = 128;

/** Matches packets from a range: `ip saddr 10.8.0.0/16`. */
export function fromRange(cidr: string): string {
  return `${familyOf(cidr)} saddr ${checkedRange(cidr)}`;
}

/** The nftables word for a range's family. */
export function familyOf(cidr: string): "ip" | "ip6" {
  return checkedRange(cidr).includes(":") ? "ip6" : "ip";
}

/**
 * A range as nft reads it. Text that is not a canonical range never reaches the ruleset, where it would be code.
 *
 * @throws InvalidInput that names the text
 */
export function checkedRange(cidr: string): string {
  const reading = parseRange(cidr);
  if (reading.ok) return reading.range.text;
  throw new InvalidInput(
    `the host firewall needs a canonical range such as 10.8.0.0/16, and got ${JSON.stringify(cidr)}`,
  );
}

/** A comment in quotes. nft has no escapes inside them, so what cannot stand there becomes a dot. */
export function comment(text: string): string {
  const safe = text.replaceAll(/[^\x20-\x7e]|["\\]/g, ".").slice(0, LONGEST_COMMENT);
  return `comment "${safe}"`;
}

/**
 * Interfaces as a match: `iifname { "cali*", "cni*" }`.
 *
 * @throws InvalidInput that names an interface that cannot exist
 */
export function throughInterfaces(interfaces: readonly string[]): string {
  const names = [...new Set(interfaces)].sort().map((name) => {
    if (!/^[A-Za-z0-9_.-]{1,15}\*?$/.test(name)) {
      throw new InvalidInput(
        `the host firewall needs interface names such as cni0 or cni*, and got ${JSON.stringify(name)}`,
      );
    }
    return `"${name}"`;
  });
  return `iifname { ${names.join(", ")} }`;
}
