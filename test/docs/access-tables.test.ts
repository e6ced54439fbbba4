import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLOUD_CAPABILITIES } from "../../lib/profiles/cloud/capabilities";
import type { Capability, Control } from "../../lib/profiles/control";
import { DATA_CENTER_CAPABILITIES } from "../../lib/profiles/data-center/capabilities";
import { EDGE_CAPABILITIES } from "../../lib/profiles/edge/capabilities";
import { PERSONA_FACTS, PERSONAS } from "../../lib/spec/persona-facts";
import { ATTRIBUTE_CASES } from "../range/authorization/attributes";
import { ENTERING_CASES } from "../range/authorization/entering-by-attributes";
import { ESCALATIONS } from "../range/authorization/escalations";
import { personaTable } from "../pillars/authorization/persona-table";

const AUTHENTICATION: readonly Control[] = [
  "oidc-mfa",
  "second-method",
  "structured-authentication",
  "service-account-tokens",
  "workload-roles",
  "authenticating-proxy",
  "no-standing-admin",
];
const ENCRYPTION: readonly Control[] = ["tls-minimum-version", "secrets-encryption"];
const NETWORK: readonly Control[] = ["private-endpoint", "closed-inbound", "host-firewall", "egress-destinations"];

const ATTRIBUTES: readonly Control[] = ["attribute-rules", "access-that-ends", "abac"];

const PAGES = [
  ["authentication.md", "capabilities", () => capabilities(AUTHENTICATION)],
  ["encryption.md", "capabilities", () => capabilities(ENCRYPTION)],
  ["network.md", "capabilities", () => capabilities(NETWORK)],
  ["authorization.md", "personas", personas],
  ["authorization.md", "escalations", escalations],
  ["attributes.md", "capabilities", () => capabilities(ATTRIBUTES)],
  ["attributes.md", "cases", attributeCases],
] as const;

function capabilities(controls: readonly Control[]): readonly string[] {
  const rows = controls.map((control) => [
    `\`${control}\``,
    ...[CLOUD_CAPABILITIES, DATA_CENTER_CAPABILITIES, EDGE_CAPABILITIES].map((profile) => inWords(profile[control])),
  ]);
  return table(["Control", "cloud", "data-center", "edge"], rows);
}

function inWords(capability: Capability): string {
  switch (capability.kind) {
    case "native":
      return "native";
    case "compensated":
      return `compensated: ${capability.how}`;
    case "refused":
      return `refused: ${capability.why}`;
  }
}

function personas(): readonly string[] {
  const facts = PERSONAS.map((persona) => {
    const { reach, heldBy, needsMfa } = PERSONA_FACTS[persona];
    const where = reach === "cluster" ? "the whole cluster" : "the namespaces of the grant";
    return [
      `\`${persona}\``,
      where,
      heldBy === "people" ? "people" : "service accounts of tenants",
      needsMfa ? "demanded" : "not demanded",
    ];
  });
  const [head = [], ...rows] = personaTable();
  return [
    ...table(["Persona", "Bound in", "Held by", "Second factor"], facts),
    "",
    ...table(
      head,
      rows.map(([name = "", ...cells]) => [`\`${name}\``, ...cells]),
    ),
  ];
}

/** What `npm run prove` tries as every persona, and what stops it. */
function escalations(): readonly string[] {
  const rows = ESCALATIONS.map(({ name, on, layers, mayByRole = [] }) => [
    `${name}${on === undefined ? "" : ` (${on.join(", ")})`}`,
    layers.map((layer) => layer.name).join("; then "),
    mayByRole.map((persona) => `\`${persona}\``).join(" "),
  ]);
  return table(["They take", "Stopped by", "May by role"], rows);
}

/** Who is told what by the running server. */
function attributeCases(): readonly string[] {
  const rows = ATTRIBUTE_CASES.map(({ name, status, words }) => [
    name,
    status === 401 ? "no login" : status === 403 ? "refused" : "allowed",
    words ?? "",
  ]);
  for (const { name, words } of ENTERING_CASES)
    rows.push([`${name} (given the right)`, words === undefined ? "allowed" : "refused", words ?? ""]);
  return table(["Who has, and does", "The server", "It says"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  for (const cell of rows.flat()) expect(cell).not.toMatch(/[|\n]/);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

test.each(PAGES)("the table in docs/%s is the one that the code gives", (file, mark, lines) => {
  const path = join(__dirname, "..", "..", "docs", file);
  const page = readFileSync(path, "utf8");
  const section = new RegExp(`(<!-- ${mark} -->\n)[^]*(<!-- /${mark} -->)`);
  expect(page).toMatch(section);
  const written = page.replace(section, (_, begin: string, end: string) => `${begin}${lines().join("\n")}\n${end}`);
  if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") writeFileSync(path, written);
  else expect(page).toBe(written);
});
