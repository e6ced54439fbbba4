import { HANDS_OVER_FIRST } from "../../criteria/hands-over-first";
/** What the commands of a machine may refer to: what else is delivered to it. */
export interface KnownOnMachine {
  /** Paths of rulesets that were understood. */
  readonly rulesets: ReadonlySet<string>;
  /** Paths of kubeadm configurations that start a cluster. */
  readonly kubeadm: ReadonlySet<string>;
  /** Paths of kubeadm configurations by which a machine joins. */
  readonly kubeadmJoin: ReadonlySet<string>;
  /** Paths of files that an administrator brings, which may be removed once they were of use. */
  readonly broughtAlong: ReadonlySet<string>;
  /** Paths of scripts that were recognized. */
  readonly scripts: ReadonlySet<string>;
  /** Paths of configurations of forwarders that were understood. */
  readonly forwarders: ReadonlySet<string>;
  /** Paths of configurations of authenticating proxies that were understood. */
  readonly loginProxies: ReadonlySet<string>;
  /** Names of systemd units that were understood. */
  readonly units: ReadonlySet<string>;
}

/** Units of a distribution that a cluster's machine starts by itself. `nftables.service` is not among them: it empties every table. */
const UNITS_OF_THE_MACHINE = [
  "containerd.service",
  "k3s.service",
  "kubelet.service",
  "systemd-modules-load.service",
  "systemd-sysctl.service",
];

/** Folders that may be made, or whose files may be closed to others. */
const OWN_PATH = /^\/(etc\/kubernetes|etc\/portcullis|var\/lib\/kubelet|var\/log\/kubernetes)(\/[A-Za-z0-9._-]+)*$/;

/** kubeadm's key to everything, which nobody can revoke: the one file that may be removed. */
const MASTER_KEY = "/etc/kubernetes/super-admin.conf";

/** Why a command is not understood; undefined when it is one of the few that a machine of a cluster needs. */
export function complaintAboutCommand(command: readonly string[], machine: KnownOnMachine): string | undefined {
  const [program = "", ...args] = command;
  const [first = "", ...rest] = args;
  switch (program.replace(/^\/usr\/s?bin\//, "")) {
    case "systemctl":
      return complaintAboutSystemctl(args, machine);
    case "nft":
      return first === "-f" && rest.length === 1 && machine.rulesets.has(rest[0] ?? "")
        ? undefined
        : "nft loads something else than a ruleset that was judged";
    case "kubeadm":
      return isInit(args, machine) || isJoin(args, machine) || makesAuthority(args, machine)
        ? undefined
        : "kubeadm does something else than init or join with a configuration that was judged";
    case "install":
      return first === "-d" && rest[0] === "-m" && /^07[05][05]$/.test(rest[1] ?? "") && ownPaths(rest.slice(2))
        ? undefined
        : "it makes something else than closed folders";
    case "chmod":
      return first === "0600" && ownPaths(rest) ? undefined : "it does something else than closing files to others";
    case "rm":
      return first === "-f" && rest.length === 1 && (rest[0] === MASTER_KEY || isBorrowed(rest[0] ?? "", machine))
        ? undefined
        : `it removes something else than ${MASTER_KEY}, or the credential for joining`;
    case "otelcol-contrib":
      return args.every((arg) => arg === HANDS_OVER_FIRST || machine.forwarders.has(arg.replace(/^--config=/, ""))) &&
        args.filter((arg) => arg.startsWith("--config=")).length === 1
        ? undefined
        : "it forwards by something else than a configuration that was judged";
    case "apache2":
      return args.length === 4 &&
        args.slice(0, 3).join(" ") === "-D FOREGROUND -f" &&
        machine.loginProxies.has(args[3] ?? "")
        ? undefined
        : "it serves something else than a configuration that was judged";
    case "sysctl":
      return first === "--system" && rest.length === 0 ? undefined : "it sets kernel parameters that stand in no file";
    default:
      return machine.scripts.has(program) && args.length === 0 ? undefined : "no reader knows this program";
  }
}

/** The ruleset that a command loads, if it loads one. */
export function rulesetLoadedBy(command: readonly string[]): string | undefined {
  const [program, option, path] = command;
  return (program === "nft" || program === "/usr/sbin/nft") && option === "-f" ? path : undefined;
}

/** The units that a command starts at once. */
export function unitsStartedBy(command: readonly string[]): readonly string[] {
  const [program, verb, ...args] = command;
  if (program !== "systemctl" && program !== "/usr/bin/systemctl") return [];
  if (verb === "start" || verb === "restart") return args;
  return verb === "enable" && args[0] === "--now" ? args.slice(1) : [];
}

function complaintAboutSystemctl(args: readonly string[], machine: KnownOnMachine): string | undefined {
  const [verb = "", ...rest] = args;
  if (verb === "daemon-reload") return rest.length === 0 ? undefined : "daemon-reload takes no arguments";
  if (!["enable", "start", "restart"].includes(verb)) return `systemctl ${verb} is not known`;
  const units = verb === "enable" && rest[0] === "--now" ? rest.slice(1) : rest;
  const stranger = units.find((unit) => !machine.units.has(unit) && !UNITS_OF_THE_MACHINE.includes(unit));
  if (stranger !== undefined) return `the unit ${stranger} was not judged`;
  return units.length === 0 ? "it names no unit" : undefined;
}

function isInit(args: readonly string[], machine: KnownOnMachine): boolean {
  const [verb, option, path, ...rest] = args;
  return (
    verb === "init" &&
    option === "--config" &&
    machine.kubeadm.has(path ?? "") &&
    rest.every((flag) => flag === "--skip-token-print")
  );
}

/** The cluster's authority before all else, for what is signed with it before kubeadm makes the rest. */
function makesAuthority(args: readonly string[], machine: KnownOnMachine): boolean {
  const path = args.at(-1) ?? "";
  return args.slice(0, -1).join(" ") === "init phase certs ca --config" && machine.kubeadm.has(path);
}

function isJoin(args: readonly string[], machine: KnownOnMachine): boolean {
  const [verb, option, path, ...rest] = args;
  return verb === "join" && option === "--config" && machine.kubeadmJoin.has(path ?? "") && rest.length === 0;
}

/** A credential that was brought for joining; keys and authorities of the cluster stay. */
function isBorrowed(path: string, machine: KnownOnMachine): boolean {
  return machine.broughtAlong.has(path) && path.endsWith(".conf");
}

function ownPaths(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => OWN_PATH.test(path) && !/\/\.{1,2}(\/|$)/.test(path));
}
