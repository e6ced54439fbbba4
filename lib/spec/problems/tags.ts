import { describeValue } from "../describe-value";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";

export function takenTag(key: string, prefix: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(key),
    expected: `${ALLOWED.tagKey}; not ${describeValue(prefix)}`,
    fix: "choose another key: AWS, programs in the cluster or this library read this one as an order",
  };
}

export function credentialInTag(): Problem {
  return {
    code: "not-allowed",
    got: "(what looks like a credential)",
    expected: "a value that everybody may read",
    fix: "remove it, and change the credential: it was written down, and tags are shown to whoever looks at the account",
  };
}
