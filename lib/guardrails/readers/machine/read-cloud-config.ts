import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { Place } from "../../place";
import { asWritten, Fields, isObject } from "../fields";
import { decodeContent } from "./decode-user-data";
import { type MachineFile, notUnderstood } from "./machine-file";
import { parseStrictYaml } from "./strict-yaml";

/** What a cloud-config puts on a machine. */
export interface CloudConfig {
  readonly files: readonly MachineFile[];
  /** Commands that run after the files are written, in order: programs with their arguments. */
  readonly commands: readonly (readonly string[])[];
  readonly shapes: readonly UnknownShapeFact[];
}

/** Folders with what holds a cluster together: their files are for root alone. */
const CLOSED_FOLDERS = /^\/etc\/(kubernetes|portcullis|rancher)\//;

/** Keys besides files and commands, with the values that neither open a path nor let anybody in. */
const HARMLESS: Readonly<Record<string, (value: unknown) => boolean>> = {
  disable_root: (value) => value === true,
  fqdn: isText,
  hostname: isText,
  locale: isText,
  manage_etc_hosts: (value) => typeof value === "boolean" || value === "localhost",
  package_reboot_if_required: isFlag,
  package_update: isFlag,
  package_upgrade: isFlag,
  prefer_fqdn_over_hostname: isFlag,
  preserve_hostname: isFlag,
  ssh_deletekeys: (value) => value === true,
  ssh_pwauth: (value) => value === false,
  timezone: isText,
};

/**
 * Reads cloud-init's cloud-config.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/reference/modules.html
 */
export function readCloudConfig(text: string, place: Place, ours: boolean): CloudConfig {
  const nothing = (why: string): CloudConfig => ({
    files: [],
    commands: [],
    shapes: [notUnderstood({ place, ours }, "cloud-config", why)],
  });
  const parsed = parseStrictYaml(text);
  if (!parsed.known) return nothing(parsed.why);
  const [content, ...others] = parsed.value;
  if (!isObject(content) || others.length > 0) return nothing("it is not one YAML object");

  const complaints: string[] = [];
  const config = Fields.of(content, "", complaints);
  const shapes: UnknownShapeFact[] = [];
  for (const key of config.names()) {
    if (key === "write_files" || key === "runcmd") continue;
    const harmless = Object.hasOwn(HARMLESS, key) ? HARMLESS[key] : undefined;
    if (harmless === undefined) complaints.push(`no reader knows the key ${asWritten(key)}`);
    else if (!harmless(config.get(key))) complaints.push(`${key} is ${asWritten(config.get(key))}`);
  }
  const files = config.list("write_files").flatMap((entry, index) => {
    const file = readFile(entry, index, place, ours);
    if ("content" in file) return [file];
    shapes.push(file);
    return [];
  });
  for (const entry of config.list("write_files")) {
    const [path, permissions] = [String(entry.get("path")), String(entry.get("permissions") ?? "0644")];
    if (!CLOSED_FOLDERS.test(path) || permissions.endsWith("0")) continue;
    const at: Place = { ...place, path: `${place.path} > ${path}` };
    shapes.push(
      notUnderstood(
        { place: at, ours },
        `file ${path}`,
        `its permissions are ${permissions}: everybody on the machine could read the cluster's configuration`,
      ),
    );
  }
  for (const [index, { path, place: at }] of files.entries()) {
    if (files.findIndex((other) => other.path === path) < index) {
      shapes.push(notUnderstood({ place: at, ours }, `file ${path}`, "it is written twice, and the later one wins"));
    }
  }
  const commands = readCommands(config.get("runcmd"), complaints);
  for (const complaint of complaints) shapes.push(notUnderstood({ place, ours }, "cloud-config", complaint));
  return { files, commands, shapes };
}

function readFile(entry: Fields, index: number, place: Place, ours: boolean): MachineFile | UnknownShapeFact {
  const path = entry.text("path") ?? "";
  const at: Place = { ...place, path: `${place.path} > ${path === "" ? `write_files[${index}]` : path}` };
  const refuse = (why: string) =>
    notUnderstood({ place: at, ours }, path === "" ? "file without a path" : `file ${path}`, why);
  const extra = entry.names().find((name) => !["path", "owner", "permissions", "content", "encoding"].includes(name));
  if (extra !== undefined) return refuse(`no reader knows its field ${asWritten(extra)}`);
  if (!/^(\/[A-Za-z0-9._@+-]+)+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path))
    return refuse("its path is not a plain absolute path");
  const owner = entry.get("owner") ?? "root:root";
  if (owner !== "root:root") return refuse(`it belongs to ${asWritten(owner)}, who could change it`);
  const permissions = entry.get("permissions") ?? "0644";
  if (typeof permissions !== "string" || !/^0[0-7][0145][0145]$/.test(permissions)) {
    return refuse(
      `its permissions are ${asWritten(permissions)}: others could change it, or it is not an octal mode in quotes`,
    );
  }
  if (CLOSED_FOLDERS.test(path) && !/0$/.test(permissions))
    return refuse(
      `its permissions are ${asWritten(permissions)}: everybody on the machine could read the cluster's configuration`,
    );
  const content = entry.get("content") ?? "";
  const encoding = entry.get("encoding") ?? undefined;
  if (typeof content !== "string" || (encoding !== undefined && typeof encoding !== "string"))
    return refuse("its content is not a text");
  const decoded = decodeContent(content, encoding);
  return decoded.known ? { path, content: decoded.value, place: at, ours } : refuse(decoded.why);
}

function readCommands(written: unknown, complaints: string[]): readonly (readonly string[])[] {
  if (written === undefined) return [];
  if (!Array.isArray(written)) {
    complaints.push(`runcmd is ${asWritten(written)}, not a list`);
    return [];
  }
  return written.flatMap((command: unknown) => {
    if (Array.isArray(command) && command.length > 0 && command.every(isText)) return [command];
    complaints.push(`the command ${asWritten(command)} goes to a shell, which no reader follows; write it as a list`);
    return [];
  });
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}
