import { cidrBlock } from "./cidr-block";

/**
 * Writes a text with the letters that a Terraform address keeps, so that two texts never become one address: cdktf
 * drops every other character, and of `1.23.0.0/16` and `12.3.0.0/16` only the same digits would be left.
 *
 * Letters, digits and `-` stay; every other character becomes `_` and its code in hexadecimal, closed by `_`.
 */
export function addressPart(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}

/** The same for a CIDR block, easier to read: `10.8.0.0/16` is `v4-10-8-0-0_16`. */
export function cidrAddressPart(cidr: string): string {
  const { family, canonical } = cidrBlock(cidr);
  return `${family === "ipv4" ? "v4" : "v6"}-${canonical.replace(/[.:]/g, "-").replace("/", "_")}`;
}
