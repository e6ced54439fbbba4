import type { ApiAnswer, ApiRequest, Endpoint } from "./api-client";
import type { Issuer } from "./issuer";
import type { Machine } from "./machine";
import type { Host } from "./network";

/** What attacks ask of a cluster of the laboratory, on whichever profile's machine its API server runs. */
export interface LaboratoryCluster {
  readonly hosts: Readonly<Record<"operator" | "outsider", Host>>;
  /** The machine of the API server. */
  readonly machine: Machine;
  readonly issuer: Issuer;
  readonly endpoint: Endpoint;
  /** A folder of the real machine for the laboratory's own files. */
  readonly folder: string;
  /** Somebody of the issuer's, whom the description lets read something. */
  readonly reader: { readonly groups: readonly string[]; readonly reads: string };
  /** A tenant's namespace. */
  readonly tenant: string;
  /** Where keys lie on the machine: of the authority for client certificates, without ending, and of service accounts' tokens. */
  readonly keys: { readonly clientAuthority: string; readonly serviceAccounts: string };
  /** The objects of the cluster's chart, each as its text on disk. */
  readonly manifests: readonly string[];
  manifestText(kind: string, name: string): string;
  apply(manifests: readonly string[]): void;
  ask(request: ApiRequest, from?: Host): ApiAnswer;
  asAdministrator(request: ApiRequest): ApiAnswer;
  on(host: Host, program: string, ...args: readonly string[]): string;
  restart(): Promise<void>;
  restartApiServer(): Promise<void>;
  restartControllerManager(): Promise<void>;
  /** Where there is a kubelet. */
  restartKubelet?(): Promise<void>;
}

/** What it takes to weaken a machine and to try again. */
export type Weakenable = Pick<
  LaboratoryCluster,
  "machine" | "manifestText" | "apply" | "restart" | "restartApiServer" | "restartControllerManager" | "restartKubelet"
>;

/** One object of manifests, as its text on disk. */
export function manifestText(manifests: readonly string[], kind: string, name: string): string {
  // Kind and name stand at the beginning of their lines, as our own writer puts them.
  const text = manifests.find((each) => each.includes(`\nkind: ${kind}\n`) && each.includes(`\n  name: ${name}\n`));
  if (text === undefined) throw new Error(`the manifests hold no ${kind} ${name}`);
  return text;
}
