import type { FactBase } from "./fact-base";

/** What the API server's admission plugins are configured with (`apiserver.config.k8s.io`, kind AdmissionConfiguration). */
export interface AdmissionConfigurationFact extends FactBase {
  readonly kind: "admission-configuration";
  /** The Pod Security defaults of every namespace that says nothing of its own; undefined when the plugin is not configured. */
  readonly podSecurity:
    | {
        /** `privileged` when nothing is written. */
        readonly enforce: string;
        readonly exemptNamespaces: readonly string[];
        /** User names and runtime classes, each of which exempts its pods everywhere. */
        readonly exemptEverywhere: readonly string[];
      }
    | undefined;
}
