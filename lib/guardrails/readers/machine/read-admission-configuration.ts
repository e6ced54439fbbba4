import type { AdmissionConfigurationFact } from "../../facts/admission-configuration";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

/** Events in a second; an API server of a large cluster sees a few hundred. */
const MOST_EVENTS = 5000;

/**
 * Reads what the API server's admission plugins are configured with. Plugins whose configuration sends objects elsewhere or
 * changes them are not read.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
 */
export function readAdmissionConfiguration(document: Fields, file: MachineFile): AdmissionConfigurationFact {
  document.only("apiVersion", "kind", "plugins");
  let podSecurity: AdmissionConfigurationFact["podSecurity"];
  const seen = new Set<string>();
  for (const plugin of document.list("plugins")) {
    plugin.only("name", "configuration");
    const name = plugin.text("name") ?? "";
    const configuration = plugin.fields("configuration");
    const type = `${configuration.text("apiVersion") ?? ""}/${configuration.text("kind") ?? ""}`;
    if (seen.has(name)) plugin.complain("name", `is "${name}" for the second time`);
    seen.add(name);
    if (name === "EventRateLimit" && type === "eventratelimit.admission.k8s.io/v1alpha1/Configuration") {
      readEventRateLimit(configuration);
      continue;
    }
    if (
      name === "ValidatingAdmissionPolicy" &&
      type === "apiserver.config.k8s.io/v1/ValidatingAdmissionPolicyConfiguration"
    ) {
      // The API server does not start without the folder, or with a file in it that it cannot read; what the files hold is judged by itself.
      configuration.only("apiVersion", "kind", "staticManifestsDir");
      if (!/^\/[\w./-]+$/.test(configuration.text("staticManifestsDir") ?? ""))
        configuration.complain("staticManifestsDir", "is no folder of the machine");
      continue;
    }
    if (name === "PodSecurity" && type === "pod-security.admission.config.k8s.io/v1/PodSecurityConfiguration") {
      podSecurity = readPodSecurity(configuration);
    } else {
      plugin.complain("configuration", `of the plugin "${name}" is ${type}, which no reader knows`);
    }
  }
  return { kind: "admission-configuration", place: file.place, ours: file.ours, podSecurity };
}

/** Limits of events, without which one pod fills etcd. */
function readEventRateLimit(configuration: Fields): void {
  const limits = configuration.only("apiVersion", "kind", "limits").list("limits");
  const types = limits.map((limit) => limit.text("type") ?? "");
  if (!types.includes("Server")) configuration.complain("limits", "hold none for the whole server");
  if (!types.includes("Namespace"))
    configuration.complain("limits", "hold none for one namespace, which may use up the server's");
  for (const limit of limits) {
    limit.only("type", "qps", "burst", "cacheSize");
    const type = limit.text("type") ?? "";
    if (!["Server", "Namespace", "User", "SourceAndObject"].includes(type))
      limit.complain("type", `is "${type}", which no version knows`);
    for (const [name, most] of [
      ["qps", MOST_EVENTS],
      ["burst", 2 * MOST_EVENTS],
    ] as const) {
      const value = limit.integer(name) ?? 0;
      if (value < 1 || value > most) limit.complain(name, `is ${value}, not from 1 to ${most}`);
    }
  }
}

function readPodSecurity(configuration: Fields): NonNullable<AdmissionConfigurationFact["podSecurity"]> {
  configuration.only("apiVersion", "kind", "defaults", "exemptions");
  const defaults = configuration
    .fields("defaults")
    .only("enforce", "enforce-version", "audit", "audit-version", "warn", "warn-version");
  const exemptions = configuration.fields("exemptions").only("usernames", "runtimeClasses", "namespaces");
  if (!/^v1\.\d{1,3}$/.test(defaults.text("enforce-version") ?? ""))
    defaults.complain("enforce-version", "is not pinned to a version of Kubernetes, such as v1.35");
  return {
    enforce: defaults.text("enforce") ?? "privileged",
    exemptNamespaces: exemptions.texts("namespaces"),
    exemptEverywhere: [...exemptions.texts("usernames"), ...exemptions.texts("runtimeClasses")],
  };
}
