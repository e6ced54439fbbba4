import type { EncryptionConfigurationFact } from "../../facts/encryption-configuration";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

const LOCAL_PROVIDERS = ["aescbc", "aesgcm", "secretbox"];

/**
 * Reads the configuration of encryption at rest. A key that is base64 is a key; a template has something in its place that
 * cannot be one.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/#apiserver-config-k8s-io-v1-EncryptionConfiguration
 */
export function readEncryptionConfiguration(document: Fields, file: MachineFile): EncryptionConfigurationFact {
  document.only("apiVersion", "kind", "resources");
  let holdsKey = false;
  const elements = document.list("resources").map((element) => {
    element.only("resources", "providers");
    const providers = element.list("providers").map((provider) => {
      const [kind = "", ...more] = provider.names();
      if (kind === "" || more.length > 0) provider.complain(kind, "is not the one kind of a provider");
      if (LOCAL_PROVIDERS.includes(kind)) {
        const keys = provider.fields(kind).only("keys").list("keys");
        if (keys.some((key) => isKey(key.only("name", "secret").text("secret") ?? ""))) holdsKey = true;
        if (keys.length === 0) provider.complain(kind, "has no keys");
      } else if (kind === "kms") {
        provider.fields(kind).only("apiVersion", "name", "endpoint", "timeout");
      } else if (kind === "identity") {
        if (!provider.has("identity")) provider.complain(kind, "has no value");
      } else {
        provider.complain(kind, "is a provider that no reader knows");
      }
      return kind;
    });
    return { resources: element.texts("resources"), providers };
  });
  return { kind: "encryption-configuration", place: file.place, ours: file.ours, elements, holdsKey };
}

/** Anything that the API server could decode: what cannot be decoded makes it stop, and encrypts nothing. */
function isKey(secret: string): boolean {
  return /^[A-Za-z0-9+/=\s]*$/.test(secret);
}
