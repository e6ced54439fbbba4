import { z } from "zod";
import { secondsOf } from "../instant";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { defaultAccount } from "../problems/access";
import { forbiddenText, malformed, reservedGroup, wrongLength } from "../problems/text";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeSigns } from "./visible-text";

/** Prefixes by which a cluster tells where a group comes from. */
const RESERVED = ["system:", "kubeadm:", "oidc:", "cert:", "proxy:", "portcullis:", "aws:"];

function judgeGroup(value: string, longest: number, expected: string): Problem | undefined {
  if (value.length === 0 || value.length > longest) return wrongLength(value, expected, longest);
  const reserved = RESERVED.find((prefix) => value.toLowerCase().startsWith(prefix));
  if (reserved !== undefined) return reservedGroup(value, reserved, expected);
  const signs = judgeSigns(value, expected);
  if (signs !== undefined) return signs;
  if (value.trim() !== value) return forbiddenText(value, expected, "space at its end or beginning");
  // A star is read as everybody, and a colon in front as the end of a prefix.
  const known = /^(?!:)[\p{L}\p{M}\p{N} !#$%&()+,./:;<=>?@[\]^_{|}~-]+$/u;
  return known.test(value) && value.normalize("NFC") === value ? undefined : malformed(value, expected);
}

/** A comma would begin the next part of the certificate's name in the tools that write one. */
function judgeCertificateGroup(value: string): Problem | undefined {
  const problem = judgeGroup(value, 59, ALLOWED.certificateGroup);
  return problem ?? (/[,+;=/]/.test(value) ? malformed(value, ALLOWED.certificateGroup) : undefined);
}

const ROLE =
  /^arn:(?:aws|aws-us-gov|aws-cn):iam::\d{12}:role\/(?:[A-Za-z0-9+=,.@_-]{1,128}\/){0,8}[A-Za-z0-9+=,.@_-]{1,64}$/;

export function judgeRole(value: string): Problem | undefined {
  const signs = judgeSigns(value, ALLOWED.role);
  if (signs !== undefined) return signs;
  if (/:(?:assumed-role|user|root)\b/.test(value)) {
    return malformed(value, ALLOWED.role, "name the role itself: users, sessions and accounts do not hold access");
  }
  if (!ROLE.test(value)) return malformed(value, ALLOWED.role);
  return value.includes(":role/aws-service-role/")
    ? malformed(value, ALLOWED.role, "name a role that people assume: this one belongs to an AWS service")
    : undefined;
}

const oidcName = text(ALLOWED.oidcGroup, (value) => judgeGroup(value, 128, ALLOWED.oidcGroup));
const certificateName = text(ALLOWED.certificateGroup, judgeCertificateGroup);
const namespace = text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label));
const account = text(ALLOWED.serviceAccount, (value) =>
  value === "default" ? defaultAccount() : judgeLabel(value, 63, ALLOWED.serviceAccount),
);

const provider = text(ALLOWED.providerName, (value) => judgeLabel(value, 40, ALLOWED.providerName)).optional();

export const oidcGroup = section({ method: z.literal("oidc"), provider, group: oidcName });
const oidcUser = section({ method: z.literal("oidc"), provider, user: oidcName });
const iamRole = section({ method: z.literal("aws-iam"), role: text(ALLOWED.role, judgeRole) });
const certificateGroup = section({ method: z.literal("client-certificate"), group: certificateName });
const certificateUser = section({ method: z.literal("client-certificate"), user: certificateName });
const serviceAccount = section({ method: z.literal("service-account"), namespace, name: account });
const proxyGroup = section({ method: z.literal("authenticating-proxy"), group: oidcName });

const ofMachines = [oidcGroup, oidcUser, certificateGroup, certificateUser, serviceAccount, proxyGroup] as const;

export const cloudSubjectSchema = z.union([oidcGroup, oidcUser, iamRole, serviceAccount], ALLOWED.subject);
export const dataCenterSubjectSchema = z.union(ofMachines, ALLOWED.subject);
export const edgeSubjectSchema = dataCenterSubjectSchema;
export const anySubjectSchema = z.union([...ofMachines, iamRole], ALLOWED.subject);

const persona = z.union(
  [
    z.enum(["viewer", "developer", "operator", "auditor", "recovery", "watcher"]),
    section({ own: text(ALLOWED.ownPersonaName, (value) => judgeLabel(value, 40, ALLOWED.ownPersonaName)) }),
  ],
  ALLOWED.persona,
);

const until = text(ALLOWED.until, (value) =>
  secondsOf(value) === undefined ? malformed(value, ALLOWED.until) : undefined,
);

export function accessSchemaOf<Subject extends z.ZodType>(who: Subject) {
  return list(
    ALLOWED.access,
    section({ who, persona, namespaces: list(ALLOWED.namespaces, namespace).default([]), until: until.optional() }),
  );
}
