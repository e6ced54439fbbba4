import type { Machine } from "./machine";

/** What programs say of themselves, by name; those of a machine's path and those named by their full one. */
export function versionsOf(
  machine: Machine,
  programs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const says = ([name, path]: readonly [string, string]) => {
    const words = name === "kubeadm" ? ["version", "-o", "short"] : ["--version"];
    return [name, /v?\d+\.\d+\.\d+/.exec(machine.mustRun(path, ...words))?.[0] ?? "unknown"];
  };
  return Object.fromEntries(Object.entries(programs).map(says));
}
