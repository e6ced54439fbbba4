import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Whoever asks: the administrator in `system:masters`, or a user that was named at the start. */
export interface BareUser {
  readonly name: string;
  readonly groups: readonly string[];
}

export interface BareAnswer {
  readonly status: number;
  /** The answer as JSON; undefined where it is none. */
  readonly body: unknown;
}

export interface BareRequest {
  readonly path: string;
  /** @default "GET" */
  readonly method?: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** One of the users that were named at the start. Left out: the administrator. */
  readonly as?: string;
  /** In place of a user: a token that the server itself has given. */
  readonly token?: string;
}

export interface BareOptions {
  readonly users?: readonly BareUser[];
  /** Further flags of the API server. */
  readonly flags?: readonly string[];
  /** An audit policy; the log is written where `auditLog` says. */
  readonly auditPolicy?: unknown;
  /** Whether etcd waits for the disk, as it does anywhere else. @default false */
  readonly waitsForDisk?: boolean;
}

const PATIENCE = 60_000;
const ADMINISTRATOR = "administrator";

/**
 * An API server and its etcd and nothing else, for questions about what the server itself says: no firewall, no namespaces of the
 * machine, nothing of ours in its configuration but RBAC. It listens on 127.0.0.1; its users' tokens are made for this run. It needs
 * neither root nor anything of the written files. Objects may stand in namespaces that nobody made.
 */
