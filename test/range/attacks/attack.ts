import type { ApiAnswer } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";

/** What somebody saw who tried something. */
export interface Seen {
  /** In a few words, for the report: `401 Unauthorized`. */
  readonly saw: string;
  /** The request's event in the audit record, where there was a request. */
  readonly auditId?: string;
  /** Whether they got what they were after. */
  readonly got: boolean;
  /** What shows that it was refused, and by what; absent when nothing does, for silence alone proves nothing. */
  readonly refusedBy?: string;
}

/** One text of the written files, and what stands there once a hardening is taken out. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One text of an object of the cluster's manifests, as they are on disk, and what stands there once a hardening is taken out. */
export interface ManifestEdit {
  readonly kind: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** One hardening, taken out of the files that the synthesis wrote or that kubeadm made of them. */
export interface Weakening {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Objects are applied anew; an attack is then tried until they are in force. */
  readonly manifests?: readonly ManifestEdit[];
}

/**
 * An attack on one hardening, with the two twins without which it proves nothing: what a legitimate user does in its
 * place must succeed on the same server, and the attack itself must succeed once the hardening is gone.
 */
export interface Attack<Cluster = Plant> {
  /** A sentence that goes on after "refuses". */
  readonly name: string;
  readonly attack: (cluster: Cluster) => Seen | Promise<Seen>;
  readonly legitimate: (cluster: Cluster) => Seen | Promise<Seen>;
  readonly weakening: Weakening;
}

/** A request that is after an answer of 200, and is refused by the server in words. */
export function request<Cluster = Plant>(
  ask: (cluster: Cluster) => ApiAnswer,
  refused: { readonly status: number; readonly message: string },
): (cluster: Cluster) => Seen {
  return (cluster) => {
    const { status, message, auditId } = ask(cluster);
    const asExpected = status === refused.status && message.includes(refused.message);
    return {
      saw: status === 0 ? message : `${status} ${message}`.trim(),
      ...(auditId === undefined ? {} : { auditId }),
      got: status === 200 || status === 201,
      ...(asExpected ? { refusedBy: `${status} ${refused.message}` } : {}),
    };
  };
}

/** A request that must be answered. */
export function allowed<Cluster = Plant>(ask: (cluster: Cluster) => ApiAnswer): (cluster: Cluster) => Seen {
  return request(ask, { status: -1, message: "" });
}
