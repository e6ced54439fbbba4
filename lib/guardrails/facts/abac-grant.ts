import type { FactBase } from "./fact-base";

/** One line of an ABAC policy file. What is not written is the empty text, which matches what is empty. */
export interface AbacGrantFact extends FactBase {
  readonly kind: "abac-grant";
  readonly user: string;
  readonly group: string;
  /** Whether it lets read alone. */
  readonly readonly: boolean;
  readonly namespace: string;
  readonly apiGroup: string;
  readonly resource: string;
  readonly nonResourcePath: string;
  /** The reason in the comment above it; undefined when there is none. */
  readonly reason: string | undefined;
}
