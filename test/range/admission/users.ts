import type { ManyRequest } from "../laboratory/ask-many";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { LaboratoryAccount } from "../laboratory/service-account";
import { create, type Written } from "./acts";
import { TENANT } from "./objects";
import type { Act, Who } from "./row";

/** How somebody proves who they are. */
export type Credential = Pick<ManyRequest, "token" | "certificate">;
export type Users = Readonly<Record<Who, Credential>>;

const RBAC = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name: "laboratory", namespace: TENANT } };
const PERSON = "laboratory";
const ALL = ["create", "delete", "deletecollection", "get", "patch", "update"];

/** More than any persona may: what is refused then, admission refuses. */
const ROLE: Written = {
  ...RBAC,
  kind: "Role",
  rules: [
    {
      apiGroups: [""],
      resources: [
        ...[
          "configmaps",
          "limitranges",
          "pods",
          "pods/attach",
          "pods/ephemeralcontainers",
          "pods/eviction",
          "pods/exec",
        ],
        ...["pods/portforward", "pods/proxy", "resourcequotas", "serviceaccounts/token", "services/proxy"],
      ],
      verbs: ALL,
    },
    { apiGroups: ["apps"], resources: ["deployments", "deployments/scale"], verbs: ALL },
    { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ALL },
  ],
};

/** Everybody who asks for something, each by a credential of a real method. */
export function usersOf(plant: Plant): Users {
  const program = LaboratoryAccount.make(plant);
  const subjects = [
    { kind: "ServiceAccount", name: program.name, namespace: program.namespace },
    { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "portcullis:break-glass" },
    { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: `oidc:${PERSON}` },
  ];
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "laboratory" };
  for (const act of [create(ROLE), create({ ...RBAC, kind: "RoleBinding", roleRef, subjects })]) mustBeMade(plant, act);
  const claims = { amr: ["mfa"], groups: [PERSON], exp: Math.floor(Date.now() / 1000) + 3000 };
  return {
    administrator: { certificate: plant.administrator },
    tenant: { token: program.token() },
    glass: { certificate: clientCertificate(plant, "portcullis:break-glass:alice:1", ["portcullis:break-glass"]) },
    decider: { certificate: clientCertificate(plant, "portcullis-decider", ["portcullis:certificate-approver"]) },
    person: { token: plant.issuer.token({ ...claims, department: "production", change_ticket: "CHG-17" }) },
    stranger: { token: plant.issuer.token({ ...claims, department: "finance", change_ticket: "CHG-17" }) },
  };
}

function mustBeMade(plant: Plant, act: Act): void {
  const { status, message } = plant.asAdministrator(act);
  if (status !== 201) throw new Error(`${act.path}: ${status} ${message}`);
}
