import type { NodeSetting } from "../../plan/node-setting";

/**
 * Who gets onto a Bottlerocket host: nobody. Its two doors are containers beside Kubernetes, one for SSH and one for
 * AWS Systems Manager.
 *
 * @see https://bottlerocket.dev/en/os/latest/#/concepts/host-containers/
 */
export function bottlerocketHost(): readonly NodeSetting[] {
  const setting = (name: string, value: NodeSetting["value"], why: string): NodeSetting => ({
    pillar: "authorization",
    fields: ["profile.nodes"],
    name: `settings.${name}`,
    value,
    why,
  });
  return [
    setting("host-containers.admin.enabled", false, "nobody logs in by SSH"),
    setting("host-containers.control.enabled", false, "nobody gets a shell by AWS Systems Manager"),
    setting("kernel.lockdown", "integrity", "root cannot change the running kernel"),
  ];
}
