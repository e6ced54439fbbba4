import { HANDS_OVER_FIRST } from "../../criteria/hands-over-first";
import type { Fact } from "../../facts/fact";
import type { LogForwarderFact } from "../../facts/log-forwarder";
import type { LogForwardingFact } from "../../facts/log-forwarding";
import { Fields } from "../fields";
import { readLogForwarder } from "../read-log-forwarder";
import { unitsStartedBy } from "./commands";
import { MENDS_FORWARDER_AT } from "./mend-forwarder-script";
import { type MachineFile, notUnderstood } from "./machine-file";
import type { SystemdUnit } from "./read-systemd-unit";
import { parseStrictYaml } from "./strict-yaml";

/** Reads the configuration of a forwarder that lies on a machine. */
export function readForwarderFile(file: MachineFile): readonly Fact[] {
  const parsed = parseStrictYaml(file.content);
  if (!parsed.known || parsed.value.length !== 1)
    return [notUnderstood(file, `file ${file.path}`, parsed.known ? "it is not one document" : parsed.why)];
  const complaints: string[] = [];
  const fact = readLogForwarder(Fields.of(parsed.value[0], "", complaints), file.place, file.ours);
  return complaints.length === 0
    ? [fact]
    : [fact, notUnderstood(file, `forwarder ${file.path}`, [...new Set(complaints)].join("; "))];
}

/** What a machine forwards in all; nothing is said of one on which nothing forwards. */
export function readLogForwarding(
  commands: readonly (readonly string[])[],
  units: readonly SystemdUnit[],
  facts: readonly Fact[],
  filesOnMachine: Readonly<Record<string, string>>,
  { place, ours }: Pick<MachineFile, "place" | "ours">,
): readonly LogForwardingFact[] {
  const forwarders = facts.filter((fact): fact is LogForwarderFact => fact.kind === "log-forwarder");
  const unit = units.find(({ starts }) => starts.some(([program = ""]) => /(^|\/)otelcol-contrib$/.test(program)));
  if (forwarders.length === 0 && unit === undefined) return [];
  const apiServer = facts.find((fact) => fact.kind === "component-flags" && fact.component === "kube-apiserver");
  const flags = apiServer?.kind === "component-flags" ? apiServer.flags : {};
  const records = Object.values(filesOnMachine).some(
    (readAs) => readAs === "audit-policy" || readAs === "strict-audit-policy",
  );
  const sent = forwarders.flatMap(sentBy);
  const journals = sent.flatMap(({ journal }) => (journal === undefined ? [] : [journal]));
  return [
    {
      kind: "log-forwarding",
      place: { ...place, path: `${place.path} > forwarding` },
      ours,
      unit:
        unit === undefined
          ? undefined
          : {
              name: unit.name,
              startsWithMachine: startsWithMachine(unit, commands),
              handsOverFirst: unit.starts.every((command) => command.includes(HANDS_OVER_FIRST)),
              mended:
                unit.others.some(([program]) => program === MENDS_FORWARDER_AT) &&
                filesOnMachine[MENDS_FORWARDER_AT] === "script",
              directives: unit.directives,
            },
      // A control plane that joins takes its flags from the first one, which names the same file.
      auditLog: records ? (flags["audit-log-path"]?.[0] ?? "/var/log/kubernetes/audit/audit.log") : undefined,
      compressed: flags["audit-log-compress"]?.includes("true") ?? false,
      keepsIn: forwarders.flatMap(({ storages }) => storages.map(({ folder }) => folder)),
      services: [
        ...(Object.values(filesOnMachine).includes("k3s")
          ? ["k3s.service"]
          : ["containerd.service", "kubelet.service"]),
        ...units
          .filter((other) => other !== unit && !other.dropIn && other.name.endsWith(".service"))
          .map(({ name }) => name),
      ],
      files: sent.flatMap(({ files }) => files),
      journal: journals.length === 0 ? undefined : journals.flat(),
    },
  ];
}

/** Receivers whose records go somewhere: that stand in a pipeline with an exporter that there is. */
function sentBy({ receivers, exporters, pipelines }: LogForwarderFact): LogForwarderFact["receivers"] {
  const names = new Set(exporters.map(({ name }) => name));
  const flowing = pipelines.filter((pipeline) => pipeline.exporters.some((name) => names.has(name)));
  return receivers.filter(({ name }) => flowing.some((pipeline) => pipeline.receivers.includes(name)));
}

function startsWithMachine(unit: SystemdUnit, commands: readonly (readonly string[])[]): boolean {
  const enabled = commands.some(
    ([program = "", verb, ...args]) =>
      /(^|\/)systemctl$/.test(program) && verb === "enable" && args.includes(unit.name),
  );
  const started = commands.some((command) => unitsStartedBy(command).includes(unit.name));
  return enabled && started && (unit.directives.WantedBy ?? []).includes("multi-user.target");
}
