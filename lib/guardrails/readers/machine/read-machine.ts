import type { Fact } from "../../facts/fact";
import type { ContainerdConfigurationFact } from "../../facts/containerd-configuration";
import type { VirtualAddressFact } from "../../facts/virtual-address";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { Place } from "../../place";
import { known } from "../../value";
import { certificateApproval, ofKubeadmMachine } from "./of-kubeadm-machine";
import { Fields } from "../fields";
import { hiddenChange } from "./hidden-changes";
import { complaintAboutCommand, type KnownOnMachine, rulesetLoadedBy, unitsStartedBy } from "./commands";
import { type MachineFile, notUnderstood } from "./machine-file";
import { readForwarding } from "./nftables/read-forwarding";
import { readNftables } from "./nftables/read-nftables";
import { type CertificateSettings, readCertificateSettings } from "./read-certificate-settings";
import type { CloudConfig } from "./read-cloud-config";
import { readContainerd } from "./read-containerd";
import { readKeepalived } from "./read-keepalived";
import { type ConfigFileContent, parseConfigFile, readConfigFile } from "./read-config-documents";
import { type K3sSurroundings, readK3s } from "./read-k3s";
import { K3S_KUBELET_FOLDER } from "./read-k3s-kubelet";
import { readAbacPolicy } from "./read-abac-policy";
import { complaintAboutModules, complaintAboutSysctl } from "./read-kernel-settings";
import { readControlPlaneMachine } from "./read-control-plane-machine";
import { readForwarderFile, readLogForwarding } from "./read-log-forwarding";
import { dropsIdentities, type LoginProxySettings, readLoginProxy } from "./read-login-proxy";
import { readMachineStart } from "./read-machine-start";
import { type RecognizedScript, recognizeScript } from "./read-script";
import { parseStrictYaml } from "./strict-yaml";
import { readSystemdUnit, type SystemdUnit } from "./read-systemd-unit";

/** A file with what it is to be read as, told by its path first and by its content second. */
export type Sorted =
  | { readonly as: "config"; readonly file: MachineFile; readonly content: ConfigFileContent }
  | { readonly as: "nftables"; readonly file: MachineFile }
  | { readonly as: "abac-policy" | "k3s" | "k3s-kubelet" | "k3s-registries"; readonly file: MachineFile }
  | { readonly as: "unit"; readonly file: MachineFile; readonly unit: SystemdUnit }
  | { readonly as: "script"; readonly file: MachineFile; readonly script: RecognizedScript }
  | { readonly as: "keepalived"; readonly file: MachineFile; readonly fact: VirtualAddressFact }
  | { readonly as: "containerd"; readonly file: MachineFile; readonly fact: ContainerdConfigurationFact }
  | { readonly as: "forwarder"; readonly file: MachineFile; readonly facts: readonly Fact[] }
  | { readonly as: "login-proxy"; readonly file: MachineFile; readonly settings: LoginProxySettings }
  | { readonly as: "drops-identities" | "kernel"; readonly file: MachineFile }
  | { readonly as: "certificate-settings"; readonly file: MachineFile; readonly settings: CertificateSettings }
  | { readonly as: "unknown"; readonly file: MachineFile; readonly why: string };

/** What the script that decides on requests for certificates reads. */
const CERTIFICATE_SETTINGS = "/etc/portcullis/certificates.json";

