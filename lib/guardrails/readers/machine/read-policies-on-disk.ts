import type { Fact } from "../../facts/fact";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { POLICIES_OF_EVERY_CLUSTER } from "../../reviewed-policies";
import { readAdmissionPolicies } from "../kubernetes/read-admission-policies";
import { type ReadObject, readIdentity, unjudged } from "../kubernetes/kubernetes-object";
import { openLists } from "../kubernetes/open-lists";
import type { MachineFile } from "./machine-file";

const GROUP = "admissionregistration.k8s.io/v1";
/** What the API server asks of the names of all that it reads from disk. */
const ON_DISK = /\.static\.k8s\.io$/;

/**
 * Reads the admission policies that an API server takes from a file. They are the policies of the same names without the ending that names on disk have,
 * and are judged as such; nothing else can stand there.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/manifest-admission-control/
 */
export function readPoliciesOnDisk(content: unknown, file: MachineFile): readonly Fact[] {
  const written = { content, construct: file.place.construct, position: file.path, document: file.place.document };
  const { objects, shapes } = openLists({ ...written, ours: file.ours });
  const unknown: UnknownShapeFact[] = [...shapes];
  const found: ReadObject[] = [];
  for (const one of objects) {
    const read = readIdentity(one);
    if (!("apiVersion" in read)) unknown.push(read);
    else if (read.apiVersion !== GROUP || !ON_DISK.test(read.name))
      unknown.push(
        unjudged(
          file.place,
          file.ours,
          `${read.kind} ${read.name}`,
          `${file.path} holds it, which an API server does not take from disk`,
        ),
      );
    else found.push({ ...read, name: read.name.replace(ON_DISK, ""), place: file.place });
  }
  const of = (kind: string) => found.filter((one) => one.kind === kind);
  const [policies, bindings] = [of("ValidatingAdmissionPolicy"), of("ValidatingAdmissionPolicyBinding")];
  for (const { kind, name } of found.filter((one) => !policies.includes(one) && !bindings.includes(one)))
    unknown.push(
      unjudged(file.place, file.ours, `${kind} ${name}`, "nobody here judges what it changes or sends elsewhere"),
    );
  if (!policies.some(({ name }) => POLICIES_OF_EVERY_CLUSTER.includes(name)))
    unknown.push(
      unjudged(
        file.place,
        file.ours,
        file.path,
        "it holds none of the policies of every cluster, which are out of reach nowhere else",
      ),
    );
  return [...unknown, ...readAdmissionPolicies(policies, bindings, "on disk")];
}
