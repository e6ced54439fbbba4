import { describeValue } from "../describe-value";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";

export function proxyCannotReach(address: string): Problem {
  return {
    code: "out-of-bounds",
    got: describeValue(address),
    expected: "an address inside a range of apiServer.reachableFrom",
    fix: "add a range for the proxy to apiServer.reachableFrom: the firewall would drop what it asks the API server",
  };
}

export function groupNotPlain(group: string): Problem {
  return {
    code: "malformed",
    got: describeValue(group),
    expected: ALLOWED.plainGroup,
    fix: "give the directory's group a plain name: the proxy looks for it by a pattern, in which other signs have a meaning",
  };
}
