import type { PolicyStatementFact, PolicyText } from "../../facts/resource-policy";
import { known, unknown, type Value } from "../../value";
import { asWritten, Fields, isObject } from "../fields";
import { rememberLast } from "../remember";
import type { Expressions } from "./expressions";
import type { StackDocument } from "./stack-document";
import { parseTemplate } from "./template";

/**
 * Reads the text of a policy document. It is JSON with expressions inside of its texts; an expression that could be more
 * than one name makes the whole policy unknown, for it could close the text around it and go on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyText(
  raw: unknown,
  stack: StackDocument,
  expressions: Expressions,
): Value<readonly PolicyStatementFact[]> {
  if (typeof raw !== "string") return unknown(`${asWritten(raw)} is not the text of a policy`);
  let text = "";
  for (const part of parseTemplate(raw)) {
    const piece =
      part.kind === "text"
        ? withoutQuotes(part.text)
        : part.kind === "expression"
          ? filledIn(part.text, stack, expressions)
          : undefined;
    if (piece === undefined) return unknown(`${asWritten(part.text)} in a policy is not known here`);
    text += piece;
  }
  const document = parseJson(text);
  return document.known ? statementsOf(document.value) : unknown(`${asWritten(raw)} is not the text of a policy`);
}

const parseJson = rememberLast(256, (text): Value<unknown> => {
  try {
    const document: unknown = JSON.parse(text);
    // Of a name that is written twice JSON takes the last; nobody knows which one AWS takes.
    return namesWritten(text) === namesRead(document) ? known(document) : unknown("it names one thing twice");
  } catch {
    return unknown("it is not JSON");
  }
});

/** How many names of a JSON text are written: the texts before a colon. */
function namesWritten(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}

/** How many are left once it was read. */
function namesRead(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + namesRead(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + namesRead(item), 0);
}

/** Our own marks may not stand in a text that somebody wrote. */
function withoutQuotes(text: string): string | undefined {
  return /[«»]/.test(text) ? undefined : text;
}

const BY_DATA: ReadonlyMap<string, PolicyText> = new Map([
  ["aws_caller_identity.account_id", "«account»"],
  ["aws_partition.partition", "«partition»"],
  ["aws_partition.dns_suffix", "«suffix»"],
  ["aws_region.region", "«region»"],
  ["aws_region.name", "«region»"],
  ["aws_region.id", "«region»"],
]);
const NAMES_IT = new Set(["arn", "id", "key_id", "unique_id"]);

function filledIn(expression: string, stack: StackDocument, expressions: Expressions): string | undefined {
  const [, address = "", type = "", attribute = ""] = /^(data\.(\w+)\.[\w-]+)\.(\w+)$/.exec(expression) ?? [];
  const data = stack.data.get(address);
  if (data !== undefined) {
    // Another provider may work in another account.
    return data.body.provider === undefined ? BY_DATA.get(`${type}.${attribute}`) : undefined;
  }
  const found = expressions.resolve(`\${${expression}}`);
  switch (found.kind) {
    case "literal":
      return typeof found.value === "string" ? withoutQuotes(found.value) : undefined;
    case "resource":
      return NAMES_IT.has(found.attribute) ? `«${found.address}»` : undefined;
    case "unknown":
      return undefined;
  }
}

function statementsOf(document: unknown): Value<readonly PolicyStatementFact[]> {
  const complaints: string[] = [];
  const policy = Fields.of(document, "", complaints).only("Version", "Id", "Statement");
  const written = policy.get("Statement");
  const statements = (Array.isArray(written) ? written : written === undefined ? [] : [written]).map((one, index) =>
    statementOf(Fields.of(one, `Statement[${index}]`, complaints)),
  );
  const [complaint] = complaints;
  return complaint === undefined ? known(statements) : unknown(`the policy's ${complaint}`);
}

function statementOf(statement: Fields): PolicyStatementFact {
  statement.only(
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
  );
  const effect = statement.text("Effect");
  if (effect !== "Allow" && effect !== "Deny") statement.complain("Effect", "is neither Allow nor Deny");
  return {
    allows: effect !== "Deny",
    principals: principalsOf(statement),
    actions: statement.has("NotAction") ? ["*"] : oneOrMore(statement, "Action", statement.get("Action")),
    resources: statement.has("NotResource") ? ["*"] : oneOrMore(statement, "Resource", statement.get("Resource")),
    conditions: conditionsOf(statement),
  };
}

function principalsOf(statement: Fields): PolicyStatementFact["principals"] {
  if (statement.has("NotPrincipal")) return [{ kind: "everybody else", name: "NotPrincipal" }];
  const principal = statement.get("Principal");
  if (principal === undefined) return [];
  if (principal === "*") return [{ kind: "AWS", name: "*" }];
  if (!isObject(principal)) {
    statement.complain("Principal", `is ${asWritten(principal)}`);
    return [];
  }
  return Object.entries(principal).flatMap(([kind, names]) => {
    if (kind !== "AWS" && kind !== "Service" && kind !== "Federated") {
      statement.complain("Principal", `has the kind ${kind}, which no rule reads`);
      return [];
    }
    return oneOrMore(statement, "Principal", names).map((name) => ({ kind, name }) as const);
  });
}

function conditionsOf(statement: Fields): PolicyStatementFact["conditions"] {
  const written = statement.get("Condition");
  if (written === undefined) return [];
  const complain = (value: unknown) => {
    statement.complain("Condition", `is ${asWritten(value)}`);
    return [];
  };
  if (!isObject(written)) return complain(written);
  return Object.entries(written).flatMap(([operator, keys]) => {
    if (!isObject(keys)) return complain(keys);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: oneOrMore(statement, "Condition", typeof values === "boolean" ? String(values) : values),
    }));
  });
}

function oneOrMore(statement: Fields, name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = values.filter((one) => typeof one === "string");
  if (texts.length !== values.length) statement.complain(name, `is ${asWritten(value)}`);
  return texts;
}
