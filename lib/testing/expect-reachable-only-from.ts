import { type Interval, parseRange, subtractIntervals } from "../guardrails/network-interval";
import type { StackLike } from "./rendered";
import { type WayIn, waysInto } from "./ways-in";

export interface ReachabilityOptions {
  /**
   * Looks at one port alone, 1 to 65535: 443 for the API server of Amazon EKS, 6443 on machines of one's own. What is open for
   * ports that nobody can read counts for every port.
   *
   * @default - every port
   */
  readonly port?: number | undefined;
}

/**
 * Expects that exactly these addresses reach what stands in the stack: the API server, the nodes, and the endpoints in the cluster's
 * network. It is read from the rendered document, so that overrides, aspects and rules that somebody wrote beside the
 * cluster count. The cluster's own machines count by their range, where the document lets them in by range; its own security
 * groups and pods do not. Whatever the rules refuse as a way in counts as everybody.
 *
 * @param ranges addresses and CIDR blocks, in any order and however cut; empty for nobody
 * @throws an Error that lists who else reaches it, by which port and for which reason, and who was expected and does not
 */
export function expectReachableOnlyFrom(
  stack: StackLike,
  ranges: readonly string[],
  options: ReachabilityOptions = {},
): void {
  const differences = reachabilityDifferences(stack, ranges, options);
  if (differences.length > 0) throw new Error(describeReachability(ranges, options, differences));
}

/** What differs between who reaches a cluster and who is expected to, one line each; empty when they are the same. */
export function reachabilityDifferences(
  stack: StackLike,
  ranges: readonly string[],
  { port }: ReachabilityOptions,
): readonly string[] {
  const expected = ranges.map(intervalOf);
  const { filters, ways } = waysInto(stack);
  const counted = ways.filter(({ ports }) => port === undefined || covers(ports, port));
  if (filters === 0 && counted.length === 0) {
    return ["the stack shows no filter in front of a cluster, so that nothing says who reaches it"];
  }
  const reached = counted.flatMap(({ interval }) => (interval === undefined ? [] : [interval]));
  const unreached = ranges.filter((_, index) => {
    const wanted = expected[index];
    return wanted !== undefined && subtractIntervals([wanted], reached).length > 0;
  });
  return [
    ...counted
      .filter((way) => isMore(way, expected))
      .map(({ from, ports, reason, at }) => `${from} too (${ports}): ${reason}, at ${at}`),
    ...unreached.map((range) => `${range} not, or not all of it`),
  ];
}

/** The words of a difference, the same for the function and the matcher. */
export function describeReachability(
  ranges: readonly string[],
  { port }: ReachabilityOptions,
  differences: readonly string[],
): string {
  const where = port === undefined ? "" : ` by port ${port}`;
  const who = ranges.length === 0 ? "by nobody" : `from ${ranges.join(", ")} alone`;
  return `expected the cluster to be reachable${where} ${who}; it is reachable from\n  ${differences.join("\n  ")}`;
}

function isMore({ interval }: WayIn, expected: readonly Interval[]): boolean {
  return interval === undefined || subtractIntervals([interval], expected).length > 0;
}

function intervalOf(range: string): Interval {
  const interval = parseRange(range);
  if (!interval.known) throw new Error(`${interval.why}: write an address or a CIDR block, such as 10.8.0.0/16`);
  return interval.value;
}

/** Whether traffic to a port is among what a text names; a text that is not a list of numbers covers every port. */
function covers(ports: string, port: number): boolean {
  const list = /^(?:tcp|udp|sctp) (\d{1,5}(?:-\d{1,5})?(?:, \d{1,5}(?:-\d{1,5})?)*)$/.exec(ports)?.[1];
  if (list === undefined) return ports !== "node ports" || (port >= 30000 && port <= 32767);
  return list.split(", ").some((part) => {
    const [first = 0, last = first] = part.split("-").map(Number);
    return port >= first && port <= last;
  });
}
