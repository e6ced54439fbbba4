import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Credential,
  approve,
  askForCertificate,
  decision,
  signed,
  type Wanted,
} from "../laboratory/certificate-request";
import { clientCertificate } from "../laboratory/client-certificate";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { type Attack, type ManifestEdit, request, type Seen, type Weakening } from "./attack";
import { APPROVE_CERTIFICATES, CERTIFICATE_SETTINGS } from "./files";

const SIGNER = "kubernetes.io/kube-apiserver-client";
const HOUR = 3600;
const OWN: Wanted = { subject: "/O=cert:plant-recovery/CN=cert:oidc:alice", signer: SIGNER, seconds: 600 };

const NO_LIFE: Wanted = { subject: OWN.subject, signer: SIGNER };

/** Takes one check out of the script that decides. */
function without(name: string, from: string, to: string): Weakening {
  return { name, edits: [{ file: APPROVE_CERTIFICATES, from, to }] };
}

const ANY_SUBJECT = without(
  "whoever asks is given any subject",
  'case ";$2;" in *";${subject#subject=};"*) ;;',
  'case ";$2;" in *) ;;',
);

const operator = (plant: LaboratoryCluster): Credential => ({
  token: plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] }),
});

/** Who asks is another group. */
function askedBy(group: string): ManifestEdit {
  return { kind: "ClusterRoleBinding", name: "portcullis:certificate-asker", from: "oidc:plant-platform", to: group };
}

interface Goal {
  readonly wanted: Wanted;
  readonly by?: (plant: LaboratoryCluster) => Credential;
  /** What only the certificate asked for reads. @default - it is enough that it was signed */
  readonly reads?: string;
  /** What the request is denied with. */
  readonly denied: RegExp;
}

/** Asks, has the machine decide as its timer would, and takes what was signed to the API server. */
export async function asks(plant: LaboratoryCluster, { wanted, by = operator, reads, denied }: Goal): Promise<Seen> {
  const { name, answer } = askForCertificate(plant, wanted, by(plant));
  const auditId = answer.auditId === undefined ? {} : { auditId: answer.auditId };
  if (answer.status !== 201) return { saw: `${answer.status} ${answer.message}`, got: false, ...auditId };
  plant.machine.mustRun("sh", APPROVE_CERTIFICATES);
  const decided = decision(plant, name) ?? "nothing decided";
  if (!decided.startsWith("Approved"))
    return { saw: decided, got: false, ...auditId, ...(denied.test(decided) ? { refusedBy: decided } : {}) };
  const certificate = await signed(plant, name);
  if (certificate === undefined) return { saw: "approved, and nothing was signed", got: false };
  const own = join(plant.folder, `${name}.crt`);
  writeFileSync(own, certificate);
  const minutes = Math.round((Date.parse(new X509Certificate(certificate).validTo) - Date.now()) / 60_000);
  if (reads === undefined) return { saw: `signed for ${minutes} minutes`, got: true, ...auditId };
  const key = join(plant.folder, `${name}.key`);
  const opened = plant.ask({ path: reads, certificate: { certificate: own, key } });
  return { saw: `${opened.status} on ${reads}, for ${minutes} minutes`, got: opened.status === 200, ...auditId };
}

/** What somebody with a second factor is given: ten minutes of what he may do anyway. */
const legitimate = async (plant: LaboratoryCluster): Promise<Seen> => {
  const seen = await asks(plant, { wanted: OWN, reads: "/api/v1/nodes", denied: /$^/ });
  return { ...seen, got: seen.got && / for (9|10) minutes$/.test(seen.saw) };
};

const attack = (name: string, goal: Goal, weakening: Weakening): Attack<LaboratoryCluster> => ({
  name,
  attack: (plant) => asks(plant, goal),
  legitimate,
  weakening,
});

const SUBJECT = /^Denied: its subject is not CN=cert:oidc:alice,O=cert:plant-recovery$/;

/** A holder of a certificate of the group, as the authority's key can sign one. */
const certificateHolder = (plant: LaboratoryCluster): Credential => ({
  certificate: clientCertificate(plant, "cert:recoverer", ["cert:plant-recovery"]),
});

/** What stands before the machine's own decision. */
export const CERTIFICATE_ASKING_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "a request for a certificate by a viewer of one namespace, with a second factor",
    attack: request(
      (plant: LaboratoryCluster) => {
        const token = plant.issuer.token({ groups: ["plant-operators"], amr: ["mfa"] });
        return askForCertificate(plant, OWN, { token }).answer;
      },
      { status: 403, message: 'cannot create resource "certificatesigningrequests"' },
    ),
    legitimate,
    weakening: {
      name: "viewers may ask",
      edits: [],
      manifests: [askedBy("oidc:plant-operators")],
    },
  },
];

