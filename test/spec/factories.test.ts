import {
  acr,
  amr,
  awsIam,
  certificateGroup,
  clientCertificates,
  cloud,
  dataCenter,
  edge,
  iamRole,
  entra,
  keycloak,
  oidc,
  oidcGroup,
  okta,
} from "portcullis";

describe("factories", () => {
  test("return exactly what one would write in YAML", () => {
    expect(cloud({ region: "eu-central-1" })).toStrictEqual({ kind: "cloud", region: "eu-central-1" });
    expect(dataCenter({ apiServerName: "api.example.com", controlPlaneNodes: [], nodeRanges: [] })).toStrictEqual({
      kind: "data-center",
      apiServerName: "api.example.com",
      controlPlaneNodes: [],
      nodeRanges: [],
    });
    const node = { name: "store-1", address: "192.168.7.10" };
    expect(edge({ apiServerName: "api.example.com", node, registryMirrors: [] })).toStrictEqual({
      kind: "edge",
      apiServerName: "api.example.com",
      node,
      registryMirrors: [],
    });
    expect(oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: okta() })).toStrictEqual({
      method: "oidc",
      issuer: "https://login.example.com",
      clientId: "kubernetes",
      mfa: { dialect: "okta" },
    });
    expect(acr("a", "b")).toStrictEqual({ dialect: "acr", values: ["a", "b"] });
    expect(amr("mfa")).toStrictEqual({ dialect: "amr", values: ["mfa"] });
    expect(keycloak("mfa")).toStrictEqual({ dialect: "keycloak", levels: ["mfa"] });
    expect(entra("c1")).toStrictEqual({ dialect: "entra", contexts: ["c1"] });
    expect(awsIam()).toStrictEqual({ method: "aws-iam" });
    expect(clientCertificates()).toStrictEqual({ method: "client-certificate" });
    expect(oidcGroup("sre")).toStrictEqual({ method: "oidc", group: "sre" });
    expect(iamRole("arn:aws:iam::123456789012:role/x")).toStrictEqual({
      method: "aws-iam",
      role: "arn:aws:iam::123456789012:role/x",
    });
    expect(certificateGroup("sre")).toStrictEqual({ method: "client-certificate", group: "sre" });
  });
});
