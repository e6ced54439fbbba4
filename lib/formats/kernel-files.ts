import type { KernelParameter } from "../plan/kernel-parameter";

/** A file for `/etc/sysctl.d`. */
export function sysctlText(parameters: readonly KernelParameter[]): string {
  return [...parameters]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value, why }) => `# ${why}\n${name} = ${value}\n`)
    .join("");
}

/** A file for `/etc/modules-load.d`. */
export function kernelModulesText(modules: readonly string[]): string {
  return [...modules]
    .sort()
    .map((name) => `${name}\n`)
    .join("");
}
