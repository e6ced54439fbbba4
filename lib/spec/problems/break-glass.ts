import type { Problem } from "./problem";

export function minutesOfCloud(got: number): Problem {
  return {
    code: "not-on-this-profile",
    got: String(got),
    expected: "60 on the cloud profile",
    fix: "write 60 or remove it: AWS bounds the sessions of a role by no less than an hour",
  };
}
