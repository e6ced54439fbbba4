import { type ChildProcess, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ApiRequest } from "../laboratory/api-client";
import { LaboratoryAuthority } from "../laboratory/certificates";
import { askForCertificate, decision, signed } from "../laboratory/certificate-request";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import type { Attack, Seen, Weakening } from "./attack";
import { API_SERVER_POD, APPROVE_CERTIFICATES } from "./files";

const NODES = "/api/v1/nodes";
const PORT = 10_250;
/** A worker, and another one that somebody has taken over. */
export const WORKER = { name: "worker-1", address: "10.40.0.21" };
const TAKEN = { name: "worker-2", address: "10.40.0.22" };

/** Asks as a machine, by a kubelet's own certificate. */
function asMachine(plant: Plant, name: string, asked: ApiRequest) {
  return plant.ask({ ...asked, certificate: clientCertificate(plant, `system:node:${name}`, ["system:nodes"]) });
}

/** A machine says of itself what its address is: nothing but its own word stands behind it. */
export function says(plant: Plant, { name, address }: typeof WORKER): void {
  asMachine(plant, name, {
    path: NODES,
    method: "POST",
    body: { apiVersion: "v1", kind: "Node", metadata: { name, labels: { "kubernetes.io/hostname": name } } },
  });
  const addresses = [
    { type: "InternalIP", address },
    { type: "Hostname", address: name },
  ];
  // Addresses are merged by their type; a list of one's own replaces the other.
  const body = { status: { addresses, daemonEndpoints: { kubeletEndpoint: { Port: PORT } } } };
  const { status, message } = asMachine(plant, name, {
    path: `${NODES}/${name}/status`,
    method: "PATCH",
    contentType: "application/merge-patch+json",
    body,
  });
  if (status !== 200) throw new Error(`${name} cannot say its address: ${status} ${message}`);
}

interface Serving {
  readonly as: string;
  readonly names: string;
}

/** Asks for what a kubelet serves with, and has the machine decide. */
async function serving(plant: Plant, { as, names }: Serving) {
  const wanted = {
    subject: `/O=system:nodes/CN=system:node:${as}`,
    signer: "kubernetes.io/kubelet-serving",
    usages: ["digital signature", "server auth"],
    names,
  };
  const certificate = clientCertificate(plant, `system:node:${as}`, ["system:nodes"]);
  const { name, answer } = askForCertificate(plant, wanted, { certificate });
  plant.machine.mustRun("sh", APPROVE_CERTIFICATES);
  const decided =
    answer.status === 201 ? (decision(plant, name) ?? "nothing decided") : `${answer.status} ${answer.message}`;
  const got = decided.startsWith("Approved") ? await signed(plant, name) : undefined;
  const files = { certificate: join(plant.folder, `${name}.crt`), key: join(plant.folder, `${name}.key`) };
  if (got !== undefined) writeFileSync(files.certificate, got);
  return { decided, auditId: answer.auditId, got, files };
}

/** A machine that says where it is, and asks for names. */
function asksFor(where: typeof WORKER, asked: Omit<Serving, "as">, denied: RegExp): Attack["attack"] {
  return async (plant): Promise<Seen> => {
    says(plant, where);
    const { decided, auditId, got } = await serving(plant, { as: where.name, ...asked });
    if (where.name === TAKEN.name) says(plant, TAKEN);
    const alternative = got === undefined ? "" : `, for ${new X509Certificate(got).subjectAltName}`;
    return {
      saw: `${decided}${alternative}`,
      got: got !== undefined,
      ...(auditId === undefined ? {} : { auditId }),
      ...(denied.test(decided) ? { refusedBy: decided } : {}),
    };
  };
}

const legitimate = asksFor(WORKER, { names: "DNS:worker-1,IP:10.40.0.21" }, /$^/);

function without(name: string, from: string, to: string): Weakening {
  return { name, edits: [{ file: APPROVE_CERTIFICATES, from, to }] };
}

const ANY_NAME = without(
  "whoever asks is given any name",
  'case ";$3;" in *";$extensions;"*) ;;',
  'case ";$3;" in *) ;;',
);
const serves = (name: string, attack: Attack["attack"], weakening: Weakening): Attack => ({
  name,
  attack,
  legitimate,
  weakening,
});

const OTHER_NAMES = /^Denied: it asks for other names, addresses or extensions/;

