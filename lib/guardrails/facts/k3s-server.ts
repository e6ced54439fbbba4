import type { FactBase } from "./fact-base";

/** What a k3s server is told beyond the flags of the programs inside it. What is not written has k3s's own default. */
export interface K3sServerFact extends FactBase {
  readonly kind: "k3s-server";
  /** The mode of the administrator's kubeconfig, as written; undefined when nothing is. */
  readonly kubeconfigMode: string | undefined;
  /** Keys whose values are credentials and stand in the file: `token`. */
  readonly credentials: readonly string[];
  /** A store elsewhere, without the credentials in its address: the part before `://`. */
  readonly datastore: string | undefined;
  /** What encrypts secrets in the store; undefined when nothing does. */
  readonly secretsProvider: string | undefined;
  /** Whether clients may put names of their own into the serving certificate. */
  readonly anyNameInCertificate: boolean;
  /** Shipped parts that are not started. */
  readonly disabled: readonly string[];
  readonly helmController: boolean;
  /** Whether machines serve images to each other. */
  readonly embeddedRegistry: boolean;
  /** The tunnel between machines. */
  readonly flannelBackend: string;
  /** Whether network policies are enforced. */
  readonly networkPolicies: boolean;
  /** Whether its unit requires, and waits for, a unit of the same machine that loads a ruleset that was read. */
  readonly behindFirewall: boolean;
}
