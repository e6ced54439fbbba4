import type { CertificateApprovalFact } from "../../facts/certificate-approval";
import type { Fact } from "../../facts/fact";
import { Fields } from "../fields";
import { unitsStartedBy } from "./commands";
import type { MachineFile } from "./machine-file";
import type { CloudConfig } from "./read-cloud-config";
import type { Sorted } from "./read-machine";
import { isInit } from "./read-machine-start";
import type { RecognizedScript } from "./read-script";
import { parseStrictYaml } from "./strict-yaml";

/** What every machine of kubeadm's must have, and what its absence says: containerd's configuration, and on control planes renewal. */
export function ofKubeadmMachine(
  machine: CloudConfig,
  sorted: readonly Sorted[],
  { place, ours }: Pick<MachineFile, "place" | "ours">,
): readonly Fact[] {
  const kubeadm = sorted.flatMap((entry) =>
    entry.as === "config" && entry.content.understood ? entry.content.documents : [],
  );
  const startsCluster = kubeadm.some(({ kind }) => kind === "kubeadm-cluster");
  const joins = kubeadm.filter(({ kind }) => kind === "kubeadm-join");
  if (!startsCluster && joins.length === 0) return [];

  const runtime: readonly Fact[] = sorted.some(({ as }) => as === "containerd")
    ? []
    : [
        {
          kind: "containerd-configuration",
          place: { ...place, path: `${place.path} > no containerd configuration` },
          ours,
          settings: undefined,
        },
      ];
  const isControlPlane = startsCluster || joins.some(({ content }) => Object.hasOwn(content as object, "controlPlane"));
  if (!isControlPlane) return runtime;
  return [
    ...runtime,
    {
      kind: "certificate-renewal",
      place: { ...place, path: `${place.path} > renewal of certificates` },
      ours,
      calendars: calendarsOf(machine, sorted, ({ renews }) => renews),
      renewsBeforeKubelet: renewsBeforeKubelet(machine, sorted),
    },
    {
      kind: "kubelet-client",
      place: { ...place, path: `${place.path} > the API server's certificate for kubelets` },
      ours,
      group: groupOfKubeletClient(sorted),
    },
    certificateApproval(machine, sorted, { place, ours }, "kubeadm"),
    ...endingAccess(machine, sorted, { place, ours }),
  ];
}

/** What decides on requests for certificates, on a machine of kubeadm's or of k3s. */
export function certificateApproval(
  machine: CloudConfig,
  sorted: readonly Sorted[],
  { place, ours }: Pick<MachineFile, "place" | "ours">,
  runs: CertificateApprovalFact["runs"],
): Fact {
  return {
    kind: "certificate-approval",
    place: { ...place, path: `${place.path} > decisions on requests for certificates` },
    ours,
    runs,
    apiServerNames: namesOfApiServer(sorted),
    calendars: calendarsOf(machine, sorted, ({ approves }) => approves),
    settings: sorted.find((entry) => entry.as === "certificate-settings")?.settings,
  };
}

/** As kubeadm's configuration says where the cluster is, and k3s's which names its certificate has. */
function namesOfApiServer(sorted: readonly Sorted[]): readonly string[] {
  return sorted.flatMap((entry) => {
    if (entry.as === "k3s") {
      const parsed = parseStrictYaml(entry.file.content);
      return parsed.known ? Fields.of(parsed.value[0], "", []).texts("tls-san") : [];
    }
    if (entry.as !== "config" || !entry.content.understood) return [];
    return entry.content.documents
      .filter(({ kind }) => kind === "kubeadm-cluster")
      .flatMap(({ content }) => Fields.of(content, "", []).text("controlPlaneEndpoint") ?? [])
      .map((endpoint) => endpoint.replace(/:\d+$/, ""));
  });
}

/** By a unit that starts with the machine, before the kubelet, and does nothing else. */
function renewsBeforeKubelet({ commands }: CloudConfig, sorted: readonly Sorted[]): boolean {
  const enabled = new Set(
    commands.flatMap(([program = "", verb, ...units]) =>
      /(^|\/)systemctl$/.test(program) && verb === "enable" ? units : [],
    ),
  );
  const scripts = new Set(
    sorted.flatMap((entry) => (entry.as === "script" && entry.script.renewsEnded ? [entry.file.path] : [])),
  );
  return sorted.some((entry) => {
    if (entry.as !== "unit" || entry.unit.dropIn || !enabled.has(entry.unit.name)) return false;
    const { starts, directives } = entry.unit;
    const [command, ...others] = starts;
    const runsIt = others.length === 0 && command?.length === 1 && scripts.has(command[0] ?? "");
    const installed = (directives.WantedBy ?? []).includes("multi-user.target");
    return (
      runsIt &&
      installed &&
      (directives.Before ?? []).includes("kubelet.service") &&
      directives.Type?.join() === "oneshot"
    );
  });
}

/** Only where there is something that would take access away: which machine needs it, no document on machines says. */
function endingAccess(
  machine: CloudConfig,
  sorted: readonly Sorted[],
  { place, ours }: Pick<MachineFile, "place" | "ours">,
): readonly Fact[] {
  const ends = ({ endsAccessIn }: RecognizedScript) => endsAccessIn !== undefined;
  if (!sorted.some((entry) => entry.as === "script" && ends(entry.script))) return [];
  return [
    {
      kind: "ending-access",
      place: { ...place, path: `${place.path} > end of access` },
      ours,
      calendars: calendarsOf(machine, sorted, ends),
    },
  ];
}

/** The group of the certificate that the unit which runs kubeadm has made before: what kubeadm finds, it keeps. */
function groupOfKubeletClient(sorted: readonly Sorted[]): string | undefined {
  const groups = new Map(
    sorted.flatMap((entry) => (entry.as === "script" ? [[entry.file.path, entry.script.kubeletClient] as const] : [])),
  );
  const unit = sorted
    .flatMap((entry) => (entry.as === "unit" ? [entry.unit] : []))
    .find(({ starts }) => starts.some(runsKubeadm));
  const starts = unit?.starts ?? [];
  return starts
    .slice(0, starts.findIndex(runsKubeadm))
    .map(([program = "", ...args]) => (args.length === 0 ? groups.get(program) : undefined))
    .find((group) => group !== undefined);
}

function runsKubeadm(command: readonly string[]): boolean {
  return isInit(command) || isJoinCommand(command);
}

function isJoinCommand([program = "", verb]: readonly string[]): boolean {
  return /(^|\/)kubeadm$/.test(program) && verb === "join";
}

/** Of timers that the machine starts and whose service runs such a script, and nothing else. */
function calendarsOf(
  machine: CloudConfig,
  sorted: readonly Sorted[],
  does: (script: RecognizedScript) => boolean,
): readonly string[] {
  const started = new Set(machine.commands.flatMap(unitsStartedBy));
  const scripts = new Set(
    sorted.flatMap((entry) => (entry.as === "script" && does(entry.script) ? [entry.file.path] : [])),
  );
  const units = sorted.flatMap((entry) => (entry.as === "unit" && !entry.unit.dropIn ? [entry.unit] : []));
  return units.flatMap(({ name, calendar }) => {
    const service = units.find((unit) => unit.name === name.replace(/timer$/, "service"));
    const [command, ...others] = service?.starts ?? [];
    const runsIt = others.length === 0 && command?.length === 1 && scripts.has(command[0] ?? "");
    return calendar !== undefined && started.has(name) && runsIt ? [calendar] : [];
  });
}