/** Reads all that is delivered to one machine: each file by itself, and what they say together. */
export function readMachine(machine: CloudConfig, place: Place, ours: boolean): readonly Fact[] {
  const sorted = machine.files.map(sort);
  const runsKubernetes = sorted.some(({ as }) => as === "config" || as === "k3s");
  const filesOnMachine = nameFiles(sorted);
  const broughtAlong = sorted.flatMap((entry) => (entry.as === "script" ? entry.script.takes : []));
  const facts = sorted.flatMap((entry): readonly Fact[] => {
    switch (entry.as) {
      case "config":
        return readConfigFile(entry.content, entry.file, filesOnMachine, broughtAlong);
      case "containerd":
      case "keepalived":
        return [entry.fact];
      case "forwarder":
        return entry.facts;
      case "nftables":
        return readNftables(entry.file, ours || runsKubernetes);
      case "k3s":
        return readK3s(entry.file, aroundK3s(sorted, filesOnMachine));
      case "k3s-kubelet":
      case "k3s-registries":
        return sorted.some(({ as }) => as === "k3s")
          ? []
          : [notUnderstood(entry.file, `file ${entry.file.path}`, "there is no configuration of k3s beside it")];
      case "unknown":
        return [notUnderstood(entry.file, `file ${entry.file.path}`, entry.why), ...hiddenChange(entry.file)];
      case "abac-policy":
        return readAbacPolicy(entry.file);
      case "script":
        return entry.script.breaksGlass === undefined
          ? []
          : [{ kind: "break-glass", place: entry.file.place, ours: entry.file.ours, ...entry.script.breaksGlass }];
      case "login-proxy":
        return [readProxy(entry, filesOnMachine)];
      case "unit":
      case "certificate-settings":
      case "drops-identities":
      case "kernel":
        return [];
    }
  });
  return [
    ...machine.shapes,
    ...facts,
    ...sorted.flatMap((entry) =>
      entry.as === "nftables" && runsKubernetes ? readForwarding(entry.file, podRangesOf(sorted)) : [],
    ),
    ...readLogForwarding(machine.commands, unitsOf(sorted), facts, filesOnMachine, { place, ours }),
    ...readMachineStart(
      machine.commands,
      sorted.flatMap((entry) => (entry.as === "unit" ? [entry.unit] : [])),
      place,
      ours,
    ),
    ...readCommands(machine, sorted, filesOnMachine, facts, place, ours),
    ...withoutFirewall(facts, place, ours),
    ...ofKubeadmMachine(machine, sorted, { place, ours }),
    ...(sorted.some(({ as }) => as === "k3s") ? [certificateApproval(machine, sorted, { place, ours }, "k3s")] : []),
    ...readControlPlaneMachine(machine, unitsOf(sorted), place, ours),
  ];
}

/** The addresses of pods, as the configuration of kubeadm on the machine names them; any where it does not, none where there is none. */
function podRangesOf(sorted: readonly Sorted[]): readonly string[] {
  return sorted.flatMap((entry) => {
    if (entry.as === "k3s") return k3sPodRanges(entry.file);
    if (entry.as !== "config" || !entry.content.understood) return [];
    return entry.content.documents
      .filter(({ kind }) => kind === "kubeadm-cluster")
      .flatMap(
        ({ content }) => Fields.of(content, "", []).fields("networking").text("podSubnet")?.split(",") ?? ["0.0.0.0/0"],
      );
  });
}

/** A proxy with the program beside it that it runs over each request. */
function readProxy(
  { file, settings }: Extract<Sorted, { readonly as: "login-proxy" }>,
  files: Readonly<Record<string, string>>,
): Fact {
  const [hook = ""] = settings.directives.LuaHookAccessChecker ?? [];
  const program = hook.split(" ")[0] ?? "";
  return {
    kind: "login-proxy",
    place: file.place,
    ours: file.ours,
    ...settings,
    dropsIdentities: files[program] === "drops-identities",
  };
}

function unitsOf(sorted: readonly Sorted[]): readonly SystemdUnit[] {
  return sorted.flatMap((entry) => (entry.as === "unit" ? [entry.unit] : []));
}

/** k3s gives pods 10.42.0.0/16 where nothing is said. */
function k3sPodRanges(file: MachineFile): readonly string[] {
  const parsed = parseStrictYaml(file.content);
  const written = parsed.known ? Fields.of(parsed.value[0], "", []).get("cluster-cidr") : undefined;
  return written === undefined ? ["10.42.0.0/16"] : typeof written === "string" ? written.split(",") : ["0.0.0.0/0"];
}

