import { describeValue } from "../describe-value";
import { nearestName } from "../nearest-name";
import type { Problem } from "./problem";
import { oneOf } from "./structure";

export function wildcard(got: string, expected: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected,
    fix: "spell out what is needed: a wildcard also grants what is invented tomorrow",
  };
}

export function escalatingRight(got: string, why: string): Problem {
  return {
    code: "not-allowed",
    got,
    expected: "rights with which nobody takes more than they say",
    fix: `remove it: ${why}`,
  };
}

export function machinesEverywhere(): Problem {
  return {
    code: "not-allowed",
    got: describeValue("cluster"),
    expected: '"namespaces" for machines',
    fix: "name the namespaces in the grants: a token of a workload is stolen with the workload",
  };
}

export function personaOfNobody(name: string): Problem {
  return {
    code: "unresolved-name",
    got: `${describeValue(name)}, which nobody in access holds`,
    expected: "for each persona of your own at least one grant",
    fix: `add an entry with persona { own: ${describeValue(name)} } to access, or remove the persona`,
  };
}

export function unknownPersona(name: string, declared: readonly string[]): Problem {
  const nearest = nearestName(name, declared);
  return {
    code: "unresolved-name",
    got: describeValue(name),
    expected:
      declared.length === 0
        ? "a persona under personas, and none is declared"
        : `a persona under personas: ${oneOf(declared)}`,
    fix:
      nearest === undefined
        ? "declare it under personas, or name another"
        : `did you mean ${describeValue(nearest)}? Otherwise declare it under personas`,
  };
}
