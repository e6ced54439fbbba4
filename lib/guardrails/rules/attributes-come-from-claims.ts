import { configFile, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** A domain in lower case and a path behind it. */
const KEY =
  /^(?=.{1,253}\/)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+\/[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
/** Domains of Kubernetes itself. */
const RESERVED = /(?:^|\.)(?:k8s|kubernetes)\.io\//;
/** One claim as it is, and nothing where there is none. */
const ONE_CLAIM = /^claims\.\?[A-Za-z][A-Za-z0-9_]*\.orValue\((?:""|\[\])\)$/;

/** What an API server takes over from tokens beside names and groups. */
export const ATTRIBUTES_COME_FROM_CLAIMS: Rule<"authentication-configuration"> = {
  id: "attributes-come-from-claims",
  title: "An attribute of a user is what one claim of his token says, under a key of one's own domain.",
  why: "An expression that gives everybody the attribute, or one where the claim is missing, opens what admission asks the attribute for.",
  fix: 'Write claims.?name.orValue("") as the valueExpression, and a key such as attributes.example.com/name.',
  controls: ["NIST-800-53r5 AC-3(13)", "NIST-800-53r5 AC-16", "NIST-800-53r5 IA-5"],
  judges: "authentication-configuration",
  reach: "ours",
  promise: 3,
  judge: ({ issuers }) =>
    failOn(
      issuers.flatMap(({ extra }, issuer) =>
        extra.flatMap(({ key, expression }, index): readonly Fault[] => {
          const at = `jwt[${issuer}].claimMappings.extra[${index}]`;
          return [
            ...(KEY.test(key) && !RESERVED.test(key)
              ? []
              : [{ at: `${at}.key`, got: key, message: "it is no path under a domain of one's own, in lower case" }]),
            ...(extra.findIndex((other) => other.key === key) < index
              ? [{ at: `${at}.key`, got: key, message: "the attribute comes from two expressions" }]
              : []),
            ...(ONE_CLAIM.test(expression)
              ? []
              : [
                  {
                    at: `${at}.valueExpression`,
                    got: expression,
                    message: "it is not one claim as it stands, and nothing without it",
                  },
                ]),
          ];
        }),
      ),
    ),
  fixtures: () => ({
    pass: [
      { name: "no attribute", documents: issuer() },
      { name: "two claims", documents: issuer(of("department"), of("ticket")) },
    ],
    fail: [
      { name: "the same for everybody", documents: issuer(of("department", '"finance"')) },
      {
        name: "a value where the claim is missing",
        documents: issuer(of("department", 'claims.?department.orValue("finance")')),
      },
      {
        name: "two claims in one",
        documents: issuer(of("department", 'claims.?department.orValue("") + claims.?team.orValue("")')),
      },
      {
        name: "a key of Kubernetes itself",
        documents: issuer({ ...of("department"), key: "authentication.kubernetes.io/pod-name" }),
      },
      { name: "a key without a domain", documents: issuer({ ...of("department"), key: "department" }) },
      { name: "a key in capitals", documents: issuer({ ...of("department"), key: "example.com/Department" }) },
      {
        name: "one attribute from two claims",
        documents: issuer(of("department"), of("department", 'claims.?team.orValue("")')),
      },
    ],
  }),
};

function of(name: string, valueExpression = `claims.?${name}.orValue("")`): WrittenObject {
  return { key: `attributes.example.com/${name}`, valueExpression };
}

function issuer(...extra: readonly WrittenObject[]) {
  return configFile({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthenticationConfiguration",
    anonymous: { enabled: false },
    jwt: [
      {
        issuer: { url: "https://login.example.com", audiences: ["kubernetes"] },
        claimMappings: { username: { claim: "sub", prefix: "oidc:" }, ...(extra.length === 0 ? {} : { extra }) },
      },
    ],
  });
}
