/** A document as it will be written, or as it was found on disk. Content is parsed JSON of the written text. */
export type WrittenDocument =
  | TerraformDocument
  | TerraformPlanDocument
  | ManifestsDocument
  | MachineDocument
  | UnrecognizedDocument;

/** One Terraform stack: the JSON of its one file, and what else Terraform would read in its folder. */
export interface TerraformDocument {
  readonly kind: "terraform";
  readonly name: string;
  readonly content: unknown;
  /** Other files in the stack's folder, by name. */
  readonly neighbours: readonly string[];
  /**
   * The path of the construct behind each resource, by address, where whoever renders knows it. It stands above what the
   * text says of itself, which an override can change; a resource that is missing here has no construct.
   */
  readonly constructs?: ReadonlyMap<string, string>;
}

/** The Kubernetes objects of one chart or file. */
export interface ManifestsDocument {
  readonly kind: "manifests";
  readonly name: string;
  readonly objects: readonly { readonly content: unknown; readonly construct?: string | undefined }[];
}

/** A text that a machine runs or loads, on its own: cloud-init user data, a kubeadm configuration, a firewall's ruleset. */
export interface MachineDocument {
  readonly kind: "machine";
  readonly name: string;
  readonly content: string;
  /** What it is, where whoever found it can tell better than the text does by itself. */
  readonly format?: "k3s";
}

/** What `terraform show -json` prints of a plan or a state. */
export interface TerraformPlanDocument {
  readonly kind: "terraform-plan";
  readonly name: string;
  readonly content: unknown;
}

/** A file that nobody could tell what it is: a finding, never passed over. */
export interface UnrecognizedDocument {
  readonly kind: "unrecognized";
  readonly name: string;
  /** Why it is none of what the readers know; goes on after "it". */
  readonly why: string;
}
