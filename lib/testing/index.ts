export { addressesOf } from "./addresses";
export { expectReachableOnlyFrom, type ReachabilityOptions } from "./expect-reachable-only-from";
export { expectRefused } from "./expect-refused";
export { judge } from "./judge";
export { type MatcherResult, portcullisMatchers } from "./matchers";
export type { ChartLike, StackLike } from "./rendered";
export type { Subject } from "./subject";