/** No policy judges requests: so that what the machine decides is seen, and not what stands before it. */
export const ANY_REQUEST: Weakening = {
  name: "any request for a certificate is taken",
  edits: [],
  manifests: [
    { kind: "ValidatingAdmissionPolicyBinding", name: "short-lived-client-certificates", from: "    - Deny\n", to: "" },
  ],
};

/** For the same reason: others ask as well, as by a careless colleague's binding. */
export const OTHER_ASKERS = {
  path: "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
  method: "POST",
  body: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "laboratory-askers" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "portcullis:certificate-asker" },
    subjects: ["cert:plant-recovery", "oidc:plant-operators"].map((name) => ({
      apiGroup: "rbac.authorization.k8s.io",
      kind: "Group",
      name,
    })),
  },
};

export const CERTIFICATE_APPROVAL_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  attack(
    "a certificate of a provider's group",
    {
      wanted: { ...OWN, subject: "/O=oidc:plant-platform/CN=cert:oidc:alice" },
      reads: "/apis/scheduling.k8s.io/v1/priorityclasses",
      denied: SUBJECT,
    },
    ANY_SUBJECT,
  ),
  attack(
    "a certificate of a provider's user",
    { wanted: { ...OWN, subject: "/O=cert:plant-recovery/CN=oidc:bob" }, reads: "/api/v1/nodes", denied: SUBJECT },
    ANY_SUBJECT,
  ),
  attack(
    "a certificate of kubeadm's administrators",
    {
      wanted: { ...OWN, subject: "/O=kubeadm:cluster-admins/CN=cert:oidc:alice" },
      reads: "/api/v1/secrets",
      denied: SUBJECT,
    },
    ANY_SUBJECT,
  ),
  attack(
    "a certificate of a machine, from the signer of people's",
    {
      wanted: { ...OWN, subject: "/O=system:nodes/CN=system:node:worker-1" },
      reads: "/api/v1/nodes/worker-1",
      denied: SUBJECT,
    },
    ANY_SUBJECT,
  ),
  attack(
    "a certificate of two groups",
    {
      wanted: { ...OWN, subject: "/O=cert:plant-recovery/O=oidc:plant-platform/CN=cert:oidc:alice" },
      reads: "/apis/scheduling.k8s.io/v1/priorityclasses",
      denied: SUBJECT,
    },
    ANY_SUBJECT,
  ),
  attack(
    "a certificate in the name of somebody else",
    { wanted: { ...OWN, subject: "/O=cert:plant-recovery/CN=cert:oidc:bob" }, reads: "/api/v1/nodes", denied: SUBJECT },
    ANY_SUBJECT,
  ),
  attack(
    "a certificate for two hours",
    { wanted: { ...OWN, seconds: 2 * HOUR }, reads: "/api/v1/nodes", denied: /^Denied: its life is above an hour/ },
    without("a life of ten hours is allowed", ".spec.expirationSeconds > 3600", ".spec.expirationSeconds > 36000"),
  ),
  attack(
    "a certificate that states no life",
    { wanted: NO_LIFE, reads: "/api/v1/nodes", denied: /^Denied: it states no life/ },
    without("a request may state no life", ".spec.expirationSeconds == null", "false"),
  ),
  attack(
    "a certificate for a weak key",
    {
      wanted: { ...OWN, key: ["-newkey", "rsa:1024"] },
      denied: /^Denied: its key is weak/,
    },
    without("RSA of 1024 bits is allowed", "(2048|3072|4096)", "(1024|2048|3072|4096)"),
  ),
  attack(
    "a certificate to whoever holds one already, and would renew it for ever",
    {
      by: certificateHolder,
      wanted: { ...OWN, subject: "/O=cert:plant-recovery/CN=cert:cert:recoverer" },
      reads: "/api/v1/nodes",
      denied: /^Denied: only somebody who has logged in/,
    },
    {
      name: "holders of certificates may ask for certificates",
      edits: [
        { file: APPROVE_CERTIFICATES, from: 'is("oidc(-[a-z0-9-]+)?:', to: 'is("cert:' },
        { file: CERTIFICATE_SETTINGS, from: '"oidc:plant-platform"', to: '"cert:plant-recovery"' },
      ],
    },
  ),
  attack(
    "a certificate to somebody with a second factor who holds less than it gives",
    {
      by: (plant) => ({ token: plant.issuer.token({ groups: ["plant-operators"], amr: ["mfa"] }) }),
      wanted: OWN,
      reads: "/api/v1/nodes",
      denied: /^Denied: whoever asks holds no persona/,
    },
    {
      name: "viewers of one namespace may ask",
      edits: [{ file: CERTIFICATE_SETTINGS, from: '"oidc:plant-platform"', to: '"oidc:plant-operators"' }],
    },
  ),
  {
    name: "an administrator who approves a certificate in place of the machine",
    attack: (plant) => {
      const { name } = askForCertificate(plant, { ...OWN, subject: "/O=oidc:plant-platform/CN=mallory" });
      const refused = { status: 403, message: "decided on by the control-plane machines alone" };
      return request<LaboratoryCluster>(() => approve(plant, name), refused)(plant);
    },
    legitimate,
    weakening: {
      name: "decisions of others are reported and not refused",
      edits: [],
      manifests: [
        {
          kind: "ValidatingAdmissionPolicyBinding",
          name: "certificates-approved-on-machines",
          from: "    - Deny\n",
          to: "",
        },
      ],
    },
  },
];

