import { InvalidInput } from "../../../spec/invalid-input";
import { cidrBlock } from "./cidr-block";
import { type SubnetCut, subnetCut } from "./subnet-cut";

const LETTERS = "abcdefgh";

/**
 * The subnets of a firewall, one /28 for each zone, in the part of the VPC that the zone `h` would have. Its place follows from the
 * zone's letter, so adding a zone moves none.
 */
export function firewallSubnets(cidr: string, region: string, zones: readonly string[]): readonly SubnetCut[] {
  const strange = zones.find((zone) => zone.endsWith("h"));
  if (strange !== undefined)
    throw new InvalidInput(`${strange} has no place beside a firewall, whose subnets stand there: take another zone`);
  const [part] = subnetCut(cidr, region, [`${region}h`, `${region}a`]).slice(-1);
  const octets = cidrBlock(part?.cidr ?? cidr).octets;
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return subnetCut(cidr, region, zones).map(({ zone }) => {
    const first = start + LETTERS.indexOf(zone.slice(-1)) * 16;
    return { zone, cidr: `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/28` };
  });
}
