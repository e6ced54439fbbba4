import type { FactBase } from "./fact-base";

/** Where a machine's container runtime pulls images from. */
export interface ImageRegistriesFact extends FactBase {
  readonly kind: "image-registries";
  /** By the registry that an image names, `*` for all; with the URLs that are asked instead, in order. */
  readonly mirrors: readonly { readonly registry: string; readonly endpoints: readonly string[] }[];
  /** Settings of registries that are talked to, by host. */
  readonly hosts: readonly {
    readonly host: string;
    /** Whether its certificate is checked. */
    readonly verified: boolean;
    /** Whether credentials for it stand in the document. */
    readonly credentials: boolean;
  }[];
  /** Whether the registry that an image names is asked when no mirror answers. */
  readonly fallsBack: boolean;
}