export class BareApiServer {
  private readonly processes: ChildProcess[] = [];
  private readonly tokens = new Map<string, string>();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false });
  private ended = false;

  private constructor(
    readonly folder: string,
    private readonly port: number,
  ) {}

  /** @param programs paths of the programs; of a controller manager, where one is to run */
  static async start(
    programs: Readonly<Record<"kube-apiserver" | "etcd", string>> & {
      readonly "kube-controller-manager"?: string | undefined;
    },
    { users = [], flags = [], auditPolicy, waitsForDisk = false }: BareOptions = {},
  ): Promise<BareApiServer> {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-bare-"));
    const [port, clients, peers] = await freePorts(3);
    const server = new BareApiServer(folder, port);
    try {
      server.writeFiles([{ name: ADMINISTRATOR, groups: ["system:masters"] }, ...users]);
      const etcd = [`--data-dir=${join(folder, "etcd")}`, `--listen-client-urls=http://127.0.0.1:${clients}`];
      etcd.push(`--advertise-client-urls=http://127.0.0.1:${clients}`, `--listen-peer-urls=http://127.0.0.1:${peers}`);
      server.run("etcd", programs.etcd, [
        ...[...etcd, "--log-level=warn"],
        ...(waitsForDisk ? [] : ["--unsafe-no-fsync"]),
      ]);
      const audit =
        auditPolicy === undefined
          ? []
          : [`--audit-policy-file=${server.write("audit.json", auditPolicy)}`, `--audit-log-path=${server.auditLog}`];
      server.run("kube-apiserver", programs["kube-apiserver"], [
        ...server.flags(`http://127.0.0.1:${clients}`),
        ...audit,
        ...flags,
      ]);
      await server.ready();
      const manager = programs["kube-controller-manager"];
      if (manager !== undefined) server.runControllers(manager);
      return server;
    } catch (error) {
      await server.end();
      throw error;
    }
  }

  /** The process of a program that runs here. */
  processId(name: string): number {
    const id = this.processes.find(({ spawnfile }) => spawnfile.endsWith(`/${name}`))?.pid;
    if (id === undefined) throw new Error(`${name} does not run`);
    return id;
  }

  get auditLog(): string {
    return join(this.folder, "audit.log");
  }

  ask({
    path,
    method = "GET",
    body,
    contentType = "application/json",
    headers = {},
    as,
    token = this.tokens.get(as ?? ADMINISTRATOR),
  }: BareRequest): Promise<BareAnswer> {
    if (token === undefined) throw new Error(`nobody here is called ${as}`);
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          host: "127.0.0.1",
          port: this.port,
          path,
          method,
          agent: this.agent,
          timeout: 30_000,
          headers: {
            Authorization: `Bearer ${token}`,
            ...(text !== undefined && { "Content-Type": contentType, "Content-Length": Buffer.byteLength(text) }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({ status: answer.statusCode ?? 0, body: jsonOf(Buffer.concat(chunks).toString("utf8")) }),
          );
        },
      );
      asking.on("timeout", () => asking.destroy(new Error(`no answer to ${method} ${path}`)));
      asking.on("error", reject);
      asking.end(text);
    });
  }

  /** What stands at a path, as it is: a profile, figures. */
  download(path: string): Promise<Buffer> {
    const headers = { Authorization: `Bearer ${this.tokens.get(ADMINISTRATOR)}` };
    return new Promise((resolve, reject) => {
      const asking = request({ host: "127.0.0.1", port: this.port, path, agent: this.agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          answer.statusCode === 200
            ? resolve(Buffer.concat(chunks))
            : reject(
                new Error(`${path}: ${answer.statusCode} ${Buffer.concat(chunks).toString("utf8").slice(0, 300)}`),
              ),
        );
      });
      asking.on("error", reject);
      asking.end();
    });
  }

  /** Makes an object; anything but success ends it. */
  async create(path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await this.ask({ path, method: "POST", body });
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  }

  /** Ends what was started and takes its files away; also after a failure, and twice does no harm. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.agent.destroy();
    for (const child of this.processes.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await Promise.race([gone, setTimeout(5_000, undefined, { ref: false })]);
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await gone;
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private flags(etcd: string): readonly string[] {
    return [
      `--etcd-servers=${etcd}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${this.port}`,
      `--cert-dir=${join(this.folder, "certificates")}`,
      "--authorization-mode=RBAC",
      `--token-auth-file=${join(this.folder, "tokens.csv")}`,
      "--service-cluster-ip-range=10.96.0.0/16",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-signing-key-file=${join(this.folder, "accounts.key")}`,
      `--service-account-key-file=${join(this.folder, "accounts.pub")}`,
      "--disable-admission-plugins=NamespaceLifecycle,ServiceAccount",
    ];
  }

  private writeFiles(users: readonly BareUser[]): void {
    mkdirSync(this.folder, { recursive: true });
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    writeFileSync(join(this.folder, "accounts.key"), privateKey, { mode: 0o600 });
    writeFileSync(join(this.folder, "accounts.pub"), publicKey);
    const lines = users.map(({ name, groups }) => {
      const token = randomBytes(24).toString("hex");
      this.tokens.set(name, token);
      return `${token},${name},${name},"${groups.join(",")}"`;
    });
    writeFileSync(join(this.folder, "tokens.csv"), `${lines.join("\n")}\n`, { mode: 0o600 });
  }

  /** JSON is YAML. */
  private write(name: string, content: unknown): string {
    const path = join(this.folder, name);
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
    return path;
  }

  private runControllers(program: string): void {
    const cluster = { server: `https://127.0.0.1:${this.port}`, "insecure-skip-tls-verify": true };
    const kubeconfig = this.write("controllers.kubeconfig", {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "bare",
      clusters: [{ name: "bare", cluster }],
      users: [{ name: "bare", user: { token: this.tokens.get(ADMINISTRATOR) } }],
      contexts: [{ name: "bare", context: { cluster: "bare", user: "bare" } }],
    });
    this.run("kube-controller-manager", program, [
      `--kubeconfig=${kubeconfig}`,
      "--controllers=clusterrole-aggregation-controller",
      "--leader-elect=false",
      "--secure-port=0",
      "--kube-api-qps=2000",
      "--kube-api-burst=4000",
    ]);
  }

  private run(name: string, program: string, args: readonly string[]): void {
    const log = openSync(join(this.folder, `${name}.log`), "w");
    // A process of this one: it is ended by its own id, and by nothing else.
    const child = spawn(program, args, { stdio: ["ignore", log, log], cwd: this.folder });
    closeSync(log);
    child.on("error", () => undefined);
    this.processes.push(child);
  }

  private async ready(): Promise<void> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const status = await this.ask({ path: "/readyz" }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return;
      const gone = this.processes.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
      if (gone !== undefined || Date.now() > until)
        throw new Error(`the API server is not ready:\n${this.lastWords()}`);
      await setTimeout(200);
    }
  }

  private lastWords(): string {
    return ["etcd", "kube-apiserver"]
      .map((name) => `${name}: ${readFileSync(join(this.folder, `${name}.log`), "utf8").slice(-2000)}`)
      .join("\n");
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ports that nobody listens on, held at the same time so that they differ. */
async function freePorts(count: 3): Promise<readonly [number, number, number]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports as unknown as readonly [number, number, number];
}
