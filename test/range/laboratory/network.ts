import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { removeLeftGroups } from "../nodes/control-groups";

/** One machine of the laboratory's network: a network namespace with addresses of its own. */
export interface Host {
  readonly name: string;
  /** The namespace's name, as `ip netns` lists it. */
  readonly namespace: string;
}

const PREFIX = "portcullis-range";
const ROUTER = "router";

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: "pipe" });
}

/**
 * A network of namespaces around one router. Nothing of it is seen on the machine that runs it: both ends of every link
 * are made inside a namespace. Names carry the process's id; what a process left behind that is gone, `create` removes.
 */
export class Network {
  readonly #hosts = new Map<string, Host>();
  /** The router's end of each link, by host and device. */
  readonly #ends = new Map<string, string>();
  #links = 0;

  private constructor(private readonly segment: string) {}

  /**
   * @param segment the machines' own segment with the router's address in it, `10.40.0.1/24`; its hosts reach each
   * other without the router
   */
  static create(segment: string): Network {
    removeLeftOvers();
    // Of whole nodes, whichever suite starts next.
    removeLeftGroups();
    const network = new Network(segment);
    const router = network.#add(ROUTER);
    network.on(router, "ip", "link", "add", "segment", "type", "bridge");
    network.on(router, "ip", "link", "set", "segment", "up");
    network.on(router, "ip", "address", "add", segment, "dev", "segment");
    network.on(router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
    return network;
  }

  /** A host of the segment. With `uplink`, what does not belong to the segment reaches it by an interface of its own. */
  addMachine(name: string, address: string, uplink?: { readonly own: string; readonly router: string }): Host {
    const host = this.#add(name);
    const port = this.#port();
    this.#link(host, "eth0", port);
    this.on(this.#router, "ip", "link", "set", port, "master", "segment");
    this.#up(host, "eth0", `${address}/${this.segment.split("/")[1]}`);
    if (uplink === undefined) {
      this.on(host, "ip", "route", "add", "default", "via", this.segment.split("/")[0] ?? "");
      return host;
    }
    this.#connect(host, "eth1", uplink.own, uplink.router);
    this.on(this.#router, "ip", "route", "add", `${address}/32`, "via", uplink.own);
    return host;
  }

  /** A host somewhere else, behind the router. */
  addNeighbour(name: string, address: string, router: string): Host {
    const host = this.#add(name);
    this.#connect(host, "eth0", address, router);
    return host;
  }

  /**
   * Gives a host and the router's end of one of its links an IPv6 address each.
   * @param leadsOut whether the host reaches everybody by it
   */
  addIpv6(host: Host, device: string, own: string, router: string, leadsOut = true): void {
    const port = this.#ends.get(`${host.name}/${device}`) ?? "segment";
    const add = (on: Host, address: string, at: string) =>
      this.on(on, "ip", "-6", "address", "add", `${address}/64`, "dev", at, "nodad");
    add(host, own, device);
    // The segment has one router for all of its hosts.
    if (!this.on(this.#router, "ip", "-6", "address", "show", "dev", port).includes(`${router}/64`))
      add(this.#router, router, port);
    if (leadsOut) this.on(host, "ip", "-6", "route", "add", "default", "via", router);
    this.on(this.#router, "sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
  }

  /** Runs a program in a host's network and returns what it printed; throws when it fails. */
  on(host: Host, program: string, ...args: readonly string[]): string {
    return execFileSync("nsenter", [`--net=/var/run/netns/${host.namespace}`, program, ...args], {
      encoding: "utf8",
      stdio: "pipe",
    });
  }

  /** Tells the router, or tells it no more, that a range is reached by way of an address. */
  route(change: "add" | "delete", range: string, by: string): void {
    const family = range.includes(":") ? ["-6"] : [];
    this.on(this.#router, "ip", ...family, "route", change, range, "via", by);
  }

  /** Removes every namespace, and with it every link and rule in it. */
  remove(): void {
    for (const { namespace } of this.#hosts.values()) ip("netns", "delete", namespace);
    this.#hosts.clear();
  }

  get #router(): Host {
    return this.#hosts.get(ROUTER) as Host;
  }

  #add(name: string): Host {
    const host = { name, namespace: `${PREFIX}-${process.pid}-${name}` };
    ip("netns", "add", host.namespace);
    this.#hosts.set(name, host);
    this.on(host, "ip", "link", "set", "lo", "up");
    return host;
  }

  #port(): string {
    this.#links += 1;
    return `port${this.#links}`;
  }

  #link(host: Host, device: string, port: string): void {
    const peer = ["peer", "name", port, "netns", this.#router.namespace];
    ip("link", "add", device, "netns", host.namespace, "type", "veth", ...peer);
    this.on(this.#router, "ip", "link", "set", port, "up");
  }

  #up(host: Host, device: string, address: string): void {
    this.on(host, "ip", "address", "add", address, "dev", device);
    this.on(host, "ip", "link", "set", device, "up");
  }

  /** A link of two addresses between a host and the router, over which the host reaches everybody. */
  #connect(host: Host, device: string, own: string, router: string): void {
    const port = this.#port();
    this.#ends.set(`${host.name}/${device}`, port);
    this.#link(host, device, port);
    this.#up(host, device, `${own}/24`);
    this.on(this.#router, "ip", "address", "add", `${router}/24`, "dev", port);
    this.on(host, "ip", "route", "add", "default", "via", router);
  }
}

/** Namespaces of processes that are gone, with what still runs in them. */
function removeLeftOvers(): void {
  const all = execFileSync("ip", ["netns", "list"], { encoding: "utf8" }).split("\n");
  for (const line of all) {
    const [namespace = ""] = line.split(" ");
    const [, id] = /^portcullis-range-(\d+)-/.exec(namespace) ?? [];
    if (id === undefined || readdirSync("/proc").includes(id)) continue;
    try {
      for (const pid of execFileSync("ip", ["netns", "pids", namespace], { encoding: "utf8" }).split("\n"))
        if (pid !== "") process.kill(Number(pid), "SIGKILL");
      ip("netns", "delete", namespace);
    } catch (error) {
      // Another process that starts at this moment takes it away as well.
      if (existsSync(join("/run/netns", namespace))) throw error;
    }
  }
}
