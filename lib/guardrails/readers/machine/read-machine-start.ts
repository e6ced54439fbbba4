import type { MachineStartFact } from "../../facts/machine-start";
import type { Place } from "../../place";
import { rulesetLoadedBy } from "./commands";
import type { SystemdUnit } from "./read-systemd-unit";

const MASTER_KEY = "/etc/kubernetes/super-admin.conf";

/** Services that run a kubelet; k3s runs its own inside. */
const KUBELETS = ["kubelet.service", "k3s.service", "k3s-agent.service"];

/** Reads in which order units start, where a machine loads a ruleset or makes a control plane. */
export function readMachineStart(
  commands: readonly (readonly string[])[],
  units: readonly SystemdUnit[],
  place: Place,
  ours: boolean,
): readonly MachineStartFact[] {
  const firewall = units.find((unit) => unit.starts.some((command) => rulesetLoadedBy(command) !== undefined));
  const initializing = units.find((unit) => unit.starts.some(isInit));
  const loadsRuleset = firewall !== undefined || commands.some((command) => rulesetLoadedBy(command) !== undefined);
  if (!loadsRuleset && initializing === undefined) return [];
  const kubelet = units.filter(({ name }) => KUBELETS.includes(name));
  return [
    {
      kind: "machine-start",
      place: { ...place, path: `${place.path} > units` },
      ours,
      firewall: firewall === undefined ? undefined : readFirewall(firewall, commands),
      kubeletWaitsFor: kubelet.flatMap(waitsFor),
      initialization:
        initializing === undefined
          ? undefined
          : {
              waitsFor: waitsFor(initializing),
              removesMasterKey: initializing.others.some(
                ([program = "", option, path]) => /(^|\/)rm$/.test(program) && option === "-f" && path === MASTER_KEY,
              ),
              closesNewFiles: words(initializing, "UMask").join() === "0077",
            },
    },
  ];
}

function readFirewall(
  unit: SystemdUnit,
  commands: readonly (readonly string[])[],
): NonNullable<MachineStartFact["firewall"]> {
  const enabled = commands.some(
    ([program = "", verb, ...args]) =>
      /(^|\/)systemctl$/.test(program) && verb === "enable" && args.includes(unit.name),
  );
  const has = (directive: string, value: string) => words(unit, directive).includes(value);
  return {
    name: unit.name,
    startsWithMachine: enabled && [...words(unit, "WantedBy"), ...words(unit, "RequiredBy")].length > 0,
    beforeNetwork: has("Before", "network-pre.target") && has("Wants", "network-pre.target"),
    isAwaited: has("Type", "oneshot") && has("RemainAfterExit", "yes"),
    survivesFlush:
      has("After", "nftables.service") &&
      has("PartOf", "nftables.service") &&
      (unit.others.length === 0 || has("ReloadPropagatedFrom", "nftables.service")),
  };
}

/** Units that must run before: required and followed. Either alone lets the unit start without them. */
function waitsFor(unit: SystemdUnit): readonly string[] {
  const required = [...words(unit, "Requires"), ...words(unit, "BindsTo")];
  return required.filter((name) => words(unit, "After").includes(name));
}

function words(unit: SystemdUnit, directive: string): readonly string[] {
  return unit.directives[directive] ?? [];
}

/** Whether a command starts a cluster; a phase alone does not. */
export function isInit([program = "", verb, next]: readonly string[]): boolean {
  return /(^|\/)kubeadm$/.test(program) && verb === "init" && next !== "phase";
}
