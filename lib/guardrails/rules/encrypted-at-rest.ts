import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { configFile } from "../fixtures/written";

const ENCRYPTING = ["aescbc", "aesgcm", "kms", "secretbox"];

/** Encryption of secrets in etcd. */
export const ENCRYPTED_AT_REST: Rule<"encryption-configuration"> = {
  id: "encrypted-at-rest",
  title: "Secrets lie encrypted in etcd, with a key that stands in no file of the output.",
  why: "Whoever gets a backup or a disk of etcd reads every secret, and whoever reads the output has the key.",
  fix: "Let an encrypting provider come first in the element that names secrets, and make its key on the machine.",
  controls: ["CIS-1.12 1.2.28", "NIST-800-53r5 SC-28"],
  judges: "encryption-configuration",
  reach: "ours",
  judge({ elements, holdsKey }) {
    const faults: Fault[] = holdsKey
      ? [{ at: "resources", got: "a key", message: "the key stands in the output, where everybody reads it" }]
      : [];
    const index = elements.findIndex(({ resources }) =>
      ["secrets", "*.", "*.*"].some((name) => resources.includes(name)),
    );
    const first = elements[index]?.providers[0];
    if (index === -1)
      faults.push({
        at: "resources",
        got: "no element",
        message: "nothing is said of secrets, so they are not encrypted",
      });
    else if (first === undefined || !ENCRYPTING.includes(first)) {
      faults.push({
        at: `resources[${index}].providers`,
        got: first ?? "no provider",
        message: "the first provider writes, and this one does not encrypt",
      });
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a template with a place for the key", documents: encryption([secretbox("MADE-ON-THE-MACHINE")]) },
      {
        name: "identity last, while old secrets are written anew",
        documents: encryption([secretbox("MADE-ON-THE-MACHINE"), { identity: {} }]),
      },
    ],
    fail: [
      { name: "identity first", documents: encryption([{ identity: {} }, secretbox("MADE-ON-THE-MACHINE")]) },
      {
        name: "a key in the output",
        documents: encryption([secretbox("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")]),
      },
      {
        name: "something else than secrets",
        documents: encryption([secretbox("MADE-ON-THE-MACHINE")], ["configmaps"]),
      },
    ],
  }),
};

function secretbox(secret: string) {
  return { secretbox: { keys: [{ name: "key-1", secret }] } };
}

function encryption(providers: readonly object[], resources: readonly string[] = ["secrets"]) {
  return configFile({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [{ resources, providers }],
  });
}
