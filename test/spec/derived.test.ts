import { fc } from "../property";
import {
  certificateGroup,
  certificateUser,
  iamRole,
  oidcGroup,
  oidcUser,
  proxyGroup,
  serviceAccount,
} from "portcullis";
import type { AccessSpec } from "../../lib/spec/cluster-spec";
import { METHOD_PREFIXES, personasInUse, rbacSubjectOf, rbacSubjectsOf } from "../../lib/spec/derived";

const ROLE = "arn:aws:iam::123456789012:role";
const ACCESS: readonly AccessSpec[] = [
  { who: iamRole(`${ROLE}/b`), persona: "recovery", namespaces: [] },
  { who: oidcGroup("sre"), persona: "viewer", namespaces: ["web", "payments"] },
  { who: certificateGroup("plant"), persona: "recovery", namespaces: [] },
  { who: iamRole(`${ROLE}/a`), persona: "recovery", namespaces: [] },
  { who: oidcGroup("dev"), persona: "viewer", namespaces: ["web"] },
];

describe("RBAC subjects", () => {
  test("carry the prefix of their method", () => {
    expect(METHOD_PREFIXES).toEqual({
      oidc: "oidc:",
      "client-certificate": "cert:",
      "authenticating-proxy": "proxy:",
    });
    expect(rbacSubjectOf(oidcUser("alice"), "viewer")).toEqual({ kind: "User", name: "oidc:alice" });
    expect(rbacSubjectOf(certificateUser("alice"), "recovery")).toEqual({ kind: "User", name: "cert:alice" });
    expect(rbacSubjectOf(proxyGroup("sre"), "recovery")).toEqual({ kind: "Group", name: "proxy:sre" });
    expect(rbacSubjectOf(serviceAccount("web", "metrics"), "watcher")).toEqual({
      kind: "ServiceAccount",
      name: "metrics",
      namespace: "web",
    });
    expect(rbacSubjectOf(oidcGroup("sre"), "viewer")).toEqual({ kind: "Group", name: "oidc:sre" });
    expect(rbacSubjectOf(certificateGroup("sre"), "recovery")).toEqual({ kind: "Group", name: "cert:sre" });
  });

  test("of IAM roles are the group of their persona, whatever the role", () => {
    expect(rbacSubjectOf(iamRole(`${ROLE}/a`), "recovery")).toEqual({ kind: "Group", name: "portcullis:recovery" });
  });

  test("are one grant for each subject and persona, sorted", () => {
    expect(rbacSubjectsOf(ACCESS)).toEqual([
      { persona: "viewer", reach: "namespaces", subject: { kind: "Group", name: "oidc:dev" }, namespaces: ["web"] },
      {
        persona: "viewer",
        reach: "namespaces",
        subject: { kind: "Group", name: "oidc:sre" },
        namespaces: ["payments", "web"],
      },
      { persona: "recovery", reach: "cluster", subject: { kind: "Group", name: "cert:plant" }, namespaces: [] },
      {
        persona: "recovery",
        reach: "cluster",
        subject: { kind: "Group", name: "portcullis:recovery" },
        namespaces: [],
      },
    ]);
  });

  test("do not depend on the order of the description", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ACCESS], { minLength: ACCESS.length }), (access) => {
        expect(rbacSubjectsOf(access)).toEqual(rbacSubjectsOf(ACCESS));
        expect(personasInUse(access)).toEqual(["viewer", "recovery"]);
      }),
    );
  });

  test("refuses to name a subject of a method that does not exist", () => {
    const stranger = JSON.parse('{"method":"token","group":"x"}');
    expect(() => rbacSubjectOf(stranger, "viewer")).toThrow("there is no such subject");
  });
});

describe("personas in use", () => {
  test("are those that somebody holds", () => {
    expect(personasInUse([])).toEqual([]);
    expect(personasInUse(ACCESS.slice(0, 1))).toEqual(["recovery"]);
  });
});