export const KUBELET_SERVING_ATTACKS: readonly Attack[] = [
  serves(
    "a machine that wants to serve under the API server's name",
    asksFor(TAKEN, { names: "DNS:worker-2,DNS:api.plant-berlin.example.com,IP:10.40.0.22" }, OTHER_NAMES),
    ANY_NAME,
  ),
  serves(
    "a machine that wants to serve under another one's address",
    asksFor(TAKEN, { names: "DNS:worker-2,IP:10.40.0.21" }, OTHER_NAMES),
    ANY_NAME,
  ),
  serves(
    "a machine that says to have another one's address",
    asksFor(
      { ...TAKEN, address: WORKER.address },
      { names: "DNS:worker-2,IP:10.40.0.21" },
      /^Denied: another machine has this name or address$/,
    ),
    without("a machine may have another one's address", ".address == $address or .address == $name)", "false)"),
  ),
  serves(
    "a machine that says to have the control plane's address",
    asksFor(
      { ...TAKEN, address: "10.40.0.11" },
      { names: "DNS:worker-2,IP:10.40.0.11" },
      /^Denied: the address is not that of this control plane, or is that of one$/,
    ),
    without("nobody looks for the control planes' addresses", "(.name == $name) != (.address == $address)", "false"),
  ),
  serves(
    "a machine that says to have an address where no machines are",
    asksFor(
      { ...TAKEN, address: "10.96.0.1" },
      { names: "DNS:worker-2,IP:10.96.0.1" },
      /^Denied: the address is in no range of machines$/,
    ),
    without(
      "machines may be anywhere",
      "any($settings[0].machineRanges[]; . as $range | $address | inside($range))",
      "true",
    ),
  ),
];

/** Somebody answers in a kubelet's place, with whatever certificate he has. */
async function answers(plant: Plant, with_: { readonly certificate: string; readonly key: string }): Promise<Seen> {
  const { certificate, key } = with_;
  const server: ChildProcess = spawn(
    "nsenter",
    [
      `--net=/var/run/netns/${plant.hosts.worker.namespace}`,
      ...["openssl", "s_server", "-quiet", "-www", "-accept", `${WORKER.address}:${PORT}`],
      ...["-cert", certificate, "-key", key],
    ],
    { stdio: "ignore" },
  );
  try {
    await setTimeout(700);
    const { status, message, body, auditId } = plant.asAdministrator({ path: `${NODES}/${WORKER.name}/proxy/pods` });
    const refused = /certificate signed by unknown authority|certificate is valid for [^,]*, not [0-9.]+/.exec(
      body,
    )?.[0];
    return {
      saw: `${status} ${status === 200 ? "what the stand-in said" : (message || body).slice(0, 200)}`,
      got: status === 200,
      ...(auditId === undefined ? {} : { auditId }),
      ...(status === 200 || refused === undefined ? {} : { refusedBy: `${status} ${refused}` }),
    };
  } finally {
    server.kill("SIGKILL");
  }
}

/** By the certificate that the machine was given. */
async function asItself(plant: Plant): Promise<Seen> {
  says(plant, WORKER);
  const { files } = await serving(plant, { as: WORKER.name, names: "DNS:worker-1,IP:10.40.0.21" });
  return answers(plant, files);
}

const NOT_VERIFIED: Weakening = {
  name: "the API server verifies no kubelet",
  edits: [{ file: API_SERVER_POD, from: "    - --kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt\n", to: "" }],
};

/** The API server is the one that refuses. */
export const STAND_IN_ATTACKS: readonly Attack[] = [
  {
    name: "somebody who answers at a machine's address in its kubelet's place, by a certificate of his own",
    attack: async (plant) => {
      says(plant, WORKER);
      const foreign = new LaboratoryAuthority(join(plant.folder, `foreign-${Date.now()}`));
      return answers(plant, foreign.serve("worker-1", WORKER.address));
    },
    legitimate: asItself,
    weakening: NOT_VERIFIED,
  },
  {
    name: "another machine that answers at a machine's address, by the certificate that it was given itself",
    attack: async (plant) => {
      says(plant, TAKEN);
      const { files } = await serving(plant, { as: TAKEN.name, names: "DNS:worker-2,IP:10.40.0.22" });
      return answers(plant, files);
    },
    legitimate: asItself,
    weakening: NOT_VERIFIED,
  },
];
