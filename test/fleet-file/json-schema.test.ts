import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { FIELD_MEANINGS } from "../../lib/fleet-file/field-meanings";
import { clusterJsonSchema, fieldSchemas, fleetJsonSchema, PROFILE_KINDS } from "../../lib/fleet-file/json-schema";
import { OVERRIDABLE } from "../../lib/fleet-file/overridable";
import { paymentsInput, plantInput } from "../example-clusters";
import { validate } from "./validate";

const SCHEMA = fleetJsonSchema();
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const found = (file: unknown) => validate(plain(file), SCHEMA);
const example = () => parse(readFileSync(join(__dirname, "../../apps/fleet/clusters.yaml"), "utf8"));

describe("the schema of fleet files", () => {
  test("takes the examples, in YAML and as TypeScript describes them", () => {
    expect(found(example())).toEqual([]);
    expect(found({ state: { kind: "local" }, clusters: [paymentsInput(), plantInput()] })).toEqual([]);
  });

  test("takes a cluster whose profile and methods are defaults", () => {
    const { name, ...defaults } = plantInput();
    expect(found({ defaults, clusters: [{ name }, { name: "b", logs: { retentionDays: 500 } }] })).toEqual([]);
  });

  test.each<readonly [string, unknown, string]>([
    ["no clusters", {}, "lacks clusters"],
    ["an empty list", { clusters: [] }, "is too short"],
    ["a list at the top", [], "is no object"],
    ["an unknown key at the top", { clusters: [plantInput()], cluster: [] }, "has the key cluster"],
    ["an unknown key of a cluster", { clusters: [{ ...plantInput(), tenant: [] }] }, "has the key tenant"],
    ["an unknown key below", { clusters: [{ ...plantInput(), logs: { retention: 1 } }] }, "has the key retention"],
    [
      "a key of another profile",
      { clusters: [{ ...plantInput(), profile: { ...plantInput().profile, region: "x" } }] },
      "has the key region",
    ],
    ["a profile of no kind", { clusters: [{ ...plantInput(), profile: {} }] }, "lacks kind"],
    [
      "a profile of another kind",
      { clusters: [{ ...plantInput(), profile: { kind: "aks" } }] },
      "is none of the choices",
    ],
    ["no profile", { clusters: [{ name: "a" }] }, "lacks profile"],
    ["a version that is a number", { clusters: [{ ...plantInput(), kubernetesVersion: 1.35 }] }, "is no string"],
    ["days that are a text", { clusters: [{ ...plantInput(), logs: { retentionDays: "500" } }] }, "is no number"],
    ["something missing", { clusters: [{ ...plantInput(), access: undefined }] }, "lacks access"],
    [
      "a method of another profile",
      { clusters: [{ ...plantInput(), authentication: { methods: [{ method: "aws-iam" }] } }] },
      "is not one alternative",
    ],
    ["a name in the defaults", { defaults: { name: "a" }, clusters: [plantInput()] }, "is what it must not be"],
    [
      "an unknown key in the defaults",
      { defaults: { tenant: [] }, clusters: [plantInput()] },
      "is none of the choices",
    ],
    ["a wrong type beside defaults", { defaults: {}, clusters: [{ ...plantInput(), logs: 1 }] }, "is no object"],
    ["a cluster without a name beside defaults", { defaults: plantInput(), clusters: [{}] }, "lacks name"],
    [
      "an unknown key where the profile is a default",
      { defaults: { profile: { kind: "edge" } }, clusters: [{ name: "a", profile: { region: "x" } }] },
      "has the key region",
    ],
    ["state of no kind", { state: {}, clusters: [plantInput()] }, "is not one alternative"],
  ])("refuses %s", (_, file, what) => {
    expect(found(file).join("\n")).toContain(what);
  });

  test("says of every field what it means or what is allowed, with its default", () => {
    const silent = PROFILE_KINDS.flatMap((kind) =>
      [...fieldSchemas(kind)].filter(
        ([path, { schema }]) =>
          FIELD_MEANINGS[path]?.meaning === undefined &&
          schema.description === undefined &&
          schema.const === undefined &&
          schema.enum === undefined &&
          schema.properties === undefined,
      ),
    );
    // What a patch writes is anything.
    expect([...new Set(silent.map(([path]) => path))]).toEqual(["patches[].operations[].value"]);
    const { logs } = clusterJsonSchema("edge").properties as {
      logs: { properties: { retentionDays: { description: string } } };
    };
    expect(logs.properties.retentionDays.description).toMatch(
      /^For how long audit records are kept[\s\S]*\n\nAllowed: [\s\S]*365[\s\S]*\n\nDefault: 400\.$/,
    );
  });
});

test("the meanings of fields are those of the doc comments", () => {
  const { fieldMeanings, writeFieldMeanings } = require("../../scripts/write-field-meanings.cjs") as {
    fieldMeanings(): ReadonlyMap<string, unknown>;
    writeFieldMeanings(): void;
  };
  if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") writeFieldMeanings();
  // Where this fails: node scripts/write-field-meanings.cjs
  else expect(FIELD_MEANINGS).toEqual(Object.fromEntries(fieldMeanings()));
});

test("a meaning belongs to a field that there is, and so does an order of the defaults", () => {
  const paths = new Set(PROFILE_KINDS.flatMap((kind) => [...fieldSchemas(kind).keys()]));
  const own = Object.keys(FIELD_MEANINGS).filter((path) => !path.startsWith("state"));
  expect(own.filter((path) => !paths.has(path))).toEqual([]);
  const bare = new Set([...paths].map((path) => path.replace(/<[^>]*>/g, "")));
  expect([...OVERRIDABLE.keys()].filter((path) => !bare.has(path))).toEqual([]);
});
