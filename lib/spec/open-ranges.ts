import { type AddressSpan, merge, sizeOf } from "./address-span";
import { formatAddress } from "./network-range";
import { routableIn } from "./special-purpose-ranges";

/** The largest routable block: a /24 of IPv4, a /56 of IPv6. */
const LARGEST_RUN = { 4: 1n << 8n, 6: 1n << 72n } as const;
/** The most routable addresses in all: 1,024 of IPv4, four /56 of IPv6. */
const MOST_IN_ALL = { 4: 1_024n, 6: 4n * (1n << 72n) } as const;

/** How a union of ranges is open to the world. */
export type Opening =
  | { readonly kind: "run"; readonly family: 4 | 6; readonly span: string }
  | { readonly kind: "sum"; readonly family: 4 | 6; readonly addresses: bigint };

/**
 * Whether a union of ranges is open to the world: it holds a routable run larger than a /24 (IPv6: a /56), or more than
 * 1,024 routable addresses (IPv6: four /56) in all. Ranges add up, however they were split.
 */
export function openingOf(ranges: readonly AddressSpan[]): Opening | undefined {
  const routable = routableIn(merge(ranges));
  for (const family of [4, 6] as const) {
    const spans = routable.filter((span) => span.family === family);
    const [largest] = [...spans].sort((a, b) => (sizeOf(a) > sizeOf(b) ? -1 : 1));
    if (largest !== undefined && sizeOf(largest) > LARGEST_RUN[family])
      return { kind: "run", family, span: formatSpan(largest) };
    const addresses = spans.reduce((sum, span) => sum + sizeOf(span), 0n);
    if (addresses > MOST_IN_ALL[family]) return { kind: "sum", family, addresses };
  }
  return undefined;
}

function formatSpan(span: AddressSpan): string {
  return `${formatAddress(span.family, span.first)} to ${formatAddress(span.family, span.last)}`;
}
