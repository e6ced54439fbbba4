import { z } from "zod";
import { identityPatched } from "../problems/admission";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds, wrongLength } from "../problems/text";
import { judgeObjectName, objectNamespace } from "./admission";
import { list, section, text } from "./field";
import { judgeReason } from "./reason";

/** What names an object, with all above it: whoever replaces `/metadata` replaces the name too. */
const IDENTITY = [
  "/apiVersion",
  "/kind",
  "/metadata",
  "/metadata/name",
  "/metadata/namespace",
  "/metadata/generateName",
];

/** Keys that change what an object is to a program, and not what it says. */
const FORBIDDEN_STEPS = ["__proto__", "constructor", "prototype"];

function judgePointer(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 500) return wrongLength(value, ALLOWED.pointer, 500);
  if (!/^(?:\/(?:[^~/]|~[01])*)+$/.test(value)) return malformed(value, ALLOWED.pointer);
  if (/\p{C}/u.test(value)) return malformed(value, ALLOWED.pointer, "remove the invisible character");
  if (value.split("/").some((step) => FORBIDDEN_STEPS.includes(step))) return malformed(value, ALLOWED.pointer);
  return undefined;
}

function judgeTarget(value: string): Problem | undefined {
  return judgePointer(value) ?? (IDENTITY.includes(value) ? identityPatched(value, ALLOWED.pointer) : undefined);
}

const path = text(ALLOWED.pointer, judgeTarget);
// What is copied may be a name; what is moved away may not.
const from = text(ALLOWED.pointer, judgePointer);

const operation = z.discriminatedUnion(
  "op",
  [
    section({ op: z.enum(["add", "replace", "test"]), path, value: z.unknown() }),
    section({ op: z.literal("remove"), path }),
    section({ op: z.literal("copy"), from, path }),
    section({ op: z.literal("move"), from: path, path }),
  ],
  ALLOWED.operation,
);

const target = section({
  kind: text(ALLOWED.kind, (value) =>
    /^[A-Z][A-Za-z0-9]{0,62}$/.test(value) ? undefined : malformed(value, ALLOWED.kind),
  ),
  namespace: objectNamespace.optional(),
  name: text(ALLOWED.objectName, judgeObjectName),
});

const patch = section({
  target,
  operations: list(ALLOWED.operations, operation, (operations) =>
    operations.length === 0
      ? outOfBounds(operations, ALLOWED.operations, "add an operation, or remove the patch")
      : undefined,
  ),
  reason: text(ALLOWED.exceptionWhy, judgeReason),
});

export const patchesSchema = list(ALLOWED.patches, patch);
