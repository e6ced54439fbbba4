import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiAnswer, ApiRequest } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";
import { type Attack, request, type Seen, type Weakening } from "./attack";
import { MAKE_KUBELET_CLIENT } from "./files";

const AS_KUBEADM_MAKES_IT: Weakening = {
  name: "the API server asks kubelets by an administrator's certificate, as kubeadm makes it",
  edits: [{ file: MAKE_KUBELET_CLIENT, from: "group=portcullis:kubelet-client", to: "group=kubeadm:cluster-admins" }],
};

/** Asks the API server by the certificate with which it asks kubelets, as it lies on the machine. */
function asApiServer(plant: Plant, asked: ApiRequest): ApiAnswer {
  const [certificate, key] = ["crt", "key"].map((ending) => {
    const file = join(plant.folder, `kubelet-client.${ending}`);
    writeFileSync(file, plant.machine.read(`/etc/kubernetes/pki/apiserver-kubelet-client.${ending}`));
    return file;
  });
  return plant.ask({ ...asked, certificate: { certificate: certificate ?? "", key: key ?? "" } });
}

/** What the certificate is for: the API server says that kubelets would let it in. */
function asksKubelets(plant: Plant): Seen {
  const { status, body } = asApiServer(plant, {
    path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    method: "POST",
    body: {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: { verb: "create", resource: "nodes", subresource: "proxy" } },
    },
  });
  const may = status === 201 && JSON.parse(body).status.allowed === true;
  return { saw: may ? "may create nodes/proxy" : `${status} ${body.slice(0, 200)}`, got: may };
}

export const KUBELET_CLIENT_ATTACKS: readonly Attack[] = [
  {
    name: "secrets to whoever has read the API server's own certificate for kubelets",
    attack: request((plant: Plant) => asApiServer(plant, { path: "/api/v1/secrets" }), {
      status: 403,
      message: 'cannot list resource "secrets"',
    }),
    legitimate: asksKubelets,
    weakening: AS_KUBEADM_MAKES_IT,
  },
];
