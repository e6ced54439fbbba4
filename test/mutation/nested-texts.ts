import { parse, parseAllDocuments, stringify } from "yaml";
import { type Change, here, inside } from "./mutant";

type Weaken = (value: unknown, path: string) => readonly Change[];

/**
 * Opens a text that is more than a text: JSON, YAML, a firewall's ruleset, a unit, kernel settings, a script. Gives undefined for any
 * other. Shares no code with the readers.
 */
export function weakenNested(text: string, weaken: Weaken): readonly Change[] | undefined {
  if (/^\{".*\}$/s.test(text)) {
    const changes = weaken(JSON.parse(text), "");
    return inside(changes, " > ", (value) => JSON.stringify(value));
  }
  if (text.startsWith("#cloud-config\n")) {
    const changes = weaken(parse(text), "");
    return [
      here("first line away", text.slice("#cloud-config\n".length)),
      ...inside(changes, " > ", (value) => `#cloud-config\n${stringify(value)}`),
    ];
  }
  if (/^apiVersion: /m.test(text)) return weakenYaml(text, weaken);
  if (/^(#.*\n)*[a-z][A-Za-z-]*:( |\n)/.test(text)) return weakenYaml(text, weaken);
  if (/^table inet /m.test(text)) return weakenLines(text, weakenNftLine);
  if (/^\[[A-Z][a-z]+\]$/m.test(text)) return weakenLines(text, weakenUnitLine);
  if (/^[a-z_.0-9-]+ = -?\d+$/m.test(text)) return weakenLines(text, weakenSetting);
  if (text.startsWith("#!/bin/sh\n")) return weakenLines(text, weakenScriptLine);
  if (text.endsWith("\n")) return weakenLines(text, () => []);
  return undefined;
}

function weakenYaml(text: string, weaken: Weaken): readonly Change[] {
  const parsed = parseAllDocuments(text);
  const documents = (Array.isArray(parsed) ? parsed : []).map((document) => document.toJS() as { kind?: string });
  const join = (all: readonly unknown[]) => all.map((document) => stringify(document)).join("---\n");
  return documents.flatMap((document, index) => {
    const segment = documents.length === 1 ? " > " : ` > ${document.kind}: `;
    const replaced = (value: unknown) => join(documents.map((other, at) => (at === index ? value : other)));
    const gone = {
      path: segment,
      operator: "document away",
      make: () => join(documents.filter((other) => other !== document)),
    };
    return [...(documents.length === 1 ? [] : [gone]), ...inside(weaken(document, ""), segment, replaced)];
  });
}

/** Each line away, and each line loosened. Comments and empty lines say nothing. */
function weakenLines(text: string, loosen: (line: string) => readonly string[]): readonly Change[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const shown = line.trim();
    if (shown === "" || /^#(?!!)/.test(shown) || shown === "}") return [];
    const path = ` > ${shown}`;
    const put = (...others: readonly string[]) =>
      [...lines.slice(0, index), ...others, ...lines.slice(index + 1)].join("\n");
    return [
      { path, operator: "line away", make: () => put() },
      ...loosen(line).map((other) => ({ path, operator: `= ${other.trim().slice(0, 70)}`, make: () => put(other) })),
    ].filter((change) => change.make() !== text);
  });
}

function weakenNftLine(line: string): readonly string[] {
  const loosened = [
    line.replace("policy drop", "policy accept"),
    line.replace(/\bdrop\b(?!.*\baccept\b)/, "accept"),
    line.replace(/invalid : drop/, "invalid : accept"),
    line.replace(/ip6? saddr (\{[^}]*\}|\S+) /, ""),
    line.replace(/ip6? saddr \d\S+ /, "ip saddr 0.0.0.0/0 "),
    line.replace(/(tcp|th) dport \S+ /, ""),
    line.replace(/iifname \{[^}]*\} /, ""),
    line.replace(/limit rate \S+ /, ""),
    line.replace(/ip6 hoplimit 255 /, ""),
    line.replace(/icmp(v6)? type (\{[^}]*\}|\S+) /, ""),
    line.replace(/iif "lo" accept/, "accept"),
    line.replace(/ct state established,related accept/, "accept"),
    line.replace(/daddr != \S+/, "daddr != 192.0.2.0/24"),
    line.replace(/ comment ".*"/, ""),
    line.replace(/hook input/, "hook output"),
    line.replace(/priority filter;/, "priority 300;"),
  ];
  return [...new Set(loosened)].filter((other) => other !== line);
}

function weakenUnitLine(line: string): readonly string[] {
  const [name = "", value = ""] = line.split(/=(.*)/s);
  if (line.startsWith("[")) return [];
  const loosened = [
    line.replace("0700", "0777").replace("0600", "0666"),
    line.replace("UMask=0077", "UMask=0000"),
    line.replace(/\/etc\/portcullis\/host-firewall\.nft/, "/dev/null"),
    line.replace(/^Exec(\w+)=/, "Exec$1=-"),
    `${name}=`,
    ...value.split(" ").flatMap((word) => [
      `${name}=${value
        .split(" ")
        .filter((other) => other !== word)
        .join(" ")}`,
    ]),
  ];
  return [...new Set(loosened)].filter((other) => other !== line);
}

function weakenSetting(line: string): readonly string[] {
  return ["0", "1", "99999999"].map((value) => line.replace(/= .*$/, `= ${value}`)).filter((other) => other !== line);
}

function weakenScriptLine(line: string): readonly string[] {
  const loosened = [
    line.replace("umask 077", "umask 000"),
    line.replace("/dev/urandom", "/dev/zero"),
    line.replace("-c 32", "-c 1"),
    line.replace("exit 1", "exit 0"),
    line.replace("set -eu", "set +eu"),
  ];
  return loosened.filter((other) => other !== line);
}
