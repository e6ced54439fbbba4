/** The object that a patch changes: one of those that the description makes, by its exact identity. */
export interface PatchTargetInput {
  readonly kind: string;
  readonly name: string;
  /**
   * The namespace of the object.
   *
   * @default - no namespace: the object stands in none
   */
  readonly namespace?: string | undefined;
}

/**
 * One operation of RFC 6902. Paths are JSON pointers (`/spec/hard/services`, `~1` for a slash in a key) and must exist, also
 * below what an `add` puts in. The identity of the object (`/kind`, `/apiVersion`, its name and namespace) cannot be changed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export type PatchOperationInput =
  | { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "copy"; readonly from: string; readonly path: string }
  | { readonly op: "move"; readonly from: string; readonly path: string };

/**
 * A change to a manifest for which there is no field. It is applied before the rules judge what is written, so that it cannot
 * take away what they demand; the object carries the reason as the annotation `portcullis.dev/patched`.
 */
export interface PatchInput {
  readonly target: PatchTargetInput;
  /** At least one, applied in this order, all or none. */
  readonly operations: readonly PatchOperationInput[];
  /** Why there is no other way: 10 to 200 characters. */
  readonly reason: string;
}
