import { nodeUserData } from "../../../lib/constructs/aws/decisions/node-user-data";
import { judge } from "../../../lib/guardrails/judge";
import { readMachineText } from "../../../lib/guardrails/readers/machine-text";

const PLACE = { document: "stack", path: "template.user_data" };
const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
const read = (text: string) => readMachineText(base64(text), PLACE, true) ?? [];
const kinds = (text: string) => read(text).map(({ kind }) => kind);
const NODE_CONFIG = nodeUserData("al2023");
const SETTINGS = nodeUserData("bottlerocket");

describe("what managed nodes are told", () => {
  test.each(["al2023", "bottlerocket"] as const)("is read back on %s, and no rule finds anything", (os) => {
    const text = nodeUserData(os);
    expect(read(text)).toMatchObject([{ kind: "node-settings", os }]);
    expect(judge([{ kind: "machine", name: os, content: text }]).findings).toEqual([]);
  });

  test("never asks for a client certificate, which nobody on Amazon EKS signs", () => {
    expect(NODE_CONFIG).not.toContain("rotateCertificates");
  });

  test("weakened in any one line of Amazon Linux is a finding", () => {
    const lines = NODE_CONFIG.split("\n");
    const values = lines.flatMap((line, index) => (/^ {6,}\w+: \S/.test(line) ? [index] : []));
    expect(values.length).toBeGreaterThan(12);
    const survivors = values.filter((index) => {
      const content = lines.toSpliced(index, 1, (lines[index] ?? "").replace(/: .*/, ": weakened")).join("\n");
      return judge([{ kind: "machine", name: "node", content }]).findings.length === 0;
    });
    expect(survivors.map((index) => lines[index])).toEqual([]);
  });

  test("weakened in any one line of Bottlerocket is a finding", () => {
    const lines = SETTINGS.split("\n");
    const values = lines.flatMap((line, index) => (line.includes(" = ") ? [index] : []));
    expect(values.length).toBeGreaterThan(6);
    const survivors = values.filter((index) => {
      const content = lines.toSpliced(index, 1, (lines[index] ?? "").replace(/= .*/, '= "weakened"')).join("\n");
      return judge([{ kind: "machine", name: "node", content }]).findings.length === 0;
    });
    expect(survivors.map((index) => lines[index])).toEqual([]);
  });
});

describe("a NodeConfig", () => {
  test.each<[string, string]>([
    [
      "with a script beside it",
      NODE_CONFIG.replace(
        /--\n$/,
        "\nContent-Type: text/x-shellscript\n\n#!/bin/sh\ntrue\n--portcullis-node-config--\n",
      ),
    ],
    [
      "with a boundary that others may see",
      NODE_CONFIG.replace("mode: Webhook", 'mode: "Webhook\n--portcullis-node-config \n"'),
    ],
    [
      "with flags of the kubelet",
      NODE_CONFIG.replace("    config:", "    flags: [--anonymous-auth=true]\n    config:"),
    ],
    ["with settings of the cluster", NODE_CONFIG.replace("spec:\n", "spec:\n  cluster: { name: x }\n")],
    ["with commands before it", NODE_CONFIG.replace("spec:\n", "spec:\n  instance: { localStorage: {} }\n")],
    ["of another version", NODE_CONFIG.replace("v1alpha1", "v1beta1")],
    ["that says a field twice", NODE_CONFIG.replace("readOnlyPort: 0", "readOnlyPort: 0\n      readOnlyPort: 10255")],
    ["with another head", `X-Hidden: yes\n${NODE_CONFIG}`],
    [
      "with a transfer encoding",
      NODE_CONFIG.replace("node.eks.aws\n", "node.eks.aws\nContent-Transfer-Encoding: base64\n"),
    ],
  ])("is not understood %s", (_what, text) => {
    expect(text).not.toBe(NODE_CONFIG);
    expect(kinds(text)).not.toContain("node-settings");
    expect(judge([{ kind: "machine", name: "node", content: text }]).findings.length).toBeGreaterThan(0);
  });
});

describe("settings of Bottlerocket", () => {
  test.each<[string, string]>([
    ["a dotted key", "[settings]\nkubernetes.seccomp-default = true\n"],
    ["an inline table", "[settings.host-containers]\nadmin = { enabled = true }\n"],
    ["a list", '[settings.kubernetes]\nallowed-unsafe-sysctls = ["kernel.*"]\n'],
    ["an array of tables", "[[settings.boot]]\nx = 1\n"],
    ["a key in quotes", '[settings."kubernetes"]\nx = 1\n'],
    ["a literal string", "[settings.kernel]\nlockdown = 'none'\n"],
    ["an escape", '[settings.kernel]\nlockdown = "\\u006eone"\n'],
    ["a comment behind a value", "[settings.kubernetes]\nseccomp-default = true # for now\n"],
    ["a key that is said twice", '[settings.kernel]\nlockdown = "integrity"\nlockdown = "none"\n'],
    ["a table that is opened twice", '[settings.kernel]\nlockdown = "integrity"\n[settings.kernel]\nx = 1\n'],
    ["a control character", '[settings.kernel]\nlockdown = "integrity\u0001"\n'],
  ])("are not understood with %s", (_what, text) => {
    expect(read(text)).toMatchObject([{ kind: "unknown-shape" }]);
  });

  test("are known by their first table, behind comments and in base64", () => {
    expect(kinds('# a comment\n\n[settings.kernel]\nlockdown = "integrity"\n')).toEqual(["node-settings"]);
    expect(readMachineText("[server]\nport = 80\n", PLACE, true)).toBeUndefined();
  });
});
