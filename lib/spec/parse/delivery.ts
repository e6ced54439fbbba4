import { z } from "zod";
import { ALLOWED } from "../problems/allowed";
import { movingReference } from "../problems/delivery";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds, wrongLength } from "../problems/text";
import { list, section, text } from "./field";
import { judgeIssuer } from "./issuer";
import { judgeLabel } from "./label";
import { sourcesSchema } from "./sources";

const LONGEST = 255;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9]\d{1,4})?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const FOLDER = /^(?:\.\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

const label = (longest: number) =>
  text(ALLOWED.deliveryName, (value) => judgeLabel(value, longest, ALLOWED.deliveryName));
const tenant = text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label));
const secret = text(ALLOWED.secretName, (value) => judgeLabel(value, 63, ALLOWED.secretName));

function judgeOciRepository(value: string): Problem | undefined {
  if (value.length === 0 || value.length > LONGEST) return wrongLength(value, ALLOWED.ociRepository, LONGEST);
  const [host = "", ...path] = value.split("/");
  if (/^[a-z]+:$/.test(host))
    return malformed(value, ALLOWED.ociRepository, "leave the scheme out: it is oci, by https");
  const right = HOST.test(host) && path.length > 0 && path.every((part) => PATH_PART.test(part));
  return right ? undefined : malformed(value, ALLOWED.ociRepository);
}

/** A Git host by https: what an issuer is, with a path. */
function judgeGitRepository(value: string): Problem | undefined {
  const problem = judgeIssuer(value);
  if (problem !== undefined) return { ...problem, expected: ALLOWED.gitRepository };
  return new URL(value).pathname.length > 1
    ? undefined
    : malformed(value, ALLOWED.gitRepository, "add the repository's path");
}

const digest = text(ALLOWED.digest, (value) =>
  /^sha256:[0-9a-f]{64}$/.test(value) ? undefined : movingReference(value, ALLOWED.digest),
);
const commit = text(ALLOWED.commit, (value) =>
  /^[0-9a-f]{40}$/.test(value) ? undefined : movingReference(value, ALLOWED.commit),
);

const from = z.discriminatedUnion(
  "kind",
  [
    section({
      kind: z.literal("oci"),
      repository: text(ALLOWED.ociRepository, judgeOciRepository),
      digest,
      publicKeys: secret,
      credentials: secret.optional(),
    }),
    section({
      kind: z.literal("git"),
      repository: text(ALLOWED.gitRepository, judgeGitRepository),
      commit,
      publicKeys: secret,
      credentials: secret.optional(),
    }),
  ],
  ALLOWED.deliverySource,
);

const path = text(ALLOWED.folder, (value) => {
  if (value.length === 0 || value.length > LONGEST) return wrongLength(value, ALLOWED.folder, LONGEST);
  return FOLDER.test(value) ? undefined : malformed(value, ALLOWED.folder);
});

const sourcesAt = sourcesSchema.superRefine((value, context) => {
  if (value.length > 0) return;
  context.addIssue({
    code: "custom",
    params: { problem: outOfBounds([], ALLOWED.sourcesAt, "name the registry or Git host") },
  });
});

export const deliverySchema = section({
  controllers: tenant,
  sourcesAt,
  apiServerAt: sourcesSchema.optional(),
  deliveries: list(ALLOWED.deliveries, section({ name: label(50), tenant, from, path: path.optional() })),
});
