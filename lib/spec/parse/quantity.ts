import { inSteps, parseQuantity } from "../kubernetes-quantity";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds } from "../problems/text";

const MOST_MILLICORES = 1_000_000n * 1_000n;
const LEAST_BYTES = 2n ** 20n;
const MOST_BYTES = 2n ** 60n;

export function judgeCpu(text: string, least = 1n, allowed: string = ALLOWED.cpu): Problem | undefined {
  const quantity = parseQuantity(text);
  if (quantity === undefined) return malformed(text, allowed);
  const millicores = inSteps(quantity, 1_000n);
  return millicores !== undefined && millicores >= least && millicores <= MOST_MILLICORES
    ? undefined
    : outOfBounds(text, allowed);
}

export function judgeMemory(text: string, least = LEAST_BYTES, allowed: string = ALLOWED.memory): Problem | undefined {
  const quantity = parseQuantity(text);
  if (quantity === undefined) return malformed(text, allowed);
  const bytes = inSteps(quantity, 1n);
  return bytes !== undefined && bytes >= least && bytes <= MOST_BYTES ? undefined : outOfBounds(text, allowed);
}
