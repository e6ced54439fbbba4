import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { clientCertificate } from "../laboratory/client-certificate";
import { eventually } from "../laboratory/eventually";
import { CONTROL_PLANE, WORKER } from "./machines";
import type { NodeMachine } from "./node-machine";
import type { WholePlant } from "./whole-plant";

const FOLDER = "/var/lib/kubelet/pki";
const CURRENT = `${FOLDER}/kubelet-client-current.pem`;

/** A kubelet's client certificate at two times. */
export interface Renewed {
  readonly given: X509Certificate;
  readonly now: X509Certificate;
}

/** Gives a worker's kubelet a certificate of half a minute, and waits until it has another one by itself. */
export async function kubeletRenews(plant: WholePlant): Promise<Renewed> {
  const given = give(plant, plant.worker, WORKER.name, 40);
  await plant.worker.restartKubelet();
  const now = () => certificateOf(plant.worker);
  return { given, now: await eventually(now, ({ serialNumber }) => serialNumber !== given.serialNumber, 60) };
}

/** The control plane's kubelet is off until its certificate has ended; what its unit runs before it brings it back. */
export async function controlPlaneComesBack(plant: WholePlant): Promise<Renewed & { readonly heartbeat: boolean }> {
  const { machine } = plant.controlPlane;
  await machine.stop("kubelet");
  const given = give(plant, plant.controlPlane, CONTROL_PLANE.name, 2);
  await setTimeout(3000);
  machine.mustRun("/usr/local/sbin/portcullis-renew-ended-certificates");
  const stopped = heartbeatOf(plant, CONTROL_PLANE.name);
  plant.controlPlane.startKubelet();
  const heartbeat = await eventually(
    () => heartbeatOf(plant, CONTROL_PLANE.name),
    (time) => time !== stopped,
    60,
  );
  return { given, now: certificateOf(plant.controlPlane), heartbeat: heartbeat !== stopped };
}

/** How a worker came back, and what was refused meanwhile, in words. */
export interface CameBack extends Renewed {
  readonly before: boolean;
  readonly after: boolean;
  readonly refused: Readonly<
    Record<"another name" | "a control plane" | "signed twice" | "another's certificate" | "taken twice", string>
  >;
}

const HAND_OVER = "/usr/local/sbin/portcullis-hand-over";
const JOIN_AGAIN = "/usr/local/sbin/portcullis-join-again";

/** A worker is off until its certificate has ended; its request, signed on the first machine for its name, lets it in again. */
export async function workerComesBack(plant: WholePlant): Promise<CameBack> {
  const { machine } = plant.worker;
  await machine.stop("kubelet");
  const given = give(plant, plant.worker, WORKER.name, 2);
  await setTimeout(3000);
  const stopped = heartbeatOf(plant, WORKER.name);
  plant.worker.startKubelet();
  // As long as three heartbeats would take.
  const before = await eventually(
    () => heartbeatOf(plant, WORKER.name),
    (time) => time !== stopped,
    30,
  );
  await machine.stop("kubelet");
  const sign = (name: string, request: Buffer) => plant.machine.runWith(request, HAND_OVER, "again", name);
  const take = (certificate: Buffer) => machine.runWith(certificate, JOIN_AGAIN, "take");
  const earlier = machine.runWith("", JOIN_AGAIN, "ask");
  const old = sign(WORKER.name, earlier);
  const request = machine.runWith("", JOIN_AGAIN, "ask");
  const refused = {
    "another name": wordsOf(() => sign("worker-2", request)),
    "a control plane": wordsOf(() => sign(CONTROL_PLANE.name, request)),
    "signed twice": wordsOf(() => sign(WORKER.name, earlier)),
    // Of a request that nobody waits for any more.
    "another's certificate": wordsOf(() => take(old)),
  };
  const handed = sign(WORKER.name, request);
  // There is no systemd: what the script would restart, the laboratory starts.
  machine.write({ path: "/usr/local/bin/systemctl", permissions: "0755", content: "#!/bin/sh\n" });
  take(handed);
  const twice = wordsOf(() => take(handed));
  machine.mustRun("rm", "/usr/local/bin/systemctl");
  plant.worker.startKubelet();
  const after = await eventually(
    () => heartbeatOf(plant, WORKER.name),
    (time) => time !== stopped,
    60,
  );
  const now = certificateOf(plant.worker);
  return {
    given,
    now,
    before: before !== stopped,
    after: after !== stopped,
    refused: { ...refused, "taken twice": twice },
  };
}

/** With what words something ended that must not succeed. */
function wordsOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String(error);
  }
  return "it succeeded";
}

function give(plant: WholePlant, node: NodeMachine, name: string, seconds: number): X509Certificate {
  const own = clientCertificate(plant, `system:node:${name}`, ["system:nodes"], { seconds });
  const content = readFileSync(own.certificate, "utf8") + readFileSync(own.key, "utf8");
  node.machine.write({ path: `${FOLDER}/kubelet-client-laboratory.pem`, permissions: "0600", content });
  node.machine.mustRun("ln", "-sfn", `${FOLDER}/kubelet-client-laboratory.pem`, CURRENT);
  return new X509Certificate(readFileSync(own.certificate));
}

function certificateOf({ machine }: NodeMachine): X509Certificate {
  return new X509Certificate(machine.read(CURRENT));
}

/** When a machine's kubelet last said that it is there. */
function heartbeatOf(plant: WholePlant, name: string): string {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`;
  const { body } = plant.asAdministrator({ path });
  return (JSON.parse(body) as { readonly spec?: { readonly renewTime?: string } }).spec?.renewTime ?? "";
}
