import type { FactBase } from "./fact-base";

/** What a machine of a cluster forwards, and by which service. Only where something forwards. */
export interface LogForwardingFact extends FactBase {
  readonly kind: "log-forwarding";
  /** The service that runs the forwarder; undefined when none does. */
  readonly unit:
    | {
        readonly name: string;
        readonly startsWithMachine: boolean;
        /** Whether damaged databases are taken away after it has ended: with one it starts never again. */
        readonly mended: boolean;
        /** Whether a record is in the queue before it counts as read. */
        readonly handsOverFirst: boolean;
        /** The values of its directives, words apart. */
        readonly directives: Readonly<Record<string, readonly string[]>>;
      }
    | undefined;
  /** The file into which the API server of the machine records; undefined where there is no API server. */
  readonly auditLog: string | undefined;
  /** Whether rotated files of it are compressed. */
  readonly compressed: boolean;
  /** Folders in which it keeps what waits. */
  readonly keepsIn: readonly string[];
  /** Services of the cluster that the machine runs, the forwarder itself left out. */
  readonly services: readonly string[];
  /** Patterns of the files that are read and sent. */
  readonly files: readonly string[];
  /** What of the journal is read and sent, `field=value`, everything when empty; undefined when nothing is. */
  readonly journal: readonly string[] | undefined;
}
