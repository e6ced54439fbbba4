import type { ComponentFlag } from "../../plan/component-flag";
import type { ConfigDocument } from "../../plan/config-document";
import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/** Stands where the machine puts the key that it makes. Not valid base64: unreplaced, the API server does not start. */
export const KEY_PLACEHOLDER = "MADE-ON-THE-MACHINE";

/**
 * What etcd holds encrypted, as a template without the key. A new cluster holds nothing in clear, so there is no
 * `identity` provider: what is not encrypted cannot be read. The key lies on the same disk, so this protects backups and
 * media of etcd, not a machine that was taken over.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
 */
export function secretsAtRest(): ConfigDocument {
  return {
    pillar: "encryption",
    fields: [],
    path: MACHINE_PATHS.encryptionTemplate,
    content: {
      apiVersion: "apiserver.config.k8s.io/v1",
      kind: "EncryptionConfiguration",
      resources: [
        {
          resources: ["secrets", "configmaps"],
          providers: [{ secretbox: { keys: [{ name: "key-1", secret: KEY_PLACEHOLDER }] } }],
        },
      ],
    },
  };
}

/** The flags that make the API server use it. */
export function secretsAtRestFlags(): readonly ComponentFlag[] {
  const flag = (name: string, value: string, why: string): ComponentFlag => ({
    pillar: "encryption",
    fields: [],
    component: "kube-apiserver",
    name,
    value,
    why,
  });
  return [
    flag("encryption-provider-config", MACHINE_PATHS.encryption, "secrets lie encrypted in etcd and its backups"),
    flag("encryption-provider-config-automatic-reload", "true", "a key can be rotated without a restart"),
  ];
}

/**
 * The script that makes the key on the machine, once. The key passes through shell builtins and standard input alone,
 * never through the arguments of a program, where every process could read it.
 */
export function makeEncryptionKey(): ConfigFile {
  return {
    pillar: "encryption",
    fields: [],
    path: MACHINE_PATHS.makeEncryptionKey,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Makes the key that encrypts secrets in etcd, once. It never leaves this machine: back it up sealed, with etcd's backups.
set -eu
umask 077
template=${MACHINE_PATHS.encryptionTemplate}
target=${MACHINE_PATHS.encryption}
if [ -s "$target" ]; then exit 0; fi
key=$(head -c 32 /dev/urandom | base64 -w 0)
# 32 bytes are 44 characters: anything else was a failure that the pipe hid.
if [ "$(printf %s "$key" | wc -c)" -ne 44 ]; then echo "no key could be made" >&2; exit 1; fi
printf 's|%s|%s|\\n' '${KEY_PLACEHOLDER}' "$key" | sed -f /dev/stdin "$template" > "$target.new"
mv "$target.new" "$target"
`,
  };
}
