import type { JsonObject } from "./json-object";

/** Who asks, as the API server knows them after authentication. */
export interface Asker {
  readonly username: string;
  readonly groups: readonly string[];
  /** Attributes, as an authenticator takes them from claims. */
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A request as the API server hands it to admission. */
export interface AdmissionRequest {
  readonly operation: "CREATE" | "UPDATE" | "DELETE" | "CONNECT";
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** The plural, `pods`; undefined for a kind of which nobody knows how the API server calls it. */
  readonly resource: string | undefined;
  /** Empty where the object itself is meant. */
  readonly subResource: string;
  /** Empty for what stands in no namespace, and for namespaces themselves. */
  readonly namespace: string;
  /** Empty when a collection is deleted. */
  readonly name: string;
  /** Absent of a deletion. */
  readonly object?: JsonObject | undefined;
  /** What stood there before; absent of a creation. */
  readonly oldObject?: JsonObject | undefined;
  readonly asker: Asker;
}
