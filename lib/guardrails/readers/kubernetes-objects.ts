import type { ManifestsDocument } from "../document";
import type { Fact } from "../facts/fact";
import type { RoleFact } from "../facts/role";
import type { UnknownShapeFact } from "../facts/unknown-shape";
import { type ObjectReader, treatmentOf } from "./kubernetes/kinds";
import { malformed, type ReadObject, readIdentity, unjudged } from "./kubernetes/kubernetes-object";
import { openLists } from "./kubernetes/open-lists";
import { readArgoApplication } from "./kubernetes/read-argo-application";
import { readAdmissionPolicies } from "./kubernetes/read-admission-policies";
import { readConfigMap } from "./kubernetes/read-config-map";
import { readLogAgents } from "./kubernetes/read-log-agents";
import { checkNamespaceContent, readNamespace } from "./kubernetes/read-namespace";
import { readK3sChart } from "./kubernetes/read-k3s-charts";
import { readFluxKustomization, readFluxSource } from "./kubernetes/read-flux";
import { readNetworkExceptions } from "./kubernetes/read-network-exceptions";
import { readRole } from "./kubernetes/read-role";
import { heldInside, readRoleBinding, roleKey } from "./kubernetes/read-role-binding";
import { readSecret } from "./kubernetes/read-secret";
import { readService } from "./kubernetes/read-service";
import { readTrafficRoute } from "./kubernetes/read-traffic-routes";
import { readWorkload } from "./kubernetes/read-workload";

/**
 * Reads Kubernetes objects, those of all documents together: charts of one app are applied to one cluster, where a policy, a role
 * or a second object of one name counts wherever it was written. A kind that no rule judges and that is not known to be
 * harmless becomes an `unknown-shape`.
 */
export function readKubernetesObjects(
  documents: readonly ManifestsDocument[],
  isOurs: (constructPath: string) => boolean,
): readonly Fact[] {
  const opened = documents.flatMap((document) =>
    document.objects.map(({ content, construct }, index) =>
      openLists({
        content,
        construct,
        document: document.name,
        position: `object ${index + 1}`,
        // Without a construct nobody can say that it is somebody else's.
        ours: construct === undefined || isOurs(construct),
      }),
    ),
  );
  const identified = opened.flatMap(({ objects }) => objects).map(readIdentity);
  const objects = identified.filter((object): object is ReadObject => !isShape(object));
  return [
    ...opened.flatMap(({ shapes }) => shapes),
    ...identified.filter(isShape),
    ...writtenTwice(objects),
    ...objects.flatMap(unknownKind),
    ...objects.flatMap(readTrafficRoute),
    ...objects.flatMap(readK3sChart),
    ...readAll(objects),
  ];
}

function readAll(objects: readonly ReadObject[]): readonly Fact[] {
  const byReader = new Map<ObjectReader, ReadObject[]>();
  for (const object of objects) {
    const treatment = treatmentOf(object.apiVersion, object.kind);
    if (treatment?.treatment !== "read") continue;
    const list = byReader.get(treatment.reader);
    if (list === undefined) byReader.set(treatment.reader, [object]);
    else list.push(object);
  }
  const readBy = (reader: ObjectReader): readonly ReadObject[] => byReader.get(reader) ?? [];
  const namespaceContent = readBy("namespace-content");
  const held = heldInside(readBy("role-binding"));
  const roles = readBy("role").map((object) => ({ object, facts: readRole(object, held) }));
  const rolesByKey = new Map<string, RoleFact>();
  for (const { object, facts } of roles) {
    for (const fact of facts)
      if (fact.kind === "role") rolesByKey.set(roleKey(object.kind, object.namespace, object.name), fact);
  }
  return [
    ...readBy("namespace").map((namespace) => readNamespace(namespace, namespaceContent, readBy("admission-policy"))),
    ...namespaceContent.flatMap(checkNamespaceContent),
    ...namespaceContent.flatMap(readNetworkExceptions),
    ...roles.flatMap(({ facts }) => facts),
    ...readBy("role-binding").flatMap((binding) => readRoleBinding(binding, rolesByKey)),
    ...readAdmissionPolicies(readBy("admission-policy"), readBy("admission-policy-binding")),
    ...readBy("service").flatMap(readService),
    ...readBy("flux-source").flatMap(readFluxSource),
    ...readBy("flux-kustomization").flatMap(readFluxKustomization),
    ...readBy("argo-application").flatMap(readArgoApplication),
    ...readBy("workload").flatMap(readWorkload),
    ...readLogAgents(readBy("workload"), readBy("config-map")),
    ...readBy("secret").flatMap(readSecret),
    ...readBy("config-map").flatMap(readConfigMap),
  ];
}

function unknownKind(object: ReadObject): readonly UnknownShapeFact[] {
  const treatment = treatmentOf(object.apiVersion, object.kind);
  const what = `kind ${object.kind} of ${object.apiVersion}`;
  if (treatment === undefined) return [unjudged(object.place, object.ours, what, "no rule knows this kind")];
  return treatment.treatment === "opens"
    ? [unjudged(object.place, object.ours, what, `it ${treatment.why}, and no rule judges it`)]
    : [];
}

/** Of two objects of one name the later wins when they are applied, so that neither tells what the cluster will hold. */
function writtenTwice(objects: readonly ReadObject[]): readonly UnknownShapeFact[] {
  const seen = new Map<string, ReadObject>();
  return objects.flatMap((object) => {
    // The version is left out: two versions of one kind are one object.
    const group = object.apiVersion.includes("/") ? object.apiVersion.slice(0, object.apiVersion.indexOf("/")) : "";
    const key = JSON.stringify([group, object.kind, object.namespace, object.name]);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, object);
      return [];
    }
    const where =
      first.place.document === object.place.document
        ? "the document holds it twice"
        : `${first.place.document} holds it too`;
    return [
      malformed(object.place, object.ours, [
        `${where}, and the later one wins when both are applied; write it once, and give every cluster an app of its own`,
      ]),
    ];
  });
}

function isShape(object: ReadObject | UnknownShapeFact): object is UnknownShapeFact {
  return "what" in object;
}
