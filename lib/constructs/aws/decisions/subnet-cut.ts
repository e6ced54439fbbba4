import { cidrBlock } from "./cidr-block";
import { InvalidInput } from "../../../spec/invalid-input";

/** The private subnet of one availability zone. */
export interface SubnetCut {
  /** The zone's name: `eu-central-1a`. */
  readonly zone: string;
  readonly cidr: string;
}

/** The zone letters that have a place in the cut. The largest regions have six zones. */
const LETTERS = "abcdefgh";

/**
 * Cuts a VPC's range into eight equal parts and gives each zone the one of its letter, so a /16 becomes eight /19. The
 * place follows from the letter alone: adding, removing or reordering zones moves no subnet.
 *
 * @param region the region whose zones these are, `eu-central-1`; local and wavelength zones have no place in the cut
 * @returns the subnets in the order of their letters
 */
export function subnetCut(cidr: string, region: string, zones: readonly string[]): readonly SubnetCut[] {
  const block = cidrBlock(cidr);
  if (block.family !== "ipv4" || block.prefix < 16 || block.prefix > 19) {
    throw new InvalidInput(
      `a VPC's range is IPv4, /16 to /19, but this one is ${cidr}: subnets smaller than /22 have no room for nodes and pods`,
    );
  }
  if (new Set(zones).size !== zones.length)
    throw new InvalidInput(`a zone is named twice in ${zones.join(", ")}: name each once`);
  if (zones.length < 2)
    throw new InvalidInput(
      `Amazon EKS needs subnets in two zones or more, but there is ${zones.length}: name another zone`,
    );
  return [...zones].sort().map((zone) => {
    const index = zone.startsWith(region) && zone.length === region.length + 1 ? LETTERS.indexOf(zone.slice(-1)) : -1;
    if (index < 0)
      throw new InvalidInput(`${zone} is not a zone of ${region}: name it like ${region}a, with a letter from a to h`);
    return { zone, cidr: eighth(block.octets, block.prefix, index) };
  });
}

function eighth(octets: readonly number[], prefix: number, index: number): string {
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const start = base + index * 2 ** (32 - prefix - 3);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${prefix + 3}`;
}
