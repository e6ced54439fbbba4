import type { Written } from "./acts";
import type { ManyRequest } from "../laboratory/ask-many";

/** Something that somebody asks of the API server. */
export type Act = Pick<ManyRequest, "path" | "method" | "body" | "contentType">;

/**
 * Who asks: kubeadm's administrator; a program of the tenant with a role that allows everything tried here; somebody in the
 * group of those who break glass, whose RBAC was loosened; a person with the attributes that the namespace asks for, and one without; what decides on
 * requests for certificates.
 */
export type Who = "administrator" | "tenant" | "glass" | "person" | "stranger" | "decider";

/** How a request reaches the API server. A template is judged by the pods that a controller makes of it. */
export type Way =
  | "create"
  | "update"
  | "patch"
  | "server-side apply"
  | "delete"
  | "delete all"
  | "connect"
  | "scale"
  | "ephemeral container"
  | "init container"
  | "workload template"
  | "dry run";

/** One request that passes and one that is refused, by the same way. */
export interface Case {
  readonly way: Way;
  /** What differs, where a way is tried twice. */
  readonly of?: string;
  /** @default "administrator" */
  readonly as?: Who;
  /** Who does what passes. @default - who is refused */
  readonly passesAs?: Who;
  /** What the administrator makes first; every attempt has a name of its own. */
  readonly before?: (name: string) => readonly Act[];
  readonly refused: (name: string) => Act;
  readonly passes: (name: string) => Act;
  /** What the refusal says after the policy's name. */
  readonly says: string;
  /** The status of the refusal. @default 403 */
  readonly status?: number;
  /** What the refused one is told by the layer behind the policy, once the policy is lifted. @default - it gets through */
  readonly behind?: string;
  /** How the server answers once admission has let it through. @default - with 200 or 201 */
  readonly through?: string;
}

/** What is tried of one policy. */
export interface Row {
  readonly policy: string;
  /** What the administrator makes before all of it. */
  readonly prepare?: readonly Act[];
  /** Namespaces with what stands in them, to be made before it. */
  readonly namespaces?: readonly (readonly Written[])[];
  /** Policies that refuse the same and are lifted all the while. */
  readonly beside?: readonly string[];
  readonly cases: readonly Case[];
  /** Written objects, by kind and name, that are gone or changed once the policy was lifted. */
  readonly putBack?: readonly (readonly [kind: string, name: string])[];
}

/** A case in words. */
export function nameOf({ way, of }: Case): string {
  return of === undefined ? way : `${way}, ${of}`;
}
