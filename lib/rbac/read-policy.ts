import type { Binding } from "./binding";
import { MOST_OBJECTS, type Policy, PolicyTooLarge } from "./policy";
import { FieldReader, isObject, type JsonObject, type PolicyIssue } from "./read-fields";
import { RBAC_GROUP, readBinding } from "./read-binding";
import { readRole } from "./read-role";
import type { Role } from "./role";

/** Objects of one file, parsed. */
export interface PolicyDocument {
  readonly source: string;
  readonly objects: readonly unknown[];
}

/** What the documents hold of roles and bindings, and everything that is wrong with those. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly issues: readonly PolicyIssue[];
  /** Objects that are neither roles nor bindings. */
  readonly others: number;
  /** Objects without a namespace of their own, which were read as if they stood in the one of the options. */
  readonly placed: readonly string[];
}

/** As deep as lists may hold lists. */
export const DEEPEST_LIST = 16;

const KINDS = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"] as const;
type RbacKind = (typeof KINDS)[number];

/**
 * Reads every Role, ClusterRole and binding, also out of lists. What the API server of Kubernetes 1.35 would refuse is an issue.
 *
 * @param namespace where objects belong that name no namespace, as with `kubectl --namespace`
 * @throws PolicyTooLarge
 */
export function readPolicy(documents: readonly PolicyDocument[], namespace: string): ReadPolicy {
  const reader = new PolicyReader(namespace);
  for (const { source, objects } of documents)
    objects.forEach((object, index) => {
      reader.read(object, source, `document ${index + 1}`, 0);
    });
  const { roles, bindings, issues, others, placed } = reader;
  return { policy: { roles, bindings }, issues, others, placed };
}

class PolicyReader {
  readonly roles: Role[] = [];
  readonly bindings: Binding[] = [];
  readonly issues: PolicyIssue[] = [];
  readonly placed: string[] = [];
  others = 0;

  constructor(private readonly namespace: string) {}

  /** @param place the object, until it is known by its name */
  read(object: unknown, source: string, place: string, depth: number): void {
    if (!isObject(object)) {
      this.issues.push({
        source,
        object: place,
        at: "",
        got: String(object),
        allowed: "an object",
        fix: "Take it out.",
      });
      return;
    }
    const fields = FieldReader.of(object, { source, object: place }, this.issues);
    const [apiVersion, kind] = [object.apiVersion, object.kind];
    if (typeof kind !== "string" || typeof apiVersion !== "string") {
      const isMeant = ["roleRef", "aggregationRule"].some((name) => Object.hasOwn(object, name)) || hasRules(object);
      if (isMeant || depth > 0)
        fields.refuse(typeof kind === "string" ? "apiVersion" : "kind", "apiVersion and kind", "Write both.");
      else this.others += 1;
      return;
    }
    if (kind.endsWith("List") && Array.isArray(object.items)) this.readList(object, kind, source, place, depth);
    else if (apiVersion.split("/")[0] !== RBAC_GROUP) this.others += 1;
    else if (apiVersion !== `${RBAC_GROUP}/v1`)
      fields.refuse("apiVersion", `${RBAC_GROUP}/v1`, "Write it: no other version is served since Kubernetes 1.22.");
    else if (!isRbacKind(kind)) fields.refuse("kind", KINDS.join(", "), "Write one of these.");
    else this.readObject(object, kind, source, place);
  }

  private readList(list: JsonObject, kind: string, source: string, place: string, depth: number): void {
    if (depth >= DEEPEST_LIST) {
      const fields = FieldReader.of(list, { source, object: place }, this.issues);
      fields.refuse("items", `lists in lists, ${DEEPEST_LIST} deep`, "Take the lists apart.");
      return;
    }
    // Items of a typed list, as the API gives them, say neither their version nor their kind.
    const ofType = kind.slice(0, -"List".length);
    const implied = isRbacKind(ofType) ? { apiVersion: list.apiVersion, kind: ofType } : {};
    (list.items as readonly unknown[]).forEach((item, index) => {
      this.read(isObject(item) ? { ...implied, ...item } : item, source, `${place}, items[${index}]`, depth + 1);
    });
  }

  private readObject(object: JsonObject, kind: RbacKind, source: string, place: string): void {
    if (this.roles.length + this.bindings.length >= MOST_OBJECTS)
      throw new PolicyTooLarge(`there are more than ${MOST_OBJECTS} roles and bindings`);
    const metadata = isObject(object.metadata) ? object.metadata : {};
    const written = typeof metadata.namespace === "string" ? metadata.namespace : "";
    const named = typeof metadata.name === "string" && metadata.name !== "";
    const isBounded = kind === "Role" || kind === "RoleBinding";
    const namespace = isBounded ? (written === "" ? this.namespace : written) : "";
    const title = `${kind} ${isBounded ? `${namespace}/` : ""}${named ? metadata.name : `(${place})`}`;
    const fields = FieldReader.of(object, { source, object: title }, this.issues);
    const name = fields.object("metadata").needed("name", "Name the object.");
    fields.object("metadata").text("namespace", "Write the namespace as a text.");
    if (name === undefined) return;
    if (/[/%]/.test(name) || name === "." || name === "..")
      fields.object("metadata").refuse("name", "a name without / and %", "Rename it.");
    if (isBounded && written === "") this.placed.push(title);
    if (kind === "Role" || kind === "ClusterRole") this.roles.push(readRole(fields, { kind, name, namespace, source }));
    else {
      const binding = readBinding(fields, { kind, name, namespace, source });
      if (binding !== undefined) this.bindings.push(binding);
    }
  }
}

function isRbacKind(kind: string): kind is RbacKind {
  return (KINDS as readonly string[]).includes(kind);
}

/** Whether an object without a kind was meant as a role. */
function hasRules({ rules }: JsonObject): boolean {
  return Array.isArray(rules) && rules.some((rule) => isObject(rule) && Array.isArray(rule.verbs));
}
