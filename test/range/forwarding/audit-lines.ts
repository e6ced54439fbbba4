import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** How many bytes an audit file has before it is rotated, and how many rotated ones are kept. */
export interface Rotation {
  readonly bytes: number;
  readonly files: number;
}

const VERBS = ["create", "update", "patch", "delete", "get"];

/**
 * Writes audit records as an API server does: one line each, appended, rotated by renaming when the next line would not fit, the oldest
 * file deleted.
 *
 * @see https://pkg.go.dev/gopkg.in/natefinch/lumberjack.v2
 */
export class AuditWriter {
  /** The audit ids of what was written, in order. */
  readonly written: string[] = [];
  /** How many bytes each has in its file. */
  readonly bytes = new Map<string, number>();
  readonly #path: string;
  #bytes = 0;
  #clock = Date.UTC(2026, 10, 23, 12);

  constructor(
    private readonly folder: string,
    private readonly rotation: Rotation = { bytes: 100 << 20, files: 100 },
  ) {
    this.#path = join(folder, "audit.log");
    this.#bytes = existsSync(this.#path) ? statSync(this.#path).size : 0;
  }

  /** Writes some records; each is some 0.6 to 4 kB, as requests and answers are. */
  write(count: number): void {
    let text = "";
    for (let n = 0; n < count; n++) {
      const id = randomUUID();
      const line = this.#line(id);
      if (this.#bytes + line.length > this.rotation.bytes) {
        appendFileSync(this.#path, text);
        text = "";
        this.rotate();
      }
      text += line;
      this.#bytes += line.length;
      this.bytes.set(id, line.length);
      this.written.push(id);
    }
    appendFileSync(this.#path, text);
  }

  /** Writes the first half of a record, and returns what writes the second. */
  writeInHalves(): () => void {
    const id = randomUUID();
    const line = this.#line(id);
    appendFileSync(this.#path, line.slice(0, 200));
    this.#bytes += line.length;
    this.bytes.set(id, line.length);
    this.written.push(id);
    return () => appendFileSync(this.#path, line.slice(200));
  }

  rotate(): void {
    if (!existsSync(this.#path)) return;
    renameSync(this.#path, join(this.folder, `audit-${stamp()}.log`));
    this.#bytes = 0;
    const rotated = readdirSync(this.folder)
      .filter((name) => /^audit-.+\.log$/.test(name))
      .sort();
    for (const name of rotated.slice(0, Math.max(0, rotated.length - this.rotation.files)))
      rmSync(join(this.folder, name));
  }

  /** Sets the clock of what is written back, as a machine's is after its battery was empty. */
  setClockBack(days: number): void {
    this.#clock -= days * 86_400_000;
  }

  #line(auditID: string): string {
    const n = this.written.length;
    this.#clock += 7;
    const at = `${new Date(this.#clock).toISOString().slice(0, -1)}123Z`;
    const namespace = `tenant-${n % 17}`;
    const verb = VERBS[n % VERBS.length];
    const name = `worker-${n % 997}`;
    return `${JSON.stringify({
      kind: "Event",
      apiVersion: "audit.k8s.io/v1",
      level: "Request",
      auditID,
      stage: "ResponseComplete",
      requestURI: `/apis/apps/v1/namespaces/${namespace}/deployments/${name}?fieldManager=controller`,
      verb,
      user: { username: `oidc:person-${n % 53}@example.com`, groups: ["oidc:developers", "system:authenticated"] },
      sourceIPs: [`10.8.${n % 200}.${n % 250}`],
      userAgent: "controller/v1.35.4 (linux/amd64) kubernetes/0f1e2d3",
      objectRef: { resource: "deployments", namespace, name, apiGroup: "apps", apiVersion: "v1" },
      responseStatus: { metadata: {}, code: 200 },
      requestObject: { metadata: { name, namespace }, spec: { text: "x".repeat((n * 131) % 3000) } },
      requestReceivedTimestamp: at,
      stageTimestamp: at,
      annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": "" },
    })}\n`;
  }
}

let last = 0;

/** A moment as names of rotated files have it; no two are the same. */
function stamp(): string {
  last = Math.max(Date.now(), last + 1);
  return new Date(last).toISOString().slice(0, -1).replaceAll(":", "-");
}
