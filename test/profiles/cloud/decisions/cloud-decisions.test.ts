import type { AccessSpec, AuthenticationMethodSpec } from "../../../../lib/spec/cluster-spec";
import type { MfaProofInput } from "../../../../lib/spec/authentication-spec";
import { apiServerInbound } from "../../../../lib/pillars/network/api-server-inbound";
import { CLOUD_CAPABILITIES } from "../../../../lib/profiles/cloud/capabilities";
import { accessEntries } from "../../../../lib/profiles/cloud/decisions/access-entries";
import { networkSource } from "../../../../lib/profiles/cloud/decisions/network-source";
import { oidcAssociations } from "../../../../lib/profiles/cloud/decisions/oidc-association";
import { securityGroupInbound } from "../../../../lib/profiles/cloud/decisions/security-group-inbound";

describe("the API server's inbound rules", () => {
  const reachableFrom = [
    { cidr: "10.9.0.0/16", why: "plant" },
    { cidr: "10.8.0.0/16", why: "corporate VPN" },
  ];

  test("let in the declared ranges with their reasons, and the cluster itself", () => {
    const [rule, ...others] = apiServerInbound({ reachableFrom }, 6443);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      name: "api-server",
      protocol: "tcp",
      port: 6443,
      fields: ["apiServer.reachableFrom"],
    });
    expect(rule?.sources.filter(({ kind }) => kind === "range")).toEqual([
      { kind: "range", cidr: "10.8.0.0/16", why: "corporate VPN" },
      { kind: "range", cidr: "10.9.0.0/16", why: "plant" },
    ]);
    expect(rule?.sources.filter(({ kind }) => kind === "cluster")).toHaveLength(2);
  });

  test("do not depend on the order of the description", () => {
    expect(apiServerInbound({ reachableFrom: [...reachableFrom].reverse() }, 443)).toEqual(
      apiServerInbound({ reachableFrom }, 443),
    );
  });

  test("become rules of the security group for ranges alone, for EKS lets its own nodes in", () => {
    expect(securityGroupInbound(apiServerInbound({ reachableFrom }, 443)).map(({ cidr }) => cidr)).toEqual([
      "10.8.0.0/16",
      "10.9.0.0/16",
    ]);
    expect(securityGroupInbound(apiServerInbound({ reachableFrom: [] }, 443))).toEqual([]);
  });
});

describe("access entries", () => {
  const grant = (role: string, persona: AccessSpec["persona"]): AccessSpec => ({
    who: { method: "aws-iam", role: `arn:aws:iam::111122223333:role/${role}` },
    persona,
    namespaces: [],
  });

  test("are one for each role, with the groups of its personas, in the order of the ARNs", () => {
    expect(
      accessEntries([grant("b", "recovery"), grant("a", "viewer"), grant("b", "viewer"), grant("b", "recovery")]),
    ).toEqual([
      {
        id: "111122223333-a",
        principalArn: "arn:aws:iam::111122223333:role/a",
        kubernetesGroups: ["portcullis:viewer"],
      },
      {
        id: "111122223333-b",
        principalArn: "arn:aws:iam::111122223333:role/b",
        kubernetesGroups: ["portcullis:recovery", "portcullis:viewer"],
      },
    ]);
  });

  test("keep roles apart whose names differ in characters that cdktf drops", () => {
    const ids = accessEntries(
      ["re/covery", "re.covery", "re_covery", "re-covery", "recovery"].map((name) => grant(name, "recovery")),
    ).map(({ id }) => id);
    expect(new Set(ids.map((id) => id.replace(/[^A-Za-z0-9_-]/g, ""))).size).toBe(5);
  });

  test("are none for somebody who comes by another method", () => {
    expect(accessEntries([{ who: { method: "oidc", group: "sre" }, persona: "recovery", namespaces: [] }])).toEqual([]);
  });
});

describe("the OIDC association", () => {
  const methods = (mfa: MfaProofInput): readonly AuthenticationMethodSpec[] => [
    { method: "aws-iam" },
    {
      method: "oidc",
      issuer: "https://login.example.com",
      clientId: "kubernetes",
      mfa,
      usernameClaim: "sub",
      groupsClaim: "groups",
    },
  ];

  test("is none when nobody logs in with a provider", () => {
    expect(oidcAssociations([{ method: "aws-iam" }])).toEqual([]);
  });

  test("demands Okta's acr value, and the one value of another provider", () => {
    expect(oidcAssociations(methods({ dialect: "okta" }))[0]?.requiredClaims).toEqual({ acr: "urn:okta:loa:2fa:any" });
    expect(oidcAssociations(methods({ dialect: "acr", values: ["urn:example:mfa"] }))[0]?.requiredClaims).toEqual({
      acr: "urn:example:mfa",
    });
    expect(oidcAssociations(methods({ dialect: "keycloak", levels: ["mfa"] }))[0]?.requiredClaims).toEqual({
      acr: "mfa",
    });
  });

  test.each<[string, MfaProofInput]>([
    ["a proof inside a list, which EKS cannot see", { dialect: "amr", values: ["mfa"] }],
    ["an authentication context, which stands in a list", { dialect: "entra", contexts: ["c1"] }],
    ["two levels, of which EKS compares one", { dialect: "keycloak", levels: ["a", "b"] }],
    ["two values, of which EKS compares one", { dialect: "acr", values: ["a", "b"] }],
    ["no value, which would demand nothing", { dialect: "acr", values: [] }],
  ])("refuses %s", (_what, mfa) => {
    expect(() => oidcAssociations(methods(mfa))).toThrow(/Amazon EKS/);
  });
});

describe("the source of the network", () => {
  const described = {
    cidr: "10.0.0.0/16",
    zones: ["eu-central-1a", "eu-central-1b"],
    awsServices: [],
    egress: { mode: "none" as const },
  };

  test("is the one that there is", () => {
    expect(networkSource("demo", described, undefined)).toEqual({ kind: "new", network: described });
    expect(networkSource("demo", undefined, "there")).toEqual({ kind: "existing", network: "there" });
  });

  test("refuses none and two", () => {
    expect(() => networkSource("demo", undefined, undefined)).toThrow(/demo has no network/);
    expect(() => networkSource("demo", described, "there")).toThrow(/demo has two networks/);
  });
});

describe("the capabilities of the cloud profile", () => {
  test("say how or why wherever Amazon EKS does not do it by itself", () => {
    for (const capability of Object.values(CLOUD_CAPABILITIES)) {
      if (capability.kind === "compensated") expect(capability.how).toMatch(/.{20}/);
      if (capability.kind === "refused") expect(capability.why).toMatch(/.{20}/);
    }
  });
});
