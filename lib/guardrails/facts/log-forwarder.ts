import type { FactBase } from "./fact-base";

/** What is read: files by pattern, or entries of the journal. */
export interface LogReceiverFact {
  readonly name: string;
  /** Patterns of files; empty for the journal. */
  readonly files: readonly string[];
  /** `field=value` of the journal's entries that are read, all when empty; undefined for files. */
  readonly journal: readonly string[] | undefined;
  /** The cluster that each record names; undefined when it names none. */
  readonly cluster: string | undefined;
  readonly fromBeginning: boolean;
  /** The folder in which it notes how far it has read; undefined when it forgets. */
  readonly remembersIn: string | undefined;
  /** Whether it waits and tries again, without end, when what it read is not taken. */
  readonly retriesForEver: boolean;
  /** Whether each record says from which file and place it is; undefined for the journal. */
  readonly namesPlace: boolean | undefined;
}

/** Where records are sent. */
export interface LogExporterFact {
  readonly name: string;
  /** A URL; where AWS is asked, the region. */
  readonly endpoint: string;
  /** By what it proves who it is: a certificate, a token besides, or a signature that AWS knows. */
  readonly proves: "certificate" | "token" | "aws";
  /** The file from which the token comes, or `the configuration itself`; undefined where there is none. */
  readonly tokenFrom: string | undefined;
  /** Settings by which the other side is not verified, as written. */
  readonly unverified: readonly string[];
  /** The authority of the other side, and one's own certificate and key, by path; undefined where there is none. */
  readonly authority: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly minimumTlsVersion: string | undefined;
  /** Whether renewed certificates are read without a restart. */
  readonly readsCertificatesAgain: boolean;
  readonly retriesForEver: boolean;
  /** The folder in which waits what was not confirmed; undefined when it waits in memory. */
  readonly waitsIn: string | undefined;
  /** Bytes that may wait; undefined when something else than bytes is counted. */
  readonly queueBytes: number | undefined;
  /** Whether reading stops when the queue is full; otherwise what comes then is thrown away. */
  readonly blocks: boolean;
}

/** The configuration of an OpenTelemetry Collector that forwards records. */
export interface LogForwarderFact extends FactBase {
  readonly kind: "log-forwarder";
  readonly receivers: readonly LogReceiverFact[];
  readonly exporters: readonly LogExporterFact[];
  readonly pipelines: readonly {
    readonly name: string;
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
  }[];
  /** Names of parts that pipelines use and that are not there: with one the Collector does not start. */
  readonly missing: readonly string[];
  /** Whether each loss is said in its own log, none left out by sampling. */
  readonly saysEverything: boolean;
  /** Folders of databases, and whether what was taken over is on disk at once. */
  readonly storages: readonly { readonly folder: string; readonly synced: boolean }[];
}
