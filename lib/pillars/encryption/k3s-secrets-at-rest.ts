import type { K3sSetting } from "../../plan/k3s-setting";

/**
 * k3s makes the key on the machine at its first start and writes the configuration of encryption by itself. The key lies on the
 * same disk: it protects backups of the store, not a machine that was taken away. It cannot be switched on later.
 *
 * @see https://docs.k3s.io/security/secrets-encryption
 */
export function k3sSecretsAtRest(): readonly K3sSetting[] {
  const setting = (name: string, value: K3sSetting["value"], why: string): K3sSetting => ({
    pillar: "encryption",
    fields: [],
    name,
    value,
    why,
  });
  return [
    setting("secrets-encryption", true, "secrets lie encrypted in the store and its backups"),
    setting("secrets-encryption-provider", "secretbox", "it also notices what was changed, which aescbc does not"),
  ];
}
