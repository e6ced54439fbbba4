import type { FactBase } from "./fact-base";

/** A backend to which the API server sends its records, as a kubeconfig names it. */
export interface AuditBackendFact extends FactBase {
  readonly kind: "audit-backend";
  readonly server: string;
  /** The file with the backend's authority; undefined where any authority of the machine would do. */
  readonly authority: string | undefined;
  /** Settings by which the backend is not verified, or is reached otherwise than by its name, as written. */
  readonly unverified: readonly string[];
  /** The files by which the API server proves who it is. */
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Credentials that stand in the file itself, by name. */
  readonly secrets: readonly string[];
}
