import {
  structuredAuthentication,
  structuredAuthenticationFlags,
} from "../../../lib/pillars/authentication/structured-authentication";
import { mfaClaimRule } from "../../../lib/pillars/authentication/mfa-claim-rules";
import { acr, amr, type DataCenterClusterSpec, entra, keycloak, okta, type OidcMethodSpec } from "../../../lib";
import { plantCluster, plantInput, plantWithOidc } from "../../plant-cluster";

interface Authentication {
  readonly anonymous: { readonly enabled: boolean; readonly conditions: readonly { readonly path: string }[] };
  readonly jwt: readonly {
    readonly issuer: { readonly url: string; readonly audiences: readonly string[] };
    readonly claimValidationRules: readonly { readonly expression: string; readonly message: string }[];
    readonly claimMappings: Readonly<Record<string, { readonly claim: string; readonly prefix: string }>>;
    readonly userValidationRules: readonly { readonly expression: string }[];
  }[];
}

function authenticationOf(spec: DataCenterClusterSpec): Authentication {
  return structuredAuthentication(spec).content as unknown as Authentication;
}

describe("structured authentication", () => {
  test("answers without credentials on the health paths and nowhere else", () => {
    expect(authenticationOf(plantCluster()).anonymous).toEqual({
      enabled: true,
      conditions: [{ path: "/livez" }, { path: "/readyz" }, { path: "/healthz" }],
    });
  });

  test("believes one issuer, for one audience", () => {
    const { jwt } = authenticationOf(plantCluster());
    expect(jwt.map(({ issuer }) => issuer)).toEqual([{ url: "https://login.example.com", audiences: ["kubernetes"] }]);
  });

  test("believes several issuers, each for users and groups with a prefix of its own", () => {
    const one = plantCluster();
    const [first] = one.authentication.methods;
    const second = { ...first, name: "partners", issuer: "https://partners.example.com" } as OidcMethodSpec;
    const { jwt } = structuredAuthentication({
      ...one,
      authentication: { methods: [second, ...one.authentication.methods] },
    }).content as unknown as Authentication;
    expect(jwt.map(({ issuer, claimMappings }) => [issuer.url, claimMappings])).toEqual([
      [
        "https://login.example.com",
        { username: { claim: "sub", prefix: "oidc:" }, groups: { claim: "groups", prefix: "oidc:" } },
      ],
      [
        "https://partners.example.com",
        { username: { claim: "sub", prefix: "oidc-partners:" }, groups: { claim: "groups", prefix: "oidc-partners:" } },
      ],
    ]);
  });

  test("takes attributes from claims, each once, under keys of their own", () => {
    const rule = { must: "be-present", namespaces: ["telemetry"], why: "every change has one" } as const;
    const attributeRules = [
      { ...rule, attribute: "ticket", claim: "change_ticket" },
      { ...rule, attribute: "department", claim: "department" },
      { ...rule, attribute: "ticket", claim: "change_ticket", namespaces: ["reports"] },
    ];
    const { jwt } = structuredAuthentication({ ...plantCluster(), attributeRules })
      .content as unknown as Authentication;
    expect(jwt[0]?.claimMappings).toMatchObject({
      extra: [
        { key: "attributes.portcullis.dev/department", valueExpression: 'claims.?department.orValue("")' },
        { key: "attributes.portcullis.dev/ticket", valueExpression: 'claims.?change_ticket.orValue("")' },
      ],
    });
  });

  test("puts the prefix before every user and group, whatever the claims are called", () => {
    const { jwt } = authenticationOf(plantWithOidc({ usernameClaim: "preferred_username", groupsClaim: "roles" }));
    expect(jwt[0]?.claimMappings).toEqual({
      username: { claim: "preferred_username", prefix: "oidc:" },
      groups: { claim: "roles", prefix: "oidc:" },
    });
  });

  test("refuses tokens that live longer than an hour or do not say how long", () => {
    const rules = authenticationOf(plantCluster()).jwt[0]?.claimValidationRules.map(({ expression }) => expression);
    expect(rules).toContain("has(claims.exp) && has(claims.iat) && claims.exp - claims.iat <= 3600");
  });

  test("refuses users and groups that belong to Kubernetes", () => {
    expect(authenticationOf(plantCluster()).jwt[0]?.userValidationRules.map(({ expression }) => expression)).toEqual([
      `!user.username.startsWith("system:")`,
      `user.groups.all(g, !g.startsWith("system:"))`,
    ]);
  });

  test("refuses an e-mail address that the provider did not verify", () => {
    const rules = authenticationOf(plantWithOidc({ usernameClaim: "email" })).jwt[0]?.claimValidationRules;
    expect(rules?.at(-1)?.expression).toBe("claims.?email_verified.orValue(false) == true");
  });

  test("demands no verified address when the user name is no address", () => {
    expect(JSON.stringify(authenticationOf(plantCluster()))).not.toContain("email");
  });

  test("asks when the user logged in where the description says so, and nowhere else", () => {
    const rules = JSON.stringify(authenticationOf(plantWithOidc({ loginWithinHours: 8 })));
    expect(rules).toContain("claims.auth_time <= claims.iat && claims.iat - claims.auth_time <= 28800");
    expect(JSON.stringify(authenticationOf(plantCluster()))).not.toContain("auth_time");
  });

  test("is switched on by one flag, without the flags that it excludes", () => {
    expect(structuredAuthenticationFlags().map(({ name }) => name)).toEqual(["authentication-config"]);
  });

  test("does not depend on the order of the methods", () => {
    const { methods } = plantInput().authentication;
    const turned = plantCluster({ authentication: { methods: [...methods].reverse() } });
    expect(structuredAuthentication(turned)).toEqual(structuredAuthentication(plantCluster()));
  });
});

describe("the proof of a second factor", () => {
  test.each([
    [okta(), `type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["mfa"])`],
    [
      amr("mfa", "hwk"),
      `type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["hwk", "mfa"])`,
    ],
    [acr("urn:b", "urn:a"), `claims.?acr.orValue("") in ["urn:a", "urn:b"]`],
    [keycloak("mfa"), `claims.?acr.orValue("") in ["mfa"]`],
    [
      entra("c2", "c1"),
      `type(dyn(claims.?acrs.orValue([]))) == list && dyn(claims.?acrs.orValue([])).exists(m, m in ["c1", "c2"])`,
    ],
  ])("%j becomes a rule", (mfa, expression) => {
    expect(mfaClaimRule(mfa).expression).toBe(expression);
  });

  test("never compares with an empty acr, which is what a missing claim reads as", () => {
    expect(mfaClaimRule(acr("urn:a")).expression).not.toContain(`[""]`);
  });

  test("keeps a value with quotes inside its string", () => {
    expect(mfaClaimRule(acr(`a" || true || "b`)).expression).toBe(
      String.raw`claims.?acr.orValue("") in ["a\" || true || \"b"]`,
    );
  });

  test("does not depend on the order of the values", () => {
    expect(mfaClaimRule(amr("hwk", "mfa"))).toEqual(mfaClaimRule(amr("mfa", "hwk")));
  });
});
