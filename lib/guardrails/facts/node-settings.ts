import type { FactBase } from "./fact-base";

/** What a node of Amazon EKS is told at its first start. */
export interface NodeSettingsFact extends FactBase {
  readonly kind: "node-settings";
  readonly os: "al2023" | "bottlerocket";
  /** Fields of the kubelet (al2023) or settings (bottlerocket) by their dotted names, as written. */
  readonly settings: Readonly<Record<string, unknown>>;
}
