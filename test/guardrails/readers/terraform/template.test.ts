import { knownTail, parseTemplate } from "../../../../lib/guardrails/readers/terraform/template";

describe("a Terraform string", () => {
  test("splits into text and expressions", () => {
    expect(parseTemplate("a-${local.b}-c")).toEqual([
      { kind: "text", text: "a-" },
      { kind: "expression", text: "local.b" },
      { kind: "text", text: "-c" },
    ]);
    expect(parseTemplate("${~ var.x ~}")).toEqual([{ kind: "expression", text: "var.x" }]);
    expect(parseTemplate("%{ if var.x }a%{ endif }").map(({ kind }) => kind)).toEqual([
      "directive",
      "text",
      "directive",
    ]);
  });

  test("takes escapes for what they stand for", () => {
    expect(parseTemplate("$${var.x} %%{if}")).toEqual([{ kind: "text", text: "${var.x} %{if}" }]);
    expect(parseTemplate("$$${var.x}").map(({ kind }) => kind)).toEqual(["text"]);
  });

  test("is not fooled by braces in strings and objects", () => {
    expect(parseTemplate('${lookup({a = "}"}, "a")}x')).toEqual([
      { kind: "expression", text: 'lookup({a = "}"}, "a")' },
      { kind: "text", text: "x" },
    ]);
    expect(parseTemplate('${"${"}"}"}')).toHaveLength(1);
  });

  test("refuses to call anything known after an expression that never ends", () => {
    expect(parseTemplate("${var.x :policy/X")).toEqual([{ kind: "expression", text: "var.x :policy/X" }]);
    expect(knownTail("${var.x :policy/X")).toBe("");
    expect(knownTail("arn:${var.p}:iam::aws:policy/X")).toBe(":iam::aws:policy/X");
    expect(knownTail("x${var.p}")).toBe("");
  });
});
