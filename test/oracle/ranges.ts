import type { Random } from "./random";

/** Ranges that nobody outside a company has. */
export function privateRange(random: Random): string {
  return random.pick([
    () => `10.${random.below(256)}.0.0/16`,
    () => `192.168.${random.below(256)}.0/24`,
    () => `172.${16 + random.below(16)}.0.0/16`,
    () => `10.${random.below(256)}.${random.below(256)}.${random.below(256)}/32`,
    () => `fd${(16 + random.below(240)).toString(16)}:${random.below(9999)}::/48`,
  ])();
}

/** One form of a range, or several that make it together, which lets in much of the internet. */
export function worldRanges(random: Random): readonly string[] {
  return random.pick([
    () => ["0.0.0.0/0"],
    () => ["::/0"],
    () => ["0.0.0.0/1", "128.0.0.0/1"],
    () => ["0.0.0.0/2", "64.0.0.0/2"],
    () => [`${1 + random.below(9)}.2.3.4/0`],
    () => ["2000::/3"],
    () => [`${20 + random.below(60)}.0.0.0/8`],
    () => ["64:ff9b::/96"],
    () => ["2002::/16"],
    () => Array.from({ length: 8 }, (_, index) => `52.${random.below(250)}.${index}.0/24`),
    () => ["8.8.0.0/17", "8.8.128.0/17"],
    () => ["2001:4860::/32"],
    () => ["::ffff:0:0/96"],
  ])();
}

/** Routable, and narrow enough for a data center. */
export function narrowRange(random: Random): string {
  return random.pick([`52.${random.below(250)}.7.0/24`, `8.8.8.${random.below(256)}/32`, "2001:4860:4860:1::/64"]);
}
