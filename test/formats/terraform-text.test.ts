import { fc } from "../property";
import { terraformText } from "../../lib/formats/terraform-text";

const dollar = "$";

/** What Terraform 1.11 makes of a string without expressions in it: one mark less before each brace. */
const asTerraformReads = (text: string): string => text.replace(/([$%])\1\{/g, (_, mark) => `${mark}{`);

test.each([
  [`${dollar}{file("x")}`, `${dollar}${dollar}{file("x")}`],
  [`${dollar}${dollar}{x}`, `${dollar}${dollar}${dollar}{x}`],
  ["%{if true}", "%%{if true}"],
  [`${dollar}%{x}`, `${dollar}%%{x}`],
  ["10 $ and 5 %", "10 $ and 5 %"],
])("writes %j as %j", (text, written) => {
  expect(terraformText(text)).toBe(written);
});

test("leaves no expression in any text, and Terraform reads the same text back", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a") }), (text) => {
      const written = terraformText(text);
      expect(written.replace(/[$%]{2}\{/g, "_")).not.toMatch(/(^|[^$])\$\{|(^|[^%])%\{/);
      expect(asTerraformReads(written)).toBe(text);
    }),
  );
});
