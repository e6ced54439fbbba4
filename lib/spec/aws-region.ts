const REGION =
  "[a-z]{2}(?:-gov)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9][0-9]?";
const WHOLE_REGION = new RegExp(`^${REGION}$`);
const WHOLE_ZONE = new RegExp(`^${REGION}[a-h]$`);

/** Whether a text is spelt as the regions of the partitions aws, aws-us-gov and aws-cn are. */
export function isRegion(text: string): boolean {
  return WHOLE_REGION.test(text);
}

/** Whether a text is spelt as an availability zone is: a region and a letter from a to h. Local zones are not. */
export function isZone(text: string): boolean {
  return WHOLE_ZONE.test(text);
}

/** The region of a zone. */
export function regionOfZone(zone: string): string {
  return zone.slice(0, -1);
}

/** The partition of a region, the second part of every ARN in it. */
export function partitionOf(region: string): "aws" | "aws-us-gov" | "aws-cn" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
