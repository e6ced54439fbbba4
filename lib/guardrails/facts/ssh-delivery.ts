import type { FactBase } from "./fact-base";

/** What Terraform delivers to a machine over SSH, and how sure it is of the machine. */
export interface SshDeliveryFact extends FactBase {
  readonly kind: "ssh-delivery";
  readonly host: string | undefined;
  readonly user: string | undefined;
  /** The machine's public key, without which whoever answers is believed. */
  readonly hostKey: string | undefined;
  /** How long a machine that does not answer, or not with its key, holds everything up. */
  readonly timeout: string | undefined;
  /** Where Terraform's own key comes from: an agent, a file beside the configuration, or the configuration itself. */
  readonly credential: "agent" | "file" | "written" | "none";
}
