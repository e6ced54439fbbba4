import { formatSummary } from "../../../lib/evidence/summary";
import type { WrittenDocument } from "../../../lib/guardrails/document";
import { breakGlassScript } from "../../../lib/guardrails/fixtures/break-glass-script";
import { userData } from "../../../lib/guardrails/fixtures/written";
import { judge } from "../../../lib/guardrails/judge";
import { readDocuments } from "../../../lib/guardrails/readers/read-documents";
import { recognizeScript } from "../../../lib/guardrails/readers/machine/read-script";
import { breakGlassScript as written } from "../../../lib/pillars/authentication/break-glass-script";

const SCRIPT = "/usr/local/sbin/portcullis-break-glass";
const POLICY = "/etc/kubernetes/portcullis/api-server/abac.jsonl";
const factsOf = (documents: readonly WrittenDocument[]) => readDocuments(documents, () => true);
const shapesOf = (documents: readonly WrittenDocument[]) =>
  factsOf(documents).filter(({ kind }) => kind === "unknown-shape");

describe("the script that breaks glass", () => {
  test("is read for whom it lets in, for how long, as what and by which authority", () => {
    expect(factsOf(userData({ [SCRIPT]: breakGlassScript({ minutes: "45" }) }))).toMatchObject([
      {
        kind: "break-glass",
        people: ["alice", "bob"],
        minutes: 45,
        group: "portcullis:break-glass",
        signer: "/etc/kubernetes/pki/ca",
      },
    ]);
  });

  test("is recognized as it is written", () => {
    const people = ["alice", "B.Weber_2@example-com"];
    const machine = { apiServerName: "api.store.example.com", signer: "/a/ca", authority: "/a/ca.crt" };
    expect(recognizeScript(written({ people, longestMinutes: 10 }, machine).content)?.breaksGlass).toEqual({
      people: ["B.Weber_2@example-com", "alice"],
      minutes: 10,
      group: "portcullis:break-glass",
      signer: "/a/ca",
    });
  });

  const lines = breakGlassScript().trimEnd().split("\n");
  test.each(lines.map((line, index) => [line.slice(0, 60), index] as const))(
    "refuses it without the line %s",
    (_, index) => {
      const less = lines.filter((_line, at) => at !== index);
      expect(shapesOf(userData({ [SCRIPT]: `${less.join("\n")}\n` }))).toHaveLength(1);
    },
  );

  test.each([
    ["a record that may fail", "logger --socket", "true || logger --socket"],
    ["any person", '"$one" = "$person"', '-n "$person"'],
    ["a group beside the one that is judged", '"/O=$group/CN=$user"', '"/O=system:masters/CN=$user"'],
    ["an end beside the minutes that are judged", "60 * minutes", "6000 * minutes"],
    ["an authority of certificates", "CA:false", "CA:true"],
    ["a key that stays", "/run/portcullis.XXXXXX", "/var/tmp/portcullis.XXXXXX"],
    ["people by a command", 'people="alice bob"', 'people="$(cat /tmp/people)"'],
  ])("refuses %s", (_, from, to) => {
    expect(shapesOf(userData({ [SCRIPT]: breakGlassScript().replace(from, () => to) }))).toHaveLength(1);
  });
});

describe("an ABAC policy file", () => {
  const line = (spec: object, change: object = {}) =>
    JSON.stringify({ apiVersion: "abac.authorization.kubernetes.io/v1beta1", kind: "Policy", spec, ...change });
  const SPEC = { group: "oidc:a", namespace: "b", apiGroup: "", resource: "configmaps", readonly: true };

  test("is read line by line, with the reason above each and for it alone", () => {
    const text = `# about this file\n# why: the first of two reasons\n${line(SPEC)}\n${line({ group: "*" })}\n`;
    expect(factsOf(userData({ [POLICY]: text }))).toMatchObject([
      { kind: "abac-grant", group: "oidc:a", readonly: true, reason: "the first of two reasons" },
      { kind: "abac-grant", group: "*", readonly: false, resource: "", reason: undefined },
    ]);
  });

  test.each([
    ["of the form without a version, which grants more than it says", JSON.stringify({ user: "alice" })],
    ["of another version", line(SPEC, { apiVersion: "v0" })],
    ["of another kind", line(SPEC, { kind: "Role" })],
    ["with a field that no rule reads", line({ ...SPEC, verbs: ["get"] })],
    ["with a flag that is a text", line({ ...SPEC, readonly: "true" })],
    ["that is no JSON", "group: oidc:a"],
    ["that is a list", "[]"],
  ])("refuses a line %s", (_, text) => {
    expect(shapesOf(userData({ [POLICY]: `${text}\n` })).length).toBeGreaterThan(0);
  });

  test("is a warning in the summary, said once for all machines", () => {
    const documents = userData({ [POLICY]: `# why: the program knows no roles\n${line(SPEC)}\n` });
    const judgement = judge([...documents, ...documents.map((document) => ({ ...document, name: "second" }))]);
    expect(judgement.warnings).toHaveLength(2);
    const text = formatSummary({ clusters: [], judgement, files: [], seconds: 1 });
    expect(text).toMatch(
      /Warnings:\n {2}what +because\n {2}oidc:a reads configmaps in b by ABAC {2}the program knows no roles\n/,
    );
    expect(text).toContain("  better: a grant by RBAC knows sub-resources");
    expect(text.match(/by ABAC/g)).toHaveLength(1);
  });

  test("leaves no part of warnings where there is none", () => {
    const judgement = judge([]);
    expect(formatSummary({ clusters: [], judgement, files: [], seconds: 1 })).not.toContain("Warnings");
  });
});
