import { comparesOne } from "../criteria/policy-condition";
import type { LogArchiveFact } from "../facts/log-archive";
import type { PolicyStatementFact } from "../facts/resource-policy";
import type { Rule } from "../rule";
import type { Value } from "../value";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";
import { logArchiveLockedFixtures } from "./log-archive-locked.fixtures";

const SHORTEST_DAYS = 365;

/** Nobody can change, delete or read what is archived, but those who are named. */
export const LOG_ARCHIVE_LOCKED: Rule<"log-archive"> = {
  id: "log-archive-locked",
  title:
    "An archive of logs is locked in compliance mode for a year or longer, takes all logs, and is written and read by named roles alone.",
  why: "Whoever breaks into an account deletes the records of it first; what he can read or forge tells him what is known of him.",
  fix: "Leave the bucket as LogArchive writes it; name readers in profile.logArchive.readableBy, and bring what else touches it out of the stack.",
  controls: [
    "NIST-800-53 AU-9",
    "NIST-800-53 AU-11",
    "PCI-DSS-4.0.1 10.3.2",
    "PCI-DSS-4.0.1 10.5.1",
    "CIS-AWS-3.0 2.1.1",
  ],
  judges: "log-archive",
  reach: "ours",
  judge: judgeArchive,
  fixtures: logArchiveLockedFixtures,
};

function judgeArchive(fact: LogArchiveFact): Verdict {
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const fault = (got: string, message: string) => certain.push({ at: "", got, message });
  const hidden = (why: string, what: string) =>
    undecided.push({ at: "", got: why, message: `nobody can see whether ${what}` });
  const demand = (value: Value<boolean>, what: string, otherwise: string) => {
    if (!value.known) hidden(value.why, what);
    else if (!value.value) fault("not so", otherwise);
  };

  if (!fact.lock.known) hidden(fact.lock.why, "records are locked");
  else if (fact.lock.value === undefined)
    fault("no default retention", "records can be deleted by whoever may delete objects");
  else {
    const { mode, days } = fact.lock.value;
    if (mode !== "COMPLIANCE") fault(mode, "an administrator may take the lock of records away");
    if (days < SHORTEST_DAYS) fault(`${days} days`, "records are locked for less than a year");
  }
  demand(fact.versioned, "the bucket keeps versions", "without versions the lock holds nothing");
  demand(fact.publicAccessBlocked, "public access is blocked", "a later change could open the records to everybody");
  demand(fact.withoutAccessLists, "access lists count", "access lists of objects could open the records to others");
  demand(fact.ownKey, "records are encrypted with a key of yours", "records are not encrypted with a key of yours");
  demand(fact.survivesDestroy, "a plan may destroy the bucket", "a plan may destroy the bucket");
  for (const pair of fact.tooEarly)
    fault(pair, "records may arrive before they are locked, encrypted and kept from others");
  for (const group of fact.missing)
    fault(group, "nothing brings the records of this log group into the archive as a whole");
  for (const address of fact.strangers)
    fault(address, "it refers to the archive, and no rule reads what it does there");

  const { policy } = fact;
  if (!policy.known) hidden(policy.why, "the bucket's policy refuses what it must");
  else for (const message of policyFaults(policy.value ?? [], fact)) fault("the bucket's policy", message);
  return failOrUnknown(certain, undecided);
}

const DESTROYING = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketVersioning",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
];

function policyFaults(statements: readonly PolicyStatementFact[], fact: LogArchiveFact): readonly string[] {
  const objects = `${fact.bucket}/*`;
  const refuses = (action: string, resources: readonly string[], conditions: (of: PolicyStatementFact) => boolean) =>
    statements.some(
      (statement) =>
        !statement.allows &&
        statement.principals.some(({ kind, name }) => kind === "AWS" && name === "*") &&
        (statement.actions.includes(action) || statement.actions.includes("s3:*") || statement.actions.includes("*")) &&
        resources.every((resource) => statement.resources.includes(resource) || statement.resources.includes("*")) &&
        conditions(statement),
    );
  const always = ({ conditions }: PolicyStatementFact) => conditions.length === 0;
  const on =
    (operator: string, key: string, value: string) =>
    ({ conditions }: PolicyStatementFact) =>
      conditions.length === 1 &&
      conditions.every((one) => comparesOne(one, [operator], key, (written) => written === value));
  const exceptFor = (isNamed: (who: string) => boolean) => (statement: PolicyStatementFact) =>
    always(statement) ||
    (statement.conditions.length === 1 &&
      ["ArnNotEquals", "StringNotEquals"].includes(statement.conditions[0]?.operator ?? "") &&
      statement.conditions[0]?.key.toLowerCase() === "aws:principalarn" &&
      statement.conditions[0].values.every(isNamed));

  const whole = [fact.bucket, objects];
  const destroys = DESTROYING.filter(
    (action) => !refuses(action, action === "s3:DeleteBucket" ? [fact.bucket] : whole, always),
  );
  // Into a bucket of its own, which no stream of the stack fills, one role writes that is named in full.
  const isWriter = (who: string) => (fact.writers.length > 0 ? fact.writers.includes(who) : NAMED_ROLE.test(who));
  const isReader = (who: string) => fact.writers.includes(who) || ROLE.test(who);
  return [
    ...(statements.some(({ allows }) => allows)
      ? ["it lets somebody in: roles of the account need no permission here"]
      : []),
    ...(refuses("s3:*", whole, on("Bool", "aws:SecureTransport", "false")) ? [] : ["it takes requests without TLS"]),
    ...(refuses("s3:*", whole, on("NumericLessThan", "s3:TlsVersion", "1.2"))
      ? []
      : ["it takes requests over TLS older than 1.2"]),
    ...(destroys.length > 0 ? [`it does not refuse to everybody: ${destroys.join(", ")}`] : []),
    ...(refuses("s3:PutObject", [objects], exceptFor(isWriter))
      ? []
      : ["others than the stream of the archive may write, and forge records"]),
    ...["s3:GetObject", "s3:GetObjectVersion"]
      .filter((action) => !refuses(action, [objects], exceptFor(isReader)))
      .map((action) => `it does not hold ${action} to named roles`),
  ];
}

/** One role of another stack, by its whole name. */
const NAMED_ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** One role, by its whole name. */
const ROLE = /^(?:«aws_iam_role\.[\w-]+»|arn:(?:«partition»|aws[a-z-]*):iam::(?:«account»|\d{12}):role\/[\w+=,.@/-]+)$/;
