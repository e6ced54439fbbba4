import { type JsonObject, textAt, textsAt } from "./json-object";

/** The label by which the API server repeats the name of a namespace. */
export const NAME_LABEL = "kubernetes.io/metadata.name";

/** What stands in a cluster, as far as somebody handed it over: requests are judged with it. */
export class ClusterObjects {
  readonly #byIdentity: ReadonlyMap<string, JsonObject>;

  /** @param objects of two that are called alike, the later one counts */
  constructor(
    objects: readonly JsonObject[],
    /** What time it is there, as a moment in UTC; undefined where nobody says. */
    readonly now?: string,
  ) {
    this.#byIdentity = new Map(objects.map((object) => [identityOf(object), object]));
  }

  find(apiVersion: string, kind: string, namespace: string, name: string): JsonObject | undefined {
    return this.#byIdentity.get([groupOf(apiVersion), kind, namespace, name].join(" "));
  }

  /** The namespace as the API server has it, which adds its name as a label; undefined where nobody handed it over. */
  namespace(name: string): JsonObject | undefined {
    const found = this.find("v1", "Namespace", "", name);
    return found && { ...found, metadata: { ...(found.metadata as JsonObject), labels: namespaceLabels(found) } };
  }

  /** Every object of a kind in a namespace. */
  all(kind: string, namespace: string): readonly JsonObject[] {
    return [...this.#byIdentity.values()].filter(
      (object) => textAt(object, "kind") === kind && textAt(object, "metadata", "namespace") === namespace,
    );
  }
}

/** The labels of a namespace, the one that the API server sets by itself among them. */
export function namespaceLabels(namespace: JsonObject): Readonly<Record<string, string>> {
  const name = textAt(namespace, "metadata", "name");
  return { ...textsAt(namespace, "metadata", "labels"), [NAME_LABEL]: name };
}

/** The API group of an apiVersion; empty for the core. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** What makes an object the one that it is: its group, kind, namespace and name. */
export function identityOf(object: JsonObject): string {
  const namespace = textAt(object, "metadata", "namespace");
  return [
    groupOf(textAt(object, "apiVersion")),
    textAt(object, "kind"),
    namespace,
    textAt(object, "metadata", "name"),
  ].join(" ");
}
