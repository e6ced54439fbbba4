import { anyCharacter, fc } from "../property";
import { parse, parseAllDocuments } from "yaml";
import { cloudInitUserData } from "../../lib/formats/cloud-init";
import { kernelModulesText, sysctlText } from "../../lib/formats/kernel-files";
import { nested } from "../../lib/formats/nested-fields";
import { yamlText } from "../../lib/formats/yaml-text";
import type { ConfigFile } from "../../lib/plan/config-file";

const awkward = [
  "no",
  "on",
  "y",
  "1:30",
  "0600",
  "012",
  "1_000",
  "0x1f",
  "~",
  "",
  "null",
  "=",
  "<<",
  "- a",
  `$${"{x}"} # y; {z}`,
  "oidc:",
  "a\nb\n",
  "  a",
];

describe("YAML", () => {
  test.each(["1.1", "1.2"] as const)("awkward strings are strings for readers of YAML %s", (version) => {
    expect(parse(yamlText(awkward), { version })).toEqual(awkward);
  });

  test("any string comes back as it was, under both versions", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
        for (const version of ["1.1", "1.2"] as const) expect(parse(yamlText({ text }), { version })).toEqual({ text });
      }),
    );
  });

  test("documents follow one another", () => {
    expect(parseAllDocuments(yamlText({ a: 1 }, { b: 2 })).map((document) => document.toJS())).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  test("repeated values are written out, without anchors", () => {
    const again = { a: 1 };
    expect(yamlText({ one: again, two: again })).toBe("one:\n  a: 1\ntwo:\n  a: 1\n");
  });
});

describe("user data for cloud-init", () => {
  const file = (path: string, content: string): ConfigFile => ({
    pillar: "network",
    fields: [],
    path,
    mode: "0600",
    owner: "root:root",
    content,
  });

  test("begins with the line that makes it a cloud-config and keeps modes as strings", () => {
    const text = cloudInitUserData({ files: [file("/a", "x")], commands: [["true"]] });
    expect(text.split("\n")[0]).toBe("#cloud-config");
    expect(parse(text, { version: "1.1" })).toEqual({
      write_files: [{ path: "/a", owner: "root:root", permissions: "0600", content: "x" }],
      runcmd: [["true"]],
    });
  });

  test("a file's content cannot become another file or a command", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 80 }).map((text) => `x\n${text}\nruncmd:\n- [evil]\n`),
        (content) => {
          const read = parse(cloudInitUserData({ files: [file("/a", content)], commands: [] }), { version: "1.1" });
          expect(read).toEqual({
            write_files: [{ path: "/a", owner: "root:root", permissions: "0600", content }],
            runcmd: [],
          });
        },
      ),
    );
  });

  test("does not depend on the order of the files", () => {
    const files = [file("/a", "1"), file("/b", "2")];
    expect(cloudInitUserData({ files: [...files].reverse(), commands: [] })).toBe(
      cloudInitUserData({ files, commands: [] }),
    );
  });
});

describe("nested fields", () => {
  test("become one object, sorted", () => {
    expect(
      JSON.stringify(
        nested([
          { name: "b.d", value: 2 },
          { name: "a", value: 1 },
          { name: "b.c", value: 3 },
        ]),
      ),
    ).toBe(`{"a":1,"b":{"c":3,"d":2}}`);
  });

  test("refuses a field that two pillars set", () => {
    expect(() =>
      nested([
        { name: "a", value: 1 },
        { name: "a", value: 2 },
      ]),
    ).toThrow("the field a is set twice");
  });
});

describe("files of the kernel", () => {
  test("parameters and modules do not depend on their order", () => {
    const parameter = (name: string) => ({ pillar: "network" as const, fields: [], name, value: 1, why: "because" });
    expect(sysctlText([parameter("b"), parameter("a")])).toBe("# because\na = 1\n# because\nb = 1\n");
    expect(kernelModulesText(["overlay", "br_netfilter"])).toBe("br_netfilter\noverlay\n");
  });
});
