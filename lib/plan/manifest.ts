import type { Provenance } from "./provenance";

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The content of a Kubernetes object. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly [field: string]: unknown;
}

/** A Kubernetes object that the cluster must hold. */
export interface Manifest extends Provenance {
  /** A stable name within its construct, `kebab-case`; becomes the construct id. */
  readonly id: string;
  readonly object: KubernetesObject;
}
