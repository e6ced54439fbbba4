import type { AuditLevel } from "../../../lib/guardrails/criteria/audit-levels";
import type { AuditTarget } from "../../../lib/guardrails/criteria/audit-rule-matching";
import type { ManyRequest } from "../laboratory/ask-many";
import type { Planted } from "./planted";

/**
 * Who asks: somebody who holds every right, and uses them; somebody in the group of those who break glass; somebody who logged in
 * and holds nothing; nobody; somebody with a token that is none.
 */
export type Asker = "intruder" | "glass" | "stranger" | "nobody" | "forger";

/** One run of the corpus: every run makes objects of its own. */
export interface Scene {
  /** Ends the names of the run's objects. */
  readonly run: string;
  readonly planted: Planted;
  /** A request for a certificate, as objects hold it. */
  readonly csr: string;
}

/** Something that must be on record. */
export interface SensitiveRequest {
  /** A sentence's end: "is on record: ...". */
  readonly name: string;
  /** @default "intruder" */
  readonly as?: Asker;
  readonly ask: (scene: Scene) => Omit<ManyRequest, "token" | "certificate">;
  /** What the API server takes it for. */
  readonly target: AuditTarget;
  /** The object's namespace and name in the record, where they are known. */
  readonly namespace?: string;
  readonly object?: (scene: Scene) => string;
  /** How much the written policy records. */
  readonly level: AuditLevel;
  /** How it is answered. */
  readonly status: number;
}
