import type { ControlPlaneMachineFact } from "../../facts/control-plane-machine";
import type { Place } from "../../place";
import { Fields } from "../fields";
import type { CloudConfig } from "./read-cloud-config";
import { parseConfigFile } from "./read-config-documents";
import { isInit } from "./read-machine-start";
import { recognizeScript } from "./read-script";
import type { SystemdUnit } from "./read-systemd-unit";

/** Reads what the first start leaves on a machine that makes a control plane: one that has a ClusterConfiguration for kubeadm. */
export function readControlPlaneMachine(
  { files, commands }: CloudConfig,
  units: readonly SystemdUnit[],
  place: Place,
  ours: boolean,
): readonly ControlPlaneMachineFact[] {
  const documents = files.flatMap(({ content }) => {
    // A document that has a kind has a version; without these letters, only escapes could spell that.
    if (!/apiVersion|\\/.test(content)) return [];
    // All lines of such a script are known, and looking for documents in it takes longer than all else here.
    if (recognizeScript(content) !== undefined) return [];
    const parsed = parseConfigFile(content);
    return parsed.understood ? parsed.documents : [];
  });
  if (!documents.some(({ kind }) => kind === "kubeadm-cluster")) return [];
  const initializing = units.find((unit) => unit.starts.some(isInit));
  return [
    {
      kind: "control-plane-machine",
      place: { ...place, path: `${place.path} > first start` },
      ours,
      initializedBy: initializing !== undefined ? "unit" : commands.some(isInit) ? "command" : "nothing",
      closesFiles: initializing === undefined ? [] : filesClosedAfterInit(initializing.starts),
      placesForKeys: documents
        .filter(({ kind }) => kind === "encryption-configuration")
        .flatMap(({ content }) => secretsIn(Fields.of(content, "", []))),
      replacedByKeys: files.flatMap(({ content }) => replacedBy(content)),
    },
  ];
}

/** Commands of a unit run in order, and one that fails stops all that follow: before kubeadm there is nothing to close. */
function filesClosedAfterInit(starts: SystemdUnit["starts"]): readonly string[] {
  return starts
    .slice(starts.findIndex(isInit) + 1)
    .flatMap(([program = "", mode, ...paths]) => (isProgram(program, "chmod") && mode === "0600" ? paths : []));
}

function secretsIn(configuration: Fields): readonly string[] {
  return configuration
    .list("resources")
    .flatMap((element) => element.list("providers"))
    .flatMap((provider) => provider.names().flatMap((kind) => provider.fields(kind).list("keys")))
    .map((key) => key.text("secret") ?? "");
}

/** What a script that is recognized as a whole puts its key in the place of. */
function replacedBy(content: string): readonly string[] {
  const placeholder = /^printf 's\|%s\|%s\|\\n' '([A-Z-]+)' "\$key" /m.exec(content)?.[1];
  return placeholder === undefined || recognizeScript(content) === undefined ? [] : [placeholder];
}

function isProgram(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`);
}
