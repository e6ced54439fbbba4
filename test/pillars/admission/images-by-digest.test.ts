import { stringify } from "yaml";
import { IMAGES_BY_DIGEST } from "../../../lib/pillars/admission/images-by-digest";
import { bindingManifest, policyManifest } from "../../../lib/pillars/admission/policies/admission-policy";
import { TENANT_LABEL } from "../../../lib/pillars/admission/tenant-namespace";
import { expectGolden } from "../../golden";

interface PolicySpec {
  readonly failurePolicy: string;
  readonly matchConstraints: {
    readonly namespaceSelector: unknown;
    readonly resourceRules: readonly { readonly resources: string[] }[];
  };
  readonly matchConditions: readonly { readonly expression: string }[];
  readonly validations: readonly {
    readonly expression: string;
    readonly message: string;
    readonly messageExpression: string;
  }[];
}

const { spec } = policyManifest(IMAGES_BY_DIGEST).object as unknown as { spec: PolicySpec };

/** The pattern as every expression of the policy carries it. */
function pattern(): RegExp {
  const found = spec.validations.flatMap(({ expression }) =>
    [...expression.matchAll(/\.matches\('([^']+)'\)/g)].map(([, text]) => text),
  );
  expect(found).toHaveLength(spec.validations.length);
  expect(new Set(found).size).toBe(1);
  return new RegExp(found[0] ?? "");
}

const HEX = "0123456789abcdef".repeat(4);

test("the policy and its binding are as in the golden files", () => {
  expectGolden("manifests/images-by-digest-policy.yaml", stringify(policyManifest(IMAGES_BY_DIGEST).object));
  expectGolden("manifests/images-by-digest-binding.yaml", stringify(bindingManifest(IMAGES_BY_DIGEST).object));
});

test.each([`app@sha256:${HEX}`, `registry.example.com:5000/team/app:1.2@sha256:${HEX}`])("lets %s run", (image) => {
  expect(image).toMatch(pattern());
});

test.each([
  ["a tag", "registry.example.com/app:1.2"],
  ["no tag at all", "app"],
  ["nothing", ""],
  ["a digest without a name", `@sha256:${HEX}`],
  ["a digest cut short", `app@sha256:${HEX.slice(1)}`],
  ["a digest that is too long", `app@sha256:${HEX}0`],
  ["another algorithm", `app@md5:${HEX}`],
  ["a digest in capitals", `app@sha256:${HEX.toUpperCase()}`],
  ["a tag behind the digest", `app@sha256:${HEX}:latest`],
  ["a digest on a line of its own", `app:1\n@sha256:${HEX}`],
  ["a line behind the digest", `app@sha256:${HEX}\n`],
])("refuses %s", (_, image) => {
  expect(image).not.toMatch(pattern());
});

test("containers, init containers, ephemeral containers and image volumes are each judged", () => {
  for (const list of ["containers", "initContainers", "ephemeralContainers", "volumes"]) {
    expect(spec.validations.filter(({ expression }) => expression.includes(`object.spec.${list}.all(`))).toHaveLength(
      1,
    );
  }
});

test("refuses to let a debug container in by the side door of its sub-resource", () => {
  expect(spec.matchConstraints.resourceRules.flatMap(({ resources }) => resources)).toEqual([
    "pods",
    "pods/ephemeralcontainers",
  ]);
});

test("a request is refused when the policy cannot be evaluated, and the refusal is recorded", () => {
  expect(spec.failurePolicy).toBe("Fail");
  expect(bindingManifest(IMAGES_BY_DIGEST).object.spec).toEqual({
    policyName: policyManifest(IMAGES_BY_DIGEST).object.metadata.name,
    validationActions: ["Deny", "Audit"],
  });
});

test("only tenants' namespaces are judged, so that the control plane's own pods start", () => {
  expect(spec.matchConstraints.namespaceSelector).toEqual({
    matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }],
  });
});

test("every message says what to write instead, on one line and without quotes that would end it", () => {
  for (const { message, messageExpression } of spec.validations) {
    expect(message).toContain("name@sha256:<64 hexadecimal digits>");
    expect(messageExpression).toContain("name@sha256:<64 hexadecimal digits>");
    expect(message + messageExpression).not.toContain("\n");
    expect(messageExpression.split("'").length % 2).toBe(1);
  }
});
