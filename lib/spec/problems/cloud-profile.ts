import { describeValue } from "../describe-value";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";
import { badValue } from "./text";

export function acceleratedType(got: string): Problem {
  return badValue(
    "not-allowed",
    got,
    `${ALLOWED.instanceType}; without accelerators`,
    "name another type: this family needs an image of its own, which is not covered",
  );
}

export function mixedArchitectures(types: readonly string[], first: string, other: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(types),
    expected: "instance types of one processor architecture",
    fix: `make two groups: ${first} and ${other} run different images`,
  };
}

export function sizesOutOfOrder(got: number, expected: string): Problem {
  return { code: "out-of-bounds", got: describeValue(got), expected, fix: "put min, desired and max in that order" };
}

export function versionsWithoutNodes(got: unknown): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: "nothing where there are no nodes: add-ons come with them",
    fix: "declare profile.nodes, or remove addOnVersions",
  };
}

export function notInChina(got: unknown, region: string, what: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: `nothing in ${region}: ${what}`,
    fix: "remove it, hand over an ExistingNetwork with what it needs, or choose a region of another partition",
  };
}

export function notInGovCloud(got: string, region: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: `"none" in ${region}: a NAT gateway without public subnets is not known there`,
    fix: 'write { mode: "none" }, and reach AWS services by awsServices',
  };
}

export function autoModeBesideNodes(): Problem {
  return {
    code: "not-allowed",
    got: "autoMode beside nodes",
    expected: "one of them: Auto Mode brings its own nodes, without the add-ons that managed nodes need",
    fix: "remove profile.nodes or profile.autoMode",
  };
}

export function zoneOfFirewall(zone: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(zone),
    expected: "zones with letters from a to g: the firewall's subnets stand where those of h would",
    fix: "take another zone, or another way out",
  };
}
