import type { KubernetesVersion } from "../../../lib";
import type { ManyAnswer, ManyRequest } from "../laboratory/ask-many";
import type { Layer } from "./layers";

/** A request to be made as somebody, with everything but who they are. */
export type Act = Omit<ManyRequest, "token" | "certificate">;

/**
 * A way by which somebody takes more than they were given, in the words of facts that are known of Kubernetes: what stops it, layer by
 * layer, and what shows that it worked.
 */
export interface Escalation {
  /** A sentence that goes on after "refuses everybody". */
  readonly name: string;
  /** The request, as it is made by the holder of this name; what it makes carries the name. */
  readonly act: (name: string) => Act;
  /** What it needs to be there, made by the administrator for each name. */
  readonly prepare?: (name: string) => readonly Act[];
  /** What the administrator puts back. */
  readonly undo?: (name: string) => readonly Act[];
  /** What a legitimate user does in its place on the same server; the administrator does it. @default - the act itself */
  readonly legitimate?: () => Act;
  /** Whether an answer says that it worked. @default - a status of 200 or 201 */
  readonly worked?: (answer: Pick<ManyAnswer, "status" | "message">) => boolean;
  /** What refuses it, in this order: each says its words only once those before it are taken out. */
  readonly layers: readonly Layer[];
  /** The versions of Kubernetes that have what it is about. @default - all */
  readonly on?: readonly KubernetesVersion[];
  /** Who may do it by their persona, so that nothing refuses them. */
  readonly mayByRole?: readonly string[];
}

export function worked({ worked: tells }: Escalation, answer: Pick<ManyAnswer, "status" | "message">): boolean {
  return tells === undefined ? answer.status === 200 || answer.status === 201 : tells(answer);
}

/** The request reached the node or the pod, which is not there: nothing on the way refused it. */
export function arrived({ status, message }: Pick<ManyAnswer, "status" | "message">): boolean {
  return status !== 0 && status !== 401 && status !== 403 && status !== 404 && message !== "";
}

/** A name that objects may have. */
export function objectName(name: string): string {
  return `laboratory-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

export const post = (path: string, body: object): Act => ({ path, method: "POST", body });
export const patch = (path: string, body: object): Act => ({
  path,
  method: "PATCH",
  body,
  contentType: "application/merge-patch+json",
});
export const remove = (path: string): Act => ({ path: `${path}?gracePeriodSeconds=0`, method: "DELETE" });
