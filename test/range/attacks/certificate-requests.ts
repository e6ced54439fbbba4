import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiAnswer } from "../laboratory/api-client";
import { approve, askForCertificate, hoursOf, signed, type Wanted } from "../laboratory/certificate-request";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { type Attack, request, type Seen, type Weakening } from "./attack";
import { APPROVE_CERTIFICATES, CONTROLLER_MANAGER_POD } from "./files";

const FOR_PEOPLE = "kubernetes.io/kube-apiserver-client";
const FOR_KUBELETS = "kubernetes.io/kube-apiserver-client-kubelet";
const HOUR = 3600;
const DAY = 24 * HOUR;

const OPERATORS_APPROVE: Weakening = {
  name: "the role operator approves certificates",
  edits: [],
  manifests: [
    {
      kind: "ClusterRole",
      name: "portcullis:operator",
      from: "rules:\n",
      to: `rules:
  - apiGroups: [certificates.k8s.io]
    resources: [certificatesigningrequests/approval]
    verbs: [update]
  - apiGroups: [certificates.k8s.io]
    resources: [signers]
    resourceNames: [${FOR_PEOPLE}]
    verbs: [approve]
`,
    },
    // What keeps even an administrator from it.
    {
      kind: "ValidatingAdmissionPolicyBinding",
      name: "certificates-approved-on-machines",
      from: "    - Deny\n",
      to: "",
    },
  ],
};

const ANY_LIFE: Weakening = {
  name: "requests for client certificates of any life are reported and not refused",
  edits: [],
  manifests: [
    { kind: "ValidatingAdmissionPolicyBinding", name: "short-lived-client-certificates", from: "    - Deny\n", to: "" },
  ],
};

const SIGNED_FOR_A_YEAR: Weakening = {
  name: "the signer signs for a year",
  edits: [
    {
      file: CONTROLLER_MANAGER_POD,
      from: "--cluster-signing-duration=720h0m0s",
      to: "--cluster-signing-duration=8760h0m0s",
    },
  ],
};

const CAROL: Wanted = { subject: "/CN=cert:carol", signer: FOR_PEOPLE, seconds: HOUR };

/** An operator who logged in with a second factor approves a request of somebody's, and what is signed then opens the API. */
async function approvesAsOperator(plant: LaboratoryCluster): Promise<Seen> {
  const { name } = askForCertificate(plant, CAROL);
  const token = plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] });
  const answer = approve(plant, name, token);
  const seen = request<LaboratoryCluster>(() => answer, { status: 403, message: "cannot update resource" })(plant);
  return seen.got ? opens(plant, name) : seen;
}

/** Who holds the right by a role of its own, and by the policy: the machine. */
async function approvedByMachine(plant: LaboratoryCluster): Promise<Seen> {
  const token = plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] });
  const { name } = askForCertificate(
    plant,
    { ...CAROL, subject: "/O=cert:plant-recovery/CN=cert:oidc:alice" },
    { token },
  );
  plant.machine.mustRun("sh", APPROVE_CERTIFICATES);
  return opens(plant, name, "cert:oidc:alice");
}

/** Whether the API server believes what was signed. */
async function opens(plant: LaboratoryCluster, name: string, who = "cert:carol"): Promise<Seen> {
  const certificate = await signed(plant, name);
  if (certificate === undefined) return { saw: "nothing was signed", got: false };
  const own = join(plant.folder, `${name}.crt`);
  writeFileSync(own, certificate);
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const { status, body: says } = plant.ask({
    path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
    method: "POST",
    body,
    certificate: { certificate: own, key: join(plant.folder, `${name}.key`) },
  });
  const got = status === 201 && says.includes(who);
  return { saw: `${status}, as ${got ? who : "nobody"}, for ${hoursOf(certificate)} hours`, got };
}

const asksWithout = (wanted: Wanted) =>
  request((plant: LaboratoryCluster) => askForCertificate(plant, wanted).answer, {
    status: 403,
    message: "a client certificate must state its life",
  });

const asksForAnHour = request((plant: LaboratoryCluster) => askForCertificate(plant, CAROL).answer, {
  status: -1,
  message: "",
});

/** A machine's certificate: asked for a year, or for a day, approved by the administrator. */
async function kubeletFor(plant: LaboratoryCluster, days: number): Promise<Seen> {
  const subject = "/O=system:nodes/CN=system:node:laboratory";
  const { name, answer } = askForCertificate(plant, { subject, signer: FOR_KUBELETS, seconds: days * DAY });
  approve(plant, name);
  const certificate = await signed(plant, name);
  if (certificate === undefined) return { saw: "nothing was signed", got: false };
  const hours = hoursOf(certificate);
  const capped = hours <= 30 * 24;
  return {
    saw: `a certificate for ${hours} hours`,
    ...(answer.auditId === undefined ? {} : { auditId: answer.auditId }),
    got: days > 30 ? !capped : capped,
    ...(days > 30 && capped ? { refusedBy: "the certificate ends within 30 days" } : {}),
  };
}

/** Where the description knows operators. */
export const APPROVAL_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "an operator with a second factor who approves a certificate",
    attack: approvesAsOperator,
    legitimate: approvedByMachine,
    weakening: OPERATORS_APPROVE,
  },
];

export const CERTIFICATE_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "a request for a client certificate that states no life",
    attack: asksWithout({ subject: "/CN=cert:carol", signer: FOR_PEOPLE }),
    legitimate: asksForAnHour,
    weakening: ANY_LIFE,
  },
  {
    name: "a request for a client certificate of a year",
    attack: asksWithout({ ...CAROL, seconds: 365 * DAY }),
    legitimate: asksForAnHour,
    weakening: ANY_LIFE,
  },
  {
    name: "a kubelet's certificate for a year",
    attack: (plant) => kubeletFor(plant, 365),
    legitimate: (plant) => kubeletFor(plant, 1),
    weakening: SIGNED_FOR_A_YEAR,
  },
];

/** What the API server refuses by itself: no line of ours stops it, so none can be taken out. */
export function asksForMasters(plant: LaboratoryCluster): ApiAnswer {
  return askForCertificate(plant, { ...CAROL, subject: "/O=system:masters/CN=cert:carol" }).answer;
}
