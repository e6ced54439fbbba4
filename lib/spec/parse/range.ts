import { openingOf } from "../open-ranges";
import { type NetworkRange, parseRange } from "../network-range";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { notCanonical, notPrivate, openRange, uselessSource, wrongPrefix } from "../problems/ranges";
import { didYouMean, malformed } from "../problems/text";
import { isPrivateIpv4, uselessAsSource } from "../special-purpose-ranges";

/** A range that may be let in by itself. What it adds up to with others is judged over the whole list. */
export function judgeSource(text: string): Problem | undefined {
  const reading = readCanonical(text, ALLOWED.cidr);
  if (!("range" in reading)) return reading.problem;
  const opening = openingOf([reading.range]);
  if (opening !== undefined) return openRange(text, opening);
  const useless = uselessAsSource(reading.range);
  return useless === undefined ? undefined : uselessSource(text, useless, ALLOWED.cidr);
}

/** A private IPv4 range whose prefix length is within bounds, both included. */
export function judgePrivateRange(
  text: string,
  expected: string,
  largest: number,
  smallest: number,
): Problem | undefined {
  const reading = readCanonical(text, expected);
  if (!("range" in reading)) return reading.problem;
  const { range } = reading;
  if (!isPrivateIpv4(range)) return notPrivate(text, expected);
  return range.prefix < largest || range.prefix > smallest ? wrongPrefix(text, expected) : undefined;
}

function readCanonical(
  text: string,
  expected: string,
): { readonly range: NetworkRange } | { readonly problem: Problem } {
  const reading = parseRange(text);
  if (reading.ok) return { range: reading.range };
  switch (reading.flaw) {
    case "malformed":
      return { problem: malformed(text, expected) };
    case "address":
    case "spelling":
      return { problem: didYouMean(text, expected, reading.meant.text) };
    case "host-bits": {
      // A block that would be refused at once is no suggestion.
      const open = openingOf([reading.block]) !== undefined;
      const meant = open ? [reading.single.text] : [reading.block.text, reading.single.text];
      return { problem: notCanonical(text, expected, meant) };
    }
    default: {
      const unforeseen: never = reading;
      return { problem: malformed(String(unforeseen), expected) };
    }
  }
}