function sort(file: MachineFile): Sorted {
  const { path, content } = file;
  if (path.startsWith("/etc/systemd/")) {
    const unit = readSystemdUnit(path, content);
    return typeof unit === "string" ? { as: "unknown", file, why: unit } : { as: "unit", file, unit };
  }
  if (/^\/etc\/sysctl\.d\/[^/]+\.conf$/.test(path)) return kernel(file, complaintAboutSysctl(content));
  if (/^\/etc\/modules-load\.d\/[^/]+\.conf$/.test(path)) return kernel(file, complaintAboutModules(content));
  if (/^\/etc\/(.*\/)?[^/]*(\.nft|nftables[^/]*)$/.test(path)) return { as: "nftables", file };
  if (path === "/etc/containerd/config.toml") {
    const fact = readContainerd(file);
    return typeof fact === "string" ? { as: "unknown", file, why: fact } : { as: "containerd", file, fact };
  }
  if (/^\/etc\/portcullis\/forwarder\/[^/]+\.yaml$/.test(path)) {
    return { as: "forwarder", file, facts: readForwarderFile(file) };
  }
  if (path === CERTIFICATE_SETTINGS) {
    const settings = readCertificateSettings(content);
    return typeof settings === "string"
      ? { as: "unknown", file, why: settings }
      : { as: "certificate-settings", file, settings };
  }
  if (path === "/etc/keepalived/keepalived.conf") {
    const fact = readKeepalived(file);
    return typeof fact === "string" ? { as: "unknown", file, why: fact } : { as: "keepalived", file, fact };
  }
  if (path === "/etc/login-proxy/httpd.conf") {
    const settings = readLoginProxy(content);
    return typeof settings === "string"
      ? { as: "unknown", file, why: settings }
      : { as: "login-proxy", file, settings };
  }
  if (path.endsWith(".lua") && dropsIdentities(content)) return { as: "drops-identities", file };
  if (/^\/etc\/kubernetes\/(manifests|kubelet\.conf\.d|patches)(\/|$)/.test(path)) {
    return {
      as: "unknown",
      file,
      why: "what lies in this folder changes the control plane behind the configuration that was judged",
    };
  }
  if (/^\/usr\/local\/s?bin\/[^/]+$/.test(path)) {
    const script = recognizeScript(content);
    return script === undefined
      ? { as: "unknown", file, why: "it is a program that nobody has judged" }
      : { as: "script", file, script };
  }
  if (path === "/etc/rancher/k3s/config.yaml") return { as: "k3s", file };
  if (path === "/etc/rancher/k3s/registries.yaml") return { as: "k3s-registries", file };
  if (path.startsWith(K3S_KUBELET_FOLDER)) return { as: "k3s-kubelet", file };
  if (/^\/(etc|var\/lib)\/rancher\//.test(path)) {
    return {
      as: "unknown",
      file,
      why: "what lies in this folder changes k3s behind the configuration that was judged",
    };
  }
  if (/^\/etc\/kubernetes\/.*\.jsonl$/.test(path)) return { as: "abac-policy", file };
  if (/^\/etc\/kubernetes\/.*\.ya?ml$/.test(path)) return { as: "config", file, content: parseConfigFile(content) };
  return { as: "unknown", file, why: "no reader knows files of this path" };
}

function kernel(file: MachineFile, complaint: string | undefined): Sorted {
  return complaint === undefined ? { as: "kernel", file } : { as: "unknown", file, why: complaint };
}

/** What the files are read as, by path; also those that a recognized script makes of another one on the machine. */
function nameFiles(sorted: readonly Sorted[]): Readonly<Record<string, string>> {
  const named = new Map<string, string>();
  for (const { file, ...entry } of sorted) {
    const content =
      entry.as === "config" && entry.content.understood
        ? entry.content.documents.map(({ kind }) => kind).join(", ")
        : entry.as;
    named.set(file.path, content);
  }
  for (const entry of sorted) {
    if (entry.as !== "script") continue;
    if (entry.script.makes === undefined) continue;
    const { path, from } = entry.script.makes;
    if (!named.has(path))
      named.set(path, named.get(from) === "encryption-configuration" ? "encryption-configuration" : "unknown");
  }
  return Object.fromEntries(named);
}

