import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { KubernetesVersion } from "../../../lib";

/** Full paths of programs, by name. */
export type Programs<Name extends string> = Readonly<Record<Name, string>>;

const CONTROL_PLANE = ["kubeadm", "kube-apiserver", "kube-controller-manager"] as const;
const NODE = ["kube-scheduler", "kube-proxy", "kubelet"] as const;

/** What the control plane of one minor version runs; etcd is the same for all. */
export function controlPlanePrograms(version: KubernetesVersion): Programs<(typeof CONTROL_PLANE)[number] | "etcd"> {
  return { ...kubernetes(version, CONTROL_PLANE), etcd: found("etcd", folders()) };
}

/** The same without a controller manager, for what needs none. */
export function apiServerPrograms(version: KubernetesVersion): Programs<"kubeadm" | "kube-apiserver" | "etcd"> {
  return { ...kubernetes(version, ["kubeadm", "kube-apiserver"]), etcd: found("etcd", folders()) };
}

/** What whole nodes run besides. */
export function nodePrograms(version: KubernetesVersion): Programs<(typeof NODE)[number] | "laboratory-pod"> {
  return { ...kubernetes(version, NODE), "laboratory-pod": found("laboratory-pod", folders()) };
}

/** The agent that forwards records, which is an aggregator too. */
export function forwardingPrograms(): Programs<"otelcol-contrib"> {
  return { "otelcol-contrib": found("otelcol-contrib", folders()) };
}

/** Programs that say of themselves that they are of this minor version, whatever their folder is called. */
function kubernetes<Name extends string>(version: KubernetesVersion, names: readonly Name[]): Programs<Name> {
  const programs = names.map((name) => [name, found(name, folders(), (path) => minorOf(name, path) === version)]);
  return Object.fromEntries(programs);
}

function folders(): readonly string[] {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "portcullis");
  const built = existsSync(cache) ? readdirSync(cache).map((name) => join(cache, name)) : [];
  const given = [process.env.KUBEBUILDER_ASSETS ?? "", ...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return [...given.filter((folder) => folder !== ""), ...built];
}

function found(name: string, among: readonly string[], is: (path: string) => boolean = () => true): string {
  const path = among.map((folder) => join(folder, name)).find((each) => isProgram(each) && is(each));
  if (path === undefined) throw new Error(`${name} is not there in the version asked for: npm run prove builds it`);
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function minorOf(name: string, path: string): string | undefined {
  const args = name === "kubeadm" ? ["version", "-o", "short"] : ["--version"];
  return /v(\d+\.\d+)\.\d+/.exec(spawnSync(path, args, { encoding: "utf8" }).stdout)?.[1];
}
