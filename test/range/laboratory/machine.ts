import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parse } from "yaml";
import type { Host } from "./network";

/** A file as user data writes it. */
export interface WrittenFile {
  readonly path: string;
  readonly owner?: string;
  readonly permissions?: string;
  readonly content: string;
}

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** What of a machine is its own: changes there are kept beside, and go with the machine. */
const COVERED = ["/etc", "/var", "/usr"] as const;

/** What keeps the mounts of a machine until it is killed. */
const OWN_MOUNTS = ["unshare", "--mount", "--propagation", "private", "sleep", "infinity"] as const;

/**
 * A host with a file system of its own to write into: it sees the real machine's programs, and what it changes below
 * /etc, /var, /usr and /run nobody else sees. There is no systemd: what units would start, the caller starts.
 */
export class Machine {
  readonly #processes = new Map<string, ChildProcess>();

  private constructor(
    readonly host: Host,
    private readonly keeper: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param folder a folder of the real machine for what the processes print */
  static async start(host: Host, folder: string): Promise<Machine> {
    return Machine.#keptBy(
      host,
      spawn("nsenter", [`--net=/var/run/netns/${host.namespace}`, ...OWN_MOUNTS], { stdio: "ignore" }),
      folder,
    );
  }

  /** A machine with a file system of its own in the network of whoever runs the test. */
  static async inThisNetwork(name: string, folder: string): Promise<Machine> {
    const [program = "", ...args] = OWN_MOUNTS;
    return Machine.#keptBy({ name, namespace: "" }, spawn(program, args, { stdio: "ignore" }), folder);
  }

  static async #keptBy(host: Host, keeper: ChildProcess, folder: string): Promise<Machine> {
    const machine = new Machine(host, keeper, folder);
    // Until it has become `sleep`, its mounts are the real machine's.
    while (!readFileSync(`/proc/${keeper.pid}/cmdline`, "utf8").startsWith("sleep")) await setTimeout(10);
    machine.#cover();
    return machine;
  }

  #cover(): void {
    const commands = ["mount -t tmpfs tmpfs /mnt"];
    for (const path of COVERED) {
      const own = `/mnt${path}`;
      commands.push(
        `mkdir -p ${own}/upper ${own}/work`,
        `mount -t overlay overlay -o lowerdir=${path},upperdir=${own}/upper,workdir=${own}/work ${path}`,
      );
    }
    commands.push("mount -t tmpfs tmpfs /run");
    this.mustRun("sh", "-ec", commands.join("\n"));
  }

  /** Runs a program to its end. */
  run(program: string, ...args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync("nsenter", [...this.#enter(), program, ...args], {
      encoding: "utf8",
      // An audit record of a run is some tens of MiB.
      maxBuffer: 512 * 1024 * 1024,
      timeout: 120_000,
    });
    return { status, output: `${stdout}${stderr}` };
  }

  /** The same, and throws when it fails. */
  mustRun(program: string, ...args: readonly string[]): string {
    const { status, output } = this.run(program, ...args);
    if (status !== 0)
      throw new Error(`${this.host.name}: ${program} ${args.join(" ")} ended with ${status}:\n${output}`);
    return output;
  }

  read(path: string): string {
    return this.mustRun("cat", path);
  }

  write({ path, permissions = "0644", content }: WrittenFile): void {
    const own = join(this.folder, `${this.host.name}-file`);
    writeFileSync(own, content, { mode: 0o600 });
    this.mustRun("install", "-D", "-m", permissions, own, path);
  }

  /** Writes the files that user data writes, as they are. */
  writeFilesOf(userData: string): void {
    const { write_files } = parse(userData, { version: "1.1" }) as { write_files: readonly WrittenFile[] };
    for (const file of write_files) this.write(file);
  }

  /** Starts a program that goes on, under a name by which it is stopped; what it prints goes into a file. */
  start(name: string, command: readonly string[]): void {
    const log = join(this.folder, this.host.name, `${name}.log`);
    mkdirSync(dirname(log), { recursive: true });
    const output = openSync(log, "a");
    this.#processes.set(name, spawn("nsenter", [...this.#enter(), ...command], { stdio: ["ignore", output, output] }));
  }

  /** The end of what a program has printed. */
  lastWordsOf(name: string): string {
    return this.everythingSaidBy(name).slice(-2000);
  }

  everythingSaidBy(name: string): string {
    return readFileSync(join(this.folder, this.host.name, `${name}.log`), "utf8");
  }

  /** All that a program has printed. */
  output(name: string): string {
    return readFileSync(join(this.folder, this.host.name, `${name}.log`), "utf8");
  }

  /** The end of what everything that runs here has printed. */
  lastWords(): string {
    return [...this.#processes.keys()].map((name) => `${name}:\n${this.lastWordsOf(name)}`).join("\n");
  }

  isRunning(name: string): boolean {
    return this.#processes.get(name)?.exitCode === null;
  }

  async stop(name: string, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.#processes.get(name);
    this.#processes.delete(name);
    if (child !== undefined) await ended(child, signal);
  }

  /** Puts an empty file system in memory at a path, for what cannot lie on top of another one. */
  mountEmpty(path: string): void {
    this.mustRun("sh", "-ec", `mkdir -p ${path} && mount -t tmpfs -o mode=0755 tmpfs ${path}`);
  }

  /** Runs a program to its end with a text on its standard input. */
  runWith(input: string | Buffer, program: string, ...args: readonly string[]): Buffer {
    const { status, stdout, stderr } = spawnSync("nsenter", [...this.#enter(), program, ...args], {
      input,
      timeout: 120_000,
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`${this.host.name}: ${program} ended with ${status}:\n${stderr}`);
    return stdout;
  }

  /** Processes that see this machine's file system, but for the one that keeps it. */
  processes(): readonly number[] {
    const view = (pid: number | string) => {
      try {
        return readlinkSync(`/proc/${pid}/ns/mnt`);
      } catch {
        return undefined;
      }
    };
    const own = view(this.keeper.pid ?? 0);
    return readdirSync("/proc")
      .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== this.keeper.pid && own !== undefined && view(pid) === own)
      .map(Number);
  }

  /** Stops every process. The file system goes with the last of them. */
  async remove(): Promise<void> {
    // Nothing of them is kept, so none needs the time to end well.
    await Promise.all([...this.#processes.keys()].map((name) => this.stop(name, "SIGKILL")));
    await ended(this.keeper, "SIGKILL");
  }

  /** Where the real machine finds a file of this one. */
  outside(path: string): string {
    return `/proc/${this.keeper.pid}/root${path}`;
  }

  /** The process of a program that goes on. */
  processId(name: string): number {
    const id = this.#processes.get(name)?.pid;
    if (id === undefined) throw new Error(`${name} does not run`);
    return id;
  }

  /** The status with which a program has ended by itself; undefined while it runs. */
  endOf(name: string): number | undefined {
    return this.#processes.get(name)?.exitCode ?? undefined;
  }

  #enter(): readonly string[] {
    return ["--target", String(this.keeper.pid), "--mount", "--net", "--wd=/"];
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const late = new AbortController();
  void setTimeout(10_000, undefined, { signal: late.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  );
  await gone;
  late.abort();
}
