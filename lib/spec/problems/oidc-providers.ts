import { describeValue } from "../describe-value";
import { nearestName } from "../nearest-name";
import type { Problem } from "./problem";
import { oneOf } from "./structure";

export function tooManyProviders(got: number, most: number): Problem {
  return {
    code: "out-of-bounds",
    got: `${got} providers of OpenID Connect`,
    expected: `at most ${most}`,
    fix: "put a broker before some of them that speaks OpenID Connect",
  };
}

export function tooLargeTogether(bytes: number, most: number): Problem {
  return {
    code: "out-of-bounds",
    got: `providers of OpenID Connect of about ${bytes} bytes together`,
    expected: `less than ${most} bytes`,
    fix: "shorten their issuers and client ids, or remove a provider: Amazon EKS takes no more of one cluster",
  };
}

export function secondWithoutName(first: string): Problem {
  return {
    code: "duplicate",
    got: "a second provider of OpenID Connect without a name",
    expected: "at most one provider without a name",
    fix: `give it a name, which subjects under access then say: ${first} has none already`,
  };
}

export function undeclaredProvider(got: string | undefined, declared: readonly (string | undefined)[]): Problem {
  const names = declared.filter((name) => name !== undefined);
  const nameless = names.length < declared.length;
  const nearest = got === undefined ? undefined : nearestName(got, names);
  const known = names.length === 0 ? "" : oneOf(names);
  return {
    code: got === undefined ? "missing" : "unresolved-name",
    got: got === undefined ? "nothing" : describeValue(got),
    expected: `the name of a provider under authentication.methods: ${[known, nameless ? "none for the one without a name" : ""].filter((part) => part !== "").join(", or ")}`,
    fix:
      nearest === undefined
        ? "name a provider that is there, or add it to authentication.methods"
        : `did you mean ${describeValue(nearest)}?`,
  };
}

export function providerWithoutSubject(name: string | undefined): Problem {
  return {
    code: "one-way-in",
    got: `the provider ${name === undefined ? "without a name" : describeValue(name)}, which no subject under access uses`,
    expected: "for each provider at least one subject with access",
    fix: "add an entry to access for somebody who logs in there, or remove the provider: it could vouch for whoever it likes",
  };
}
