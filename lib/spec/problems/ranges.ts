import { describeValue } from "../describe-value";
import type { Opening } from "../open-ranges";
import type { Problem } from "./problem";
import { badValue, malformed } from "./text";

const NOT_OPEN =
  "sources that are not open to the world: no routable run above a /24 (IPv6: a /56), at most 1,024 routable IPv4 addresses (IPv6: four /56) in all";

export function notCanonical(got: string, expected: string, meant: readonly string[]): Problem {
  return malformed(got, expected, `did you mean ${meant.map(describeValue).join(", or ")}?`);
}

export function openRange(got: string, opening: Opening): Problem {
  return {
    code: "open-range",
    got: `${describeValue(got)}, ${inWords(opening)}`,
    expected: NOT_OPEN,
    fix: "name the ranges that people really come from, or a VPN",
  };
}

export function openUnion(count: number, opening: Opening): Problem {
  return {
    code: "open-range",
    got: `${count} ranges that together are open: ${inWords(opening)}`,
    expected: NOT_OPEN,
    fix: "name fewer and smaller ranges; splitting a range does not make it smaller",
  };
}

function inWords(opening: Opening): string {
  switch (opening.kind) {
    case "run":
      return `which holds all routable addresses from ${opening.span}`;
    case "sum":
      return opening.family === 4
        ? `${opening.addresses} routable IPv4 addresses in all`
        : `${opening.addresses >> 72n} routable IPv6 /56 blocks in all`;
    default: {
      const unforeseen: never = opening;
      return String(unforeseen);
    }
  }
}

export function routableOnCloud(got: string): Problem {
  return badValue(
    "open-range",
    got,
    "on the cloud profile, private ranges only: the endpoint has no public address",
    "name the private range from which VPN or peered networks arrive",
  );
}

export function uselessSource(got: string, what: string, expected: string): Problem {
  return badValue(
    "not-allowed",
    got,
    `${expected}; private, or routable`,
    `name another range: this one is, or holds, what is ${what}`,
  );
}

export function notPrivate(got: string, expected: string): Problem {
  return badValue("out-of-bounds", got, expected, "choose a range inside one of the three private blocks");
}

export function wrongPrefix(got: string, expected: string): Problem {
  return badValue("out-of-bounds", got, expected, "choose a prefix length within these bounds");
}

export function coveredBy(got: string, outer: string, outerPath: string): Problem {
  return {
    code: "overlapping",
    got: describeValue(got),
    expected: "ranges that do not overlap within one list",
    fix: `remove one of the two: ${outerPath} (${outer}) holds this range already`,
  };
}

export function clashing(got: string, other: string, otherPath: string): Problem {
  return {
    code: "overlapping",
    got: describeValue(got),
    expected: "node, pod and Service ranges that do not overlap",
    fix: `choose another range: it overlaps ${other} (${otherPath})`,
  };
}

export function podsAsAdministrators(got: string, other: string, otherPath: string): Problem {
  return {
    code: "overlapping",
    got: describeValue(got),
    expected: "ranges of administrators' machines, without the cluster's pods and Services",
    fix: `name a smaller range: this one lets in ${other} (${otherPath})`,
  };
}

export function outsideNodeRanges(address: string): Problem {
  return badValue(
    "out-of-bounds",
    address,
    "an address inside one of profile.nodeRanges",
    "correct the address, or add its range to nodeRanges",
  );
}
