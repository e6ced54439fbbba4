import { type AddressSpan, contains, overlaps, subtract } from "./address-span";
import { type NetworkRange, rangeOf } from "./network-range";

/** What a block is for, when it is not for hosts anywhere on the internet. */
export interface SpecialPurpose {
  readonly range: NetworkRange;
  /** What it is, in words that follow "is". */
  readonly what: string;
  /** Whether packets of one's own networks carry these addresses as their source. */
  readonly source: boolean;
}

function special(text: string, what: string, source = false): SpecialPurpose {
  return { range: rangeOf(text), what, source };
}

/**
 * The special-purpose blocks that packets from the internet never carry as their source.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
 */
export const SPECIAL_PURPOSE: readonly SpecialPurpose[] = [
  special("0.0.0.0/8", "unspecified (RFC 791)"),
  special("10.0.0.0/8", "private (RFC 1918)", true),
  special("100.64.0.0/10", "shared address space of carriers (RFC 6598)", true),
  special("127.0.0.0/8", "loopback (RFC 1122)"),
  special("169.254.0.0/16", "link-local (RFC 3927)"),
  special("172.16.0.0/12", "private (RFC 1918)", true),
  special("192.0.0.0/24", "reserved for protocols (RFC 6890)"),
  special("192.0.2.0/24", "for documentation (RFC 5737)"),
  special("192.88.99.0/24", "a withdrawn 6to4 relay block (RFC 7526)"),
  special("192.168.0.0/16", "private (RFC 1918)", true),
  special("198.18.0.0/15", "for benchmarks (RFC 2544)"),
  special("198.51.100.0/24", "for documentation (RFC 5737)"),
  special("203.0.113.0/24", "for documentation (RFC 5737)"),
  special("224.0.0.0/4", "multicast (RFC 5771)"),
  special("240.0.0.0/4", "reserved or broadcast (RFC 1112)"),
  special("::ffff:0:0/96", "IPv4 in disguise (RFC 4291)"),
  special("64:ff9b::/96", "IPv4 behind NAT64 (RFC 6052)"),
  special("64:ff9b:1::/48", "IPv4 behind NAT64 (RFC 8215)"),
  special("2001::/32", "IPv4 inside Teredo (RFC 4380)"),
  special("2002::/16", "IPv4 inside 6to4 (RFC 3056)"),
  special("2001:db8::/32", "for documentation (RFC 3849)"),
  special("3fff::/20", "for documentation (RFC 9637)"),
  special("2001::/23", "reserved for protocols (RFC 2928)"),
  special("fc00::/7", "unique local (RFC 4193)", true),
  special("fe80::/10", "link-local (RFC 4291)"),
  special("ff00::/8", "multicast (RFC 4291)"),
  special("::/128", "unspecified (RFC 4291)"),
  special("::1/128", "loopback (RFC 4291)"),
];

/** All IPv6 addresses that are handed out for use on the internet lie in here. */
const GLOBAL_UNICAST_IPV6 = rangeOf("2000::/3");

/** Everything that is globally routable. */
const ROUTABLE = subtract(
  [rangeOf("0.0.0.0/0"), GLOBAL_UNICAST_IPV6],
  SPECIAL_PURPOSE.map((block) => block.range),
);
/** Everything that packets of somebody's machines carry as their source. */
const SOURCES = [...ROUTABLE, ...SPECIAL_PURPOSE.filter((block) => block.source).map((block) => block.range)];
/** Everything that is not routable. */
const NOT_ROUTABLE = subtract([rangeOf("0.0.0.0/0"), rangeOf("::/0")], ROUTABLE);

const PRIVATE_IPV4 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(rangeOf);

/** The globally routable parts of a union of spans, merged. */
export function routableIn(spans: readonly AddressSpan[]): readonly AddressSpan[] {
  return subtract(spans, NOT_ROUTABLE);
}

/** Whether a span lies inside one RFC 1918 block. */
export function isPrivateIpv4(span: AddressSpan): boolean {
  return PRIVATE_IPV4.some((block) => contains(block, span));
}

/** Why addresses in a span are no source of any packet that matters; undefined when all of them may be. */
export function uselessAsSource(span: AddressSpan): string | undefined {
  const useless = SPECIAL_PURPOSE.find((block) => !block.source && overlaps(block.range, span));
  if (useless !== undefined) return useless.what;
  return subtract([span], SOURCES).length === 0 ? undefined : "not assigned to anybody (RFC 4291)";
}
