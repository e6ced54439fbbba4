import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { askForCertificate, decision, signed } from "../laboratory/certificate-request";
import { certificateOf } from "../laboratory/kubeconfig";
import type { Plant } from "../laboratory/plant";
import type { Attack, Seen, Weakening } from "./attack";
import { HAND_OVER } from "./files";

const SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";
const WORKER = "worker-1";

let handed = 0;

/** What the first machine hands over for a worker, as whoever caught it on its way reads it. */
function caught(plant: Plant, name: string) {
  handed += 1;
  const folder = `/run/handed-${handed}`;
  const { machine } = plant;
  machine.mustRun("sh", "-ec", `mkdir ${folder}; sh ${HAND_OVER} worker ${name} | tar -xf - -C ${folder}`);
  const kubeconfig = machine.read(`${folder}/portcullis/discovery.conf`);
  machine.mustRun("rm", "-r", folder);
  return certificateOf(kubeconfig, plant.folder, `handed-${handed}`);
}

/** Asks by a worker's credential for a kubelet's certificate of some name, and then says to the API server who it is. */
async function enrols(plant: Plant, as: string): Promise<Seen> {
  const wanted = { subject: `/O=system:nodes/CN=system:node:${as}`, signer: SIGNER };
  const { name, answer } = askForCertificate(plant, wanted, { certificate: caught(plant, WORKER) });
  const auditId = answer.auditId === undefined ? {} : { auditId: answer.auditId };
  const REFUSED = `can only create a node CSR with CN=system:node:${WORKER}`;
  if (answer.status !== 201)
    return {
      saw: `${answer.status} ${answer.message}`,
      got: false,
      ...auditId,
      ...(answer.status === 403 && answer.message.includes(REFUSED) ? { refusedBy: `403 ${REFUSED}` } : {}),
    };
  const certificate = await signed(plant, name);
  if (certificate === undefined) return { saw: decision(plant, name) ?? "nothing decided", got: false, ...auditId };
  const own = join(plant.folder, `${name}.crt`);
  writeFileSync(own, certificate);
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const { status, body: says } = plant.ask({
    path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
    method: "POST",
    body,
    certificate: { certificate: own, key: join(plant.folder, `${name}.key`) },
  });
  const got = status === 201 && says.includes(`"system:node:${as}"`);
  return { saw: `${status}, as ${got ? `system:node:${as}` : "somebody else"}`, got, ...auditId };
}

const legitimate: Attack["legitimate"] = (plant) => enrols(plant, WORKER);

const ANY_NAME: Weakening = {
  name: "what is handed over may ask for a machine of any name",
  edits: [
    {
      file: HAND_OVER,
      from: '--client-name "system:node:$name" --org system:nodes',
      to: "--client-name portcullis:joining --org system:bootstrappers:kubeadm:default-node-token",
    },
  ],
};

/** A credential for a machine that joins opens nothing of another one's. kubeadm's bindings for machines that join must be there. */
export const JOINING_ATTACKS: readonly Attack[] = [
  {
    name: "another worker's certificate to whoever caught what is handed over for a worker",
    attack: (plant) => enrols(plant, "worker-2"),
    legitimate,
    weakening: ANY_NAME,
  },
  {
    name: "a control plane's certificate to whoever caught what is handed over for a worker",
    attack: (plant) => enrols(plant, "cp-1"),
    legitimate,
    weakening: ANY_NAME,
  },
  {
    name: "to hand over a control plane's name to a worker",
    attack: (plant) => {
      const { status, output } = plant.machine.run("sh", "-c", `sh ${HAND_OVER} worker cp-1 | wc -c`);
      const REFUSED = "cp-1 is a control plane";
      const bytes = Number(/^(\d+)$/m.exec(output)?.[1] ?? 0);
      return {
        saw: `${bytes} bytes: ${output.trim().slice(0, 200)}`,
        got: status === 0 && bytes > 0,
        ...(bytes === 0 && output.includes(REFUSED) ? { refusedBy: REFUSED } : {}),
      };
    },
    legitimate,
    weakening: {
      name: "a worker may have a control plane's name",
      edits: [
        {
          file: HAND_OVER,
          from: 'if [ "$controls" != false ]; then echo "$name is a control plane" >&2; exit 1; fi\n',
          to: "",
        },
      ],
    },
  },
];
