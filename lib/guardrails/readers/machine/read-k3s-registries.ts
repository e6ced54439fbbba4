import type { Fact } from "../../facts/fact";
import type { ImageRegistriesFact } from "../../facts/image-registries";
import { Fields } from "../fields";
import { type MachineFile, notUnderstood } from "./machine-file";
import { parseStrictYaml } from "./strict-yaml";

/**
 * Reads k3s's `registries.yaml`. Without one, every image comes from the registry that its name says.
 *
 * @param fallsBack whether k3s asks an image's own registry where a mirror does not answer, which `config.yaml` says
 * @see https://docs.k3s.io/installation/private-registry
 */
export function readK3sRegistries(
  file: MachineFile | undefined,
  config: MachineFile,
  fallsBack: boolean,
): readonly Fact[] {
  const { place, ours } = file ?? config;
  const nothing: ImageRegistriesFact = { kind: "image-registries", place, ours, mirrors: [], hosts: [], fallsBack };
  if (file === undefined) return [nothing];
  const refuse = (why: string) => notUnderstood(file, `file ${file.path}`, why);
  const parsed = parseStrictYaml(file.content);
  if (!parsed.known) return [nothing, refuse(parsed.why)];
  const complaints: string[] = [];
  if (parsed.value.length > 1) complaints.push("it holds more than one document");
  const document = Fields.of(parsed.value[0], "", complaints).only("mirrors", "configs");
  const mirrors = document.fields("mirrors");
  const configs = document.fields("configs");
  const fact: ImageRegistriesFact = {
    ...nothing,
    mirrors: mirrors.names().map((registry) => ({
      registry,
      endpoints: mirrors.fields(registry).only("endpoint").texts("endpoint"),
    })),
    hosts: configs.names().map((host) => {
      const settings = configs.fields(host).only("auth", "tls");
      const tls = settings.fields("tls").only("ca_file", "cert_file", "key_file", "insecure_skip_verify");
      return { host, verified: tls.flag("insecure_skip_verify") !== true, credentials: settings.has("auth") };
    }),
  };
  return [fact, ...complaints.map(refuse)];
}