/** What is tried at the edge as well, where the same program decides by other keys. */
const AT_THE_EDGE = [
  "a certificate of a provider's group",
  "a certificate in the name of somebody else",
  "a certificate that states no life",
  "an administrator who approves a certificate in place of the machine",
];

/** Where k3s runs, it gives its kubelet a certificate by itself: whoever asks by the kubelet's own is after something else. */
export const EDGE_APPROVAL_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  ...CERTIFICATE_APPROVAL_ATTACKS.filter(({ name }) => AT_THE_EDGE.includes(name)),
  {
    name: "the machine's own credential that asks to serve under the API server's name, which k3s's authority would sign",
    attack: servesAsApiServer,
    legitimate,
    weakening: {
      name: "machines may be anywhere, and have any name",
      edits: [
        {
          file: APPROVE_CERTIFICATES,
          from: "any($settings[0].machineRanges[]; . as $range | $address | inside($range))",
          to: "true",
        },
        { file: APPROVE_CERTIFICATES, from: 'case ";$3;" in *";$extensions;"*) ;;', to: 'case ";$3;" in *) ;;' },
      ],
    },
  },
];

/** Says where it is, and asks for the name that clients know the API server by. */
async function servesAsApiServer(cluster: LaboratoryCluster): Promise<Seen> {
  const [, name = "", address = ""] =
    /"self": \{\s*"name": "([^"]+)",\s*"address": "([^"]+)"/.exec(cluster.machine.read(CERTIFICATE_SETTINGS)) ?? [];
  const certificate = clientCertificate(cluster, `system:node:${name}`, ["system:nodes"]);
  const nodes = "/api/v1/nodes";
  cluster.ask({
    path: nodes,
    method: "POST",
    certificate,
    body: { apiVersion: "v1", kind: "Node", metadata: { name, labels: { "kubernetes.io/hostname": name } } },
  });
  const status = { addresses: [{ type: "InternalIP", address }] };
  cluster.ask({
    path: `${nodes}/${name}/status`,
    method: "PATCH",
    certificate,
    contentType: "application/merge-patch+json",
    body: { status },
  });
  const wanted = {
    subject: `/O=system:nodes/CN=system:node:${name}`,
    signer: "kubernetes.io/kubelet-serving",
    usages: ["digital signature", "server auth"],
    names: `DNS:${cluster.endpoint.name},IP:${address}`,
  };
  const asked = askForCertificate(cluster, wanted, { certificate });
  const auditId = asked.answer.auditId === undefined ? {} : { auditId: asked.answer.auditId };
  cluster.machine.mustRun("sh", APPROVE_CERTIFICATES);
  const decided = decision(cluster, asked.name) ?? `${asked.answer.status} ${asked.answer.message}`;
  if (!decided.startsWith("Approved")) {
    const words = /^Denied: the address is in no range of machines$/.test(decided) ? { refusedBy: decided } : {};
    return { saw: decided, got: false, ...auditId, ...words };
  }
  const certificateText = await signed(cluster, asked.name);
  const names = certificateText === undefined ? "nothing" : new X509Certificate(certificateText).subjectAltName;
  return { saw: `signed for ${names}`, got: names?.includes(cluster.endpoint.name) ?? false, ...auditId };
}
