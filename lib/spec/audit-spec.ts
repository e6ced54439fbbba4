/** Requests of which more is recorded than the edition asks for. It can only add: no rule of the edition is lowered by it. */
export interface AuditRecordInput {
  /** The API group as requests name it; the core group is the empty text. */
  readonly group: string;
  /**
   * 1 to 32 resources by their exact plural names, with a sub-resource or not: `persistentvolumeclaims`, `pods/log`. Not those whose
   * bodies hold secrets or tokens: Secrets, ConfigMaps, tokens of service accounts, everything of `authentication.k8s.io`, and pods
   * with all that makes pods, whose variables hold secrets, stay at `Metadata`.
   */
  readonly resources: readonly string[];
  /** How much: `Request` records what was asked for, `RequestResponse` the answer too. */
  readonly level: "Request" | "RequestResponse";
  /**
   * 1 to 32 namespaces in which.
   *
   * @default - in all of them, and outside of any
   */
  readonly namespaces?: readonly string[] | undefined;
  /** Who needs it and for what: 10 to 200 characters. */
  readonly why: string;
}

/**
 * A second place to which the API server itself sends its records, beside the file. It has no disk behind it: while the
 * backend is away, events beyond `bufferEvents` are lost there and remain in the file alone. Forwarding with `forwardTo`
 * loses nothing below its budget; take this where a backend must see records within seconds.
 *
 * The certificate of the backend's authority, and the certificate and key by which the API server proves who it is, lie on every
 * control-plane machine before its first start, as `ca.crt`, `tls.crt` and `tls.key` in
 * `/etc/kubernetes/portcullis/api-server/audit-webhook/`.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#webhook-backend
 */
export interface AuditWebhookInput {
  /** An https URL of a host, perhaps with port and path, without credentials, query or fragment. */
  readonly url: string;

  /**
   * How many events wait in the API server's memory: 1000 to 1000000, at some kilobytes each.
   *
   * @default 10000
   */
  readonly bufferEvents?: number | undefined;

  /**
   * How many events are sent at once at most: 1 to 10000, and not more than wait.
   *
   * @default 400
   */
  readonly batchEvents?: number | undefined;
}

/** What the API server records, and where to. */
export interface AuditInput {
  /**
   * Requests of which more is recorded.
   *
   * @default - what the edition records
   */
  readonly record?: readonly AuditRecordInput[] | undefined;

  /**
   * A backend beside the file.
   *
   * @default - the file alone
   */
  readonly webhook?: AuditWebhookInput | undefined;

  /**
   * The most disk that audit files may take on each control-plane machine, in MiB: 1200 to 1048576. When it is used up the
   * oldest file goes, however young it is. On the data-center profile; the edge profile has `auditDiskMiB`.
   *
   * @default - a thousand compressed files of 100 MiB; with `forwardTo` a hundred that are not compressed, for what is compressed cannot be followed
   */
  readonly diskMiB?: number | undefined;

  /**
   * What the API server does with a request that it cannot put on record, for the disk is full or gone. `count`: it answers, and says in
   * its own log which events were lost, as `Error in audit plugin`; the metric `apiserver_audit_error_total` counts them. `refuseRequests`:
   * it answers 500 and does nothing; what the cluster's own parts do unrecorded goes on. Every request is then on record twice,
   * when it arrives and when it is answered, for a request can be refused only before it is carried out.
   *
   * @default "count"
   * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#batching
   */
  readonly onFullDisk?: "refuseRequests" | "count" | undefined;
}

/** A checked backend: sizes filled in. */
export interface AuditWebhookSpec {
  readonly url: string;
  readonly bufferEvents: number;
  readonly batchEvents: number;
}

/** Checked rules of recording. */
export interface AuditSpec extends Omit<AuditInput, "record" | "webhook" | "onFullDisk"> {
  readonly onFullDisk: "refuseRequests" | "count";
  readonly record: readonly AuditRecordInput[];
  /** @default - the file alone */
  readonly webhook?: AuditWebhookSpec | undefined;
}