/** What k3s finds beside its configuration. A ruleset that nobody understands is no firewall. */
function aroundK3s(sorted: readonly Sorted[], files: Readonly<Record<string, string>>): K3sSurroundings {
  const of = (as: Sorted["as"]) => sorted.filter((entry) => entry.as === as).map(({ file }) => file);
  const units = sorted.flatMap((entry) => (entry.as === "unit" ? [entry.unit] : []));
  const firewalls = units.filter(({ starts }) =>
    starts.some((command) => files[rulesetLoadedBy(command) ?? ""] === "nftables"),
  );
  const needs = units.filter(({ name }) => name === "k3s.service").flatMap((unit) => unit.needs);
  return {
    registries: of("k3s-registries")[0],
    kubelet: of("k3s-kubelet"),
    files,
    behindFirewall: firewalls.some(({ name }) => needs.includes(name)),
  };
}

/** Judges commands and units by what they refer to, and says which rulesets nothing loads. */
function readCommands(
  machine: CloudConfig,
  sorted: readonly Sorted[],
  filesOnMachine: Readonly<Record<string, string>>,
  facts: readonly Fact[],
  place: Place,
  ours: boolean,
): readonly UnknownShapeFact[] {
  const notRead = new Set(facts.filter((fact) => fact.kind === "unknown-shape").map((fact) => fact.place.path));
  const paths = (as: Sorted["as"]) =>
    new Set(
      sorted.filter((entry) => entry.as === as && !notRead.has(entry.file.place.path)).map(({ file }) => file.path),
    );
  const units = sorted.flatMap((entry) => (entry.as === "unit" ? [entry] : []));
  const known: KnownOnMachine = {
    rulesets: paths("nftables"),
    kubeadm: new Set([...paths("config")].filter((path) => filesOnMachine[path]?.includes("kubeadm-cluster"))),
    kubeadmJoin: new Set([...paths("config")].filter((path) => filesOnMachine[path] === "kubeadm-join")),
    broughtAlong: new Set(sorted.flatMap((entry) => (entry.as === "script" ? entry.script.takes : []))),
    forwarders: paths("forwarder"),
    loginProxies: paths("login-proxy"),
    scripts: paths("script"),
    units: new Set([
      ...units.filter(({ unit }) => !unit.dropIn).map(({ unit }) => unit.name),
      ...(paths("keepalived").size > 0 ? ["keepalived.service"] : []),
    ]),
  };
  const complain = (at: Pick<MachineFile, "place" | "ours">, command: readonly string[]) => {
    const why = complaintAboutCommand(command, known);
    return why === undefined ? [] : [notUnderstood(at, `command ${JSON.stringify(command.join(" "))}`, why)];
  };

  const started = new Set(machine.commands.flatMap(unitsStartedBy));
  const starting = [
    ...machine.commands,
    ...units.filter(({ unit }) => started.has(unit.name)).flatMap(({ unit }) => unit.starts),
  ];
  const loaded = new Set(starting.map(rulesetLoadedBy));
  return [
    ...machine.commands.flatMap((command, index) =>
      complain({ place: { ...place, path: `${place.path} > runcmd[${index}]` }, ours }, command),
    ),
    ...units.flatMap(({ file, unit }) =>
      [...unit.starts, ...unit.others].flatMap((command) => complain(file, command)),
    ),
    ...units
      .filter(({ unit }) => unit.calendar !== undefined)
      .filter(({ unit }) => !known.units.has(unit.name.replace(/timer$/, "service")))
      .map(({ file }) => notUnderstood(file, `timer ${file.path}`, "the service that it runs was not judged")),
    ...sorted
      .filter(({ as, file }) => as === "nftables" && !loaded.has(file.path))
      .map(({ file }) => notUnderstood(file, `nftables ruleset ${file.path}`, "nothing on the machine loads it")),
  ];
}

/** A machine of a cluster behind no ruleset is open on every port. */
function withoutFirewall(facts: readonly Fact[], place: Place, ours: boolean): readonly Fact[] {
  const ofCluster = facts.some(({ kind }) => kind === "component-flags" || kind === "joining-node");
  if (!ofCluster || facts.some((fact) => fact.kind === "inbound")) return [];
  return [
    {
      kind: "inbound",
      place: { ...place, path: `${place.path} > no firewall` },
      ours,
      filter: "host firewall",
      leadsToCluster: true,
      limit: "bounded",
      dropsTheRest: known(false),
      checksReversePath: known(false),
      sources: [],
    },
  ];
}
