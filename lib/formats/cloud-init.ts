import type { ConfigFile } from "../plan/config-file";
import { yamlText } from "./yaml-text";

/** What cloud-init does on the first boot: writes the files, then runs the commands in order. */
export interface CloudInitPlan {
  readonly files: readonly ConfigFile[];
  /** Programs with their arguments; no shell reads them. */
  readonly commands: readonly (readonly string[])[];
}

/**
 * User data for cloud-init.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/reference/modules.html
 */
export function cloudInitUserData(plan: CloudInitPlan): string {
  const files = [...plan.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const body = yamlText({
    write_files: files.map(({ path, owner, mode, content }) => ({ path, owner, permissions: mode, content })),
    runcmd: plan.commands,
  });
  return `#cloud-config\n${body}`;
}
