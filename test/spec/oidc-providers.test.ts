import {
  awsIam,
  acr,
  clientCertificates,
  iamRole,
  oidc,
  oidcGroup,
  oidcUser,
  parseCluster,
  type OidcMethodInput,
  type SubjectInput,
} from "portcullis";
import { rbacSubjectOf } from "../../lib/spec/derived";
import { CLOUD, DATA_CENTER } from "./examples";

const provider = (name: string | undefined, change: Partial<OidcMethodInput> = {}) =>
  oidc({
    ...(name !== undefined && { name }),
    issuer: `https://${name ?? "login"}.example.com`,
    clientId: "kubernetes",
    mfa: acr("urn:example:mfa"),
    ...change,
  });
const reader = (who: SubjectInput) => ({ who, persona: "viewer" as const, namespaces: ["payments"] });
const recovery = { who: iamRole("arn:aws:iam::123456789012:role/platform-recovery"), persona: "recovery" as const };

/** What is wrong with a cloud cluster of these providers and readers, in short. */
function wrong(methods: readonly unknown[], readers: readonly unknown[]): readonly string[] {
  const parsed = parseCluster({
    ...CLOUD,
    authentication: { methods: [...methods, awsIam()] },
    access: [...readers, recovery],
  });
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path}`);
}

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

describe("several providers of OpenID Connect", () => {
  test.each<[string, readonly unknown[], readonly unknown[], readonly string[]]>([
    [
      "eleven",
      [provider(undefined), ...NAMES.map((name) => provider(name))],
      [reader(oidcGroup("x")), ...NAMES.map((name) => reader(oidcGroup("x", name)))],
      ["out-of-bounds authentication.methods"],
    ],
    [
      "two without a name",
      [provider(undefined), provider(undefined, { issuer: "https://other.example.com" })],
      [reader(oidcGroup("x"))],
      ["duplicate authentication.methods[1]"],
    ],
    [
      "two of one name",
      [provider("a"), provider("a", { issuer: "https://other.example.com" })],
      [reader(oidcGroup("x", "a"))],
      ["duplicate authentication.methods[1].name"],
    ],
    [
      "two of one issuer and client",
      [provider(undefined), provider("a", { issuer: "https://login.example.com" })],
      [reader(oidcGroup("x")), reader(oidcGroup("x", "a"))],
      ["duplicate authentication.methods[1].issuer"],
    ],
    [
      "two of one issuer, whatever the client",
      [provider(undefined), provider("a", { issuer: "https://login.example.com", clientId: "other" })],
      [reader(oidcGroup("x")), reader(oidcGroup("x", "a"))],
      ["duplicate authentication.methods[1].issuer"],
    ],
    [
      "one that nobody with access comes by",
      [provider(undefined), provider("a")],
      [reader(oidcGroup("x"))],
      ["one-way-in authentication.methods[1]"],
    ],
    [
      "the nameless one, when all subjects name another",
      [provider(undefined), provider("a")],
      [reader(oidcGroup("x", "a"))],
      ["one-way-in authentication.methods[0]"],
    ],
    [
      "a subject of a provider that is not there",
      [provider(undefined), provider("partners")],
      [reader(oidcGroup("x")), reader(oidcGroup("x", "partners")), reader(oidcUser("y", "partner"))],
      ["unresolved-name access[2].who.provider"],
    ],
    [
      "a subject that names none, where all have names",
      [provider("a"), provider("b")],
      [reader(oidcGroup("x", "a")), reader(oidcGroup("x", "b")), reader(oidcGroup("y"))],
      ["missing access[2].who.provider"],
    ],
    [
      "a group that says the prefix of its provider itself",
      [provider("a")],
      [reader(oidcGroup("oidc-a:x", "a"))],
      ["not-allowed access[0].who.group"],
    ],
    [
      "a name with a colon, which would end the prefix early",
      [provider("a:b", { issuer: "https://a.example.com" })],
      [reader(oidcGroup("x", "a:b"))],
      ["malformed access[0].who.provider", "malformed authentication.methods[0].name"],
    ],
    [
      "an empty name",
      [provider("", { issuer: "https://a.example.com" })],
      [reader(oidcGroup("x", ""))],
      ["out-of-bounds access[0].who.provider", "out-of-bounds authentication.methods[0].name"],
    ],
    [
      "a name in capitals",
      [provider("A", { issuer: "https://a.example.com" })],
      [reader(oidcGroup("x", "A"))],
      ["malformed access[0].who.provider", "malformed authentication.methods[0].name"],
    ],
    [
      "more text than Amazon EKS takes of all together",
      NAMES.map((name) =>
        provider(name, {
          issuer: `https://${name}.example.com/${"x".repeat(480)}`,
          mfa: acr("y".repeat(128)),
          clientId: "z".repeat(128),
          usernameClaim: "u".repeat(128),
        }),
      ),
      NAMES.map((name) => reader(oidcGroup("x", name))),
      ["out-of-bounds authentication.methods"],
    ],
  ])("refuses %s", (_what, methods, readers, expected) => {
    expect(wrong(methods, readers)).toEqual(expected);
  });

  test("refuses two of them as two ways in: people still come by tokens alone", () => {
    const parsed = parseCluster({
      ...CLOUD,
      authentication: { methods: [provider(undefined), provider("a")] },
      access: [reader(oidcGroup("x")), reader(oidcGroup("x", "a"))],
    });
    expect(parsed).toMatchObject({ ok: false, issues: [{ code: "one-way-in", path: "authentication.methods" }] });
  });

  test("takes ten, of which one has no name, and one group of the same name at each", () => {
    const nine = NAMES.slice(1);
    expect(
      wrong(
        [provider(undefined), ...nine.map((name) => provider(name))],
        [reader(oidcGroup("x")), ...nine.map((name) => reader(oidcGroup("x", name)))],
      ),
    ).toEqual([]);
  });

  test("keeps users and groups of different providers apart", () => {
    expect(rbacSubjectOf(oidcGroup("dev", "partners"), "viewer")).toEqual({ kind: "Group", name: "oidc-partners:dev" });
    expect(rbacSubjectOf(oidcUser("dev", "partners"), "viewer")).toEqual({ kind: "User", name: "oidc-partners:dev" });
    expect(rbacSubjectOf(oidcGroup("dev"), "viewer")).toEqual({ kind: "Group", name: "oidc:dev" });
  });

  test("are as many on one's own machines, also in ABAC", () => {
    const methods = [provider(undefined), provider("partners"), clientCertificates()];
    const [, recovery] = DATA_CENTER.access;
    const places = { namespaces: ["telemetry"] };
    const input = (who: SubjectInput) => ({
      ...DATA_CENTER,
      authentication: { methods },
      access: [
        { who: oidcGroup("x"), persona: "viewer", ...places },
        { who: oidcGroup("x", "partners"), persona: "viewer", ...places },
        recovery,
      ],
      abac: [{ who, namespace: "telemetry", apiGroup: "", resource: "configmaps", why: "knows no roles at all" }],
    });
    expect(parseCluster(input(oidcGroup("x", "partners")))).toMatchObject({ ok: true });
    expect(parseCluster(input(oidcGroup("x", "nobody")))).toMatchObject({
      ok: false,
      issues: [{ code: "unresolved-name", path: "abac[0].who.provider" }],
    });
  });
});
