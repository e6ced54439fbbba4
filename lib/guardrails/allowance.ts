/**
 * A team's word that something which no rule can judge is theirs and leads nowhere: by its exact name, with a reason that
 * every report repeats. Allowances answer unknown shapes alone; nothing that a rule found wrong can be allowed.
 */
export interface Allowance {
  /** The exact Terraform address, construct path or file name: `module.dns`, `team/legacy`, `team.auto.tfvars`. */
  readonly name: string;
  /** At least ten characters: what it is and why it cannot open the cluster. */
  readonly why: string;
}
