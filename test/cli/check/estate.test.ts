import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCheck } from "../../../lib/cli/check/run-check";

const TODAY = "2026-11-23";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-estate-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const API = "admissionregistration.k8s.io/v1";
const POLICIES = {
  ...{ apiVersion: "v1", kind: "List" },
  items: [
    {
      ...{ apiVersion: API, kind: "ValidatingAdmissionPolicy", metadata: { name: "by-digest" } },
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
        },
        validations: [
          { expression: "object.spec.containers.all(c, c.image.contains('@'))", message: "Write the digest." },
        ],
      },
    },
    {
      ...{ apiVersion: API, kind: "ValidatingAdmissionPolicyBinding", metadata: { name: "by-digest" } },
      spec: { policyName: "by-digest", validationActions: ["Deny", "Audit"] },
    },
  ],
};
const pod = (name: string, image: string) => ({
  ...{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "shop" } },
  spec: { containers: [{ name: "a", image }] },
});
const list = (...items: readonly unknown[]) => ({ apiVersion: "v1", kind: "List", items });

test("names what would be refused, why and by which policy", () => {
  const estate = write("estate.json", list(pod("old", "app:1"), pod("new", "app@sha256:1")));
  const { stdout, exitCode } = runCheck([estate, "--against", write("p.json", POLICIES)], TODAY);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`by-digest would refuse 1 object: Write the digest.\n  Pod shop/old (${estate})`);
  expect(stdout).not.toContain("shop/new");
  expect(stdout).toContain("1 policy asked about 2 objects: 1 would be refused, 0 warned of, of 0 nobody can say.");
});

test("says the same to programs", () => {
  const estate = write("estate.json", list(pod("old", "app:1")));
  const { stdout } = runCheck([estate, "--against", write("p.json", POLICIES), "--json"], TODAY);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ version: 1, exitCode: 1, objects: 1, policies: ["by-digest"], unknown: [], problems: [] },
    refusals: [{ policy: "by-digest", object: "Pod shop/old", message: "Write the digest.", enforced: true }],
  });
});

test("ends well where nothing would be refused", () => {
  const estate = write(
    "estate.yaml",
    "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a, namespace: b}\n  spec: {containers: []}\n",
  );
  expect(runCheck([estate, "--against", write("p.json", POLICIES)], TODAY).exitCode).toBe(0);
});

test("refuses to call an object that cannot be evaluated clean", () => {
  const estate = write("estate.json", list({ apiVersion: "v1", kind: "Pod", metadata: { name: "odd" }, spec: {} }));
  const { stdout, exitCode } = runCheck([estate, "--against", write("p.json", POLICIES)], TODAY);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("by-digest: nobody can say without the API server");
});

test.each([
  ["manifests without a policy", () => write("p.json", list(pod("a", "b"))), () => write("e.json", pod("a", "b"))],
  ["an estate without an object", () => write("p.json", POLICIES), () => write("e.json", list())],
  ["a file that is not there", () => join(folder, "none"), () => write("e.json", pod("a", "b"))],
  ["files of a machine", () => write("p.json", POLICIES), () => write("e.yaml", "#cloud-config\nruncmd: []\n")],
  [
    "an object without a name",
    () => write("p.json", POLICIES),
    () => write("e.json", { apiVersion: "v1", kind: "Pod" }),
  ],
  ["an object without a kind", () => write("p.json", POLICIES), () => write("e.json", list({ a: 1 }))],
])("refuses %s", (_, against, estate) => {
  const { stdout, exitCode } = runCheck([estate(), "--against", against()], TODAY);
  expect(exitCode).toBe(2);
  expect(stdout).toContain("fix ");
});

test.each([
  ["--waivers", "w.yaml"],
  ["--pack", "narrow-sources"],
])("refuses %s, which is for rules", (...option) => {
  const { stderr, exitCode } = runCheck(["e", "--against", "p", ...option], TODAY);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("with --against no rule judges")]);
});

test("refuses to read standard input twice", () => {
  expect(runCheck(["-", "--against", "-"], TODAY)).toMatchObject({ exitCode: 2 });
});
