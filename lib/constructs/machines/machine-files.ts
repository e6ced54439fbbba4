import { kernelModulesText, sysctlText } from "../../formats/kernel-files";
import { yamlText } from "../../formats/yaml-text";
import { kernelParameters } from "../../pillars/admission/kernel-parameters";
import type { ConfigDocument } from "../../plan/config-document";
import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/** A document as a file that root alone reads. */
export function documentFile({ pillar, fields, path, content }: ConfigDocument): ConfigFile {
  return { pillar, fields, path, mode: "0600", owner: "root:root", content: yamlText(content) };
}

/** The kernel parameters of a machine that runs pods. */
export function kernelParametersFile(): ConfigFile {
  return {
    pillar: "admission",
    fields: [],
    path: MACHINE_PATHS.kernelParameters,
    mode: "0644",
    owner: "root:root",
    content: sysctlText(kernelParameters()),
  };
}

/** The kernel modules that are loaded at every start. */
export function kernelModulesFile(modules: readonly string[]): ConfigFile {
  return {
    pillar: "admission",
    fields: [],
    path: MACHINE_PATHS.kernelModules,
    mode: "0644",
    owner: "root:root",
    content: kernelModulesText(modules),
  };
}
