import type { ComponentFlagsFact } from "../facts/component-flags";
import type { Fault } from "../verdict";

/** What a rule expects of one flag. */
export interface ExpectedFlag {
  /** Whether its absence is a fault. */
  readonly required: boolean;
  /** What is allowed, as a person would say it. */
  readonly allowed: string;
  readonly holds: (value: string, fact: ComponentFlagsFact) => boolean;
  /** Whether it may be given more than once. */
  readonly repeatable?: boolean;
}

/** The suites of TLS 1.2 with forward secrecy and authenticated encryption. */
const STRONG_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
];

/** Whether all of these are strong, and there is one. */
export function areStrongSuites(suites: readonly string[]): boolean {
  return suites.length > 0 && suites.every((suite) => STRONG_SUITES.includes(suite));
}

/** Exactly one value. */
export function exactly(value: string, required: boolean): ExpectedFlag {
  return { required, allowed: value, holds: (found) => found === value };
}

/** A whole number that is not too small. */
export function atLeast(least: number): ExpectedFlag {
  return {
    required: true,
    allowed: `a number of ${least} or more`,
    holds: (found) => /^\d{1,9}$/.test(found) && Number(found) >= least,
  };
}

/** A file of the machine that was read as what it should be. */
export function fileReadAs(readAs: string, ...orAs: readonly string[]): ExpectedFlag {
  return {
    required: true,
    allowed: `the path of a file that is delivered to the machine, mounted, and read as ${readAs}`,
    holds: (found, { files }) => Object.hasOwn(files, found) && [readAs, ...orAs].some((as) => files[found] === as),
  };
}

/** TLS 1.3, or 1.2 with strong suites alone. Kubernetes and etcd spell the versions otherwise. */
export function tlsFlags(spelling: "VersionTLS1" | "TLS1.", suites: string): Readonly<Record<string, ExpectedFlag>> {
  return {
    "tls-min-version": {
      required: true,
      allowed: `${spelling}3, or ${spelling}2 with ${suites}`,
      holds: (found, { flags }) =>
        found === `${spelling}3` || (found === `${spelling}2` && Object.hasOwn(flags, suites)),
    },
    [suites]: { required: false, allowed: "strong suites alone", holds: (found) => areStrongSuites(found.split(",")) },
  };
}

/** Compares a command line with what is expected. A flag that the table does not name could undo any other, so it is a fault. */
export function judgeFlags(
  fact: ComponentFlagsFact,
  expected: Readonly<Record<string, ExpectedFlag>>,
  refused: Readonly<Record<string, string>> = {},
): readonly Fault[] {
  const given = Object.entries(fact.flags).flatMap(([name, values]): readonly Fault[] => {
    const flag = Object.hasOwn(expected, name) ? expected[name] : undefined;
    const got = `--${name}=${values.join(` --${name}=`)}`;
    if (flag === undefined) {
      const why = Object.hasOwn(refused, name) ? refused[name] : undefined;
      return [
        {
          at: name,
          got,
          message:
            why === undefined
              ? `no rule knows the flag ${name} of ${fact.component}`
              : `${name} must not be set: ${why}`,
        },
      ];
    }
    if (values.length > 1 && flag.repeatable !== true)
      return [{ at: name, got, message: `${name} is given ${values.length} times` }];
    return values
      .filter((value) => !flag.holds(value, fact))
      .map((value) => ({ at: name, got: `--${name}=${value}`, message: `${name} must be ${flag.allowed}` }));
  });
  const missing = Object.entries(expected)
    .filter(([name, { required }]) => required && !Object.hasOwn(fact.flags, name))
    .map(([name, { allowed }]) => ({ at: name, got: "nothing", message: `${name} is missing; it must be ${allowed}` }));
  return [...given, ...missing];
}
