import { describeValue } from "../describe-value";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";
import { badValue } from "./text";

export function virtualAddressMissing(): Problem {
  return {
    code: "missing",
    got: "nothing",
    expected: `${ALLOWED.virtualAddress}, where there are several control-plane machines`,
    fix: "add it: without it the API server's name leads to one machine, and the others are of no use when that one fails",
  };
}

export function virtualAddressOfOne(got: unknown): Problem {
  return badValue(
    "not-allowed",
    got,
    "no virtual address where there is one control-plane machine",
    "remove it, or name three control-plane machines",
  );
}

export function unknownFirstNode(got: string, names: readonly string[]): Problem {
  return badValue(
    "unresolved-name",
    got,
    ALLOWED.firstControlPlaneNode,
    `name one of ${names.map(describeValue).join(", ")}`,
  );
}
