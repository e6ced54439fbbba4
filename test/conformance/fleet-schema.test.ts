import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fleetJsonSchema } from "../../lib/fleet-file/json-schema";
import { programPath, testUnless } from "./programs";

const python = programPath("python3");
const SCRIPT = `
import json, sys
from jsonschema import Draft7Validator
schema, files = json.load(sys.stdin)
Draft7Validator.check_schema(schema)
print(json.dumps([[error.message for error in Draft7Validator(schema).iter_errors(file)] for file in files]))
`;
const isThere =
  python !== undefined &&
  spawnSync(python, ["-W", "ignore", "-c", "from jsonschema import Draft7Validator"]).status === 0;

testUnless(
  isThere ? undefined : "python3 with jsonschema is not installed",
  "a validator of others takes the schema of fleet files and the example, and refuses what is misspelt in it",
  () => {
    const example = () => parse(readFileSync(join(__dirname, "../../apps/fleet/clusters.yaml"), "utf8"));
    const [key, type, missing, choice] = [example(), example(), example(), example()];
    key.clusters[0].profile.regin = "x";
    type.clusters[1].logs.retentionDays = "500";
    missing.defaults = undefined;
    choice.clusters[2].profile.kind = "aks";
    const input = JSON.stringify([fleetJsonSchema(), [example(), key, type, missing, choice]]);
    const run = spawnSync(python ?? "", ["-W", "ignore", "-c", SCRIPT], { input, encoding: "utf8" });
    expect(run.stderr).toBe("");
    const [right, ...wrong] = JSON.parse(run.stdout) as readonly (readonly string[])[];
    expect(right).toEqual([]);
    expect(wrong.map((messages) => messages.join("\n"))).toEqual([
      expect.stringContaining("'regin' was unexpected"),
      expect.stringContaining("'500' is not of type 'number'"),
      expect.stringContaining("'kubernetesVersion' is a required property"),
      expect.stringContaining("'aks' is not one of"),
    ]);
  },
);
