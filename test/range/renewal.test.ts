import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stringify, parseAllDocuments } from "yaml";
import type { ApiAnswer } from "./laboratory/api-client";
import { tendStaticPods } from "./laboratory/static-pods";
import { clientCertificate } from "./laboratory/client-certificate";
import { certificateOf } from "./laboratory/kubeconfig";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant, plantOn } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

const PKI = "/etc/kubernetes/pki";
const LABORATORY = "/etc/kubernetes/laboratory-kubeadm.yaml";
const KUBELET = "/var/lib/kubelet/pki/kubelet-client-current.pem";
const LEAVES = [
  ...["apiserver", "apiserver-etcd-client", "front-proxy-client"],
  ...["etcd/server", "etcd/peer", "etcd/healthcheck-client"],
];
const MINUTES = 2;

interface Seen {
  /** The serial that the API server serves with. */
  readonly serial: string;
  readonly administrator: ApiAnswer;
  readonly kubelet: ApiAnswer;
  /** Of every certificate of kubeadm's: when it ends. */
  readonly ends: readonly number[];
}

/** Has kubeadm make everything for two minutes, by the written configuration with one line more. */
function makeShortLived(plant: Plant): void {
  const { machine } = plant;
  const documents = parseAllDocuments(machine.read("/etc/kubernetes/portcullis/kubeadm.yaml")).map((one) => one.toJS());
  const short = documents.map((one) =>
    one.kind === "ClusterConfiguration" ? { ...one, certificateValidityPeriod: `${MINUTES}m0s` } : one,
  );
  machine.write({ path: LABORATORY, permissions: "0600", content: short.map((one) => stringify(one)).join("---\n") });
  machine.mustRun("sh", "-ec", `cd ${PKI}; rm ${LEAVES.map((name) => `${name}.crt ${name}.key`).join(" ")}`);
  machine.mustRun("sh", "-ec", "cd /etc/kubernetes; rm admin.conf controller-manager.conf scheduler.conf");
  machine.mustRun("kubeadm", "init", "phase", "certs", "all", "--config", LABORATORY);
  for (const name of ["admin", "controller-manager", "scheduler"])
    machine.mustRun("kubeadm", "init", "phase", "kubeconfig", name, "--config", LABORATORY);
  // No kubelet runs here, which would have rotated its own.
  const own = clientCertificate(plant, "system:node:cp-1", ["system:nodes"], { seconds: MINUTES * 60 });
  const content = readFileSync(own.certificate, "utf8") + readFileSync(own.key, "utf8");
  machine.write({ path: KUBELET, permissions: "0600", content });
}

function endsOf({ machine }: Plant): readonly number[] {
  const files = [...LEAVES.map((name) => `${PKI}/${name}.crt`), KUBELET];
  return files.map((path) => Date.parse(new X509Certificate(machine.read(path)).validTo));
}

/** The administrator's certificate that lies on the machine now. */
function administratorOf({ machine, folder }: Plant, name: string) {
  return certificateOf(machine.read("/etc/kubernetes/admin.conf"), folder, name);
}

/** The serial that a server of the control plane shows to whoever connects to it from the machine. */
function shownAt(plant: Plant, port: number): string {
  const ask = `echo | openssl s_client -connect ${plant.endpoint.address}:${port} 2>/dev/null | openssl x509 -noout -serial`;
  return plant.machine.mustRun("sh", "-c", ask).trim();
}

async function look(plant: Plant): Promise<Seen> {
  const { machine, folder } = plant;
  const administrator = administratorOf(plant, "renewed-admin");
  const pem = join(folder, "kubelet-client.pem");
  writeFileSync(pem, machine.read(KUBELET), { mode: 0o600 });
  const shown = plant.on(
    plant.hosts.operator,
    "sh",
    "-c",
    `echo | openssl s_client -connect ${plant.endpoint.address}:6443 2>/dev/null | openssl x509 -noout -serial`,
  );
  return {
    serial: shown.trim(),
    administrator: plant.ask({ path: "/api/v1/nodes", certificate: administrator }),
    // It may ask for its own machine, which has not registered here.
    kubelet: plant.ask({ path: "/api/v1/nodes/cp-1", certificate: { certificate: pem, key: pem } }),
    ends: endsOf(plant),
  };
}

/** What was seen while the machine ran on, and its timer's program renewed everything. */
interface RenewedLive {
  readonly ended: number | undefined;
  readonly said: string;
  /** At the API server and at etcd: the serial before, after, and when the old one had ended. */
  readonly serials: Readonly<Record<"before" | "after" | "later", readonly string[]>>;
  /** By the certificate of before, while it lives and after its end; and by the new one. */
  readonly oldInTime: ApiAnswer;
  readonly oldTooLate: ApiAnswer;
  readonly renewed: ApiAnswer;
  readonly oldEnds: number;
  readonly askedInTime: number;
}

const SERVERS = [6443, 2379];
const RENEW = "/usr/local/sbin/portcullis-renew-certificates";
/** By how much the laboratory is quicker than the program, which waits for a kubelet that looks each twenty seconds. */
const QUICKER = 30;

/** Runs the program of each month on a machine whose certificates live for two minutes, and waits for their end. */
async function renewsLive(plant: Plant, programs: Readonly<Record<string, string>>): Promise<RenewedLive> {
  const { machine } = plant;
  const old = administratorOf(plant, "old-admin");
  const serials = () => SERVERS.map((port) => shownAt(plant, port));
  const before = serials();
  const oldEnds = Math.max(...endsOf(plant));
  const content = `#!/bin/sh\nexec /usr/bin/sleep "$(awk "BEGIN { print $1 / ${QUICKER} }")"\n`;
  machine.write({ path: "/usr/local/bin/sleep", permissions: "0755", content });
  machine.start("renewal", [RENEW]);
  await tendStaticPods(machine, programs, () => machine.isRunning("renewal"));
  machine.mustRun("rm", "/usr/local/bin/sleep");
  const after = serials();
  const asks = (certificate: ReturnType<typeof administratorOf>) => plant.ask({ path: "/api/v1/nodes", certificate });
  const oldInTime = asks(old);
  const askedInTime = Date.now();
  await setTimeout(Math.max(0, oldEnds + 2000 - Date.now()));
  return {
    ended: machine.endOf("renewal"),
    said: machine.everythingSaidBy("renewal"),
    serials: { before, after, later: serials() },
    oldInTime,
    oldTooLate: asks(old),
    renewed: asks(administratorOf(plant, "new-admin")),
    oldEnds,
    askedInTime,
  };
}

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let alive: Seen;
  let live: RenewedLive;
  let off: readonly number[];
  /** What the API server said of itself that was started with ended certificates. */
  let asItIs: string;
  let untouched: string;
  let back: Seen;
  let kubeletClient: X509Certificate;

  beforeAll(async () => {
    const programs = controlPlanePrograms(version);
    const plant = await Plant.start(programs, plantOn(version));
    const { machine } = plant;
    try {
      makeShortLived(plant);
      await plant.restart();
      alive = await look(plant);
      const kept = "/var/tmp/laboratory-before";
      machine.mustRun("cp", "-a", "/etc/kubernetes", kept);
      live = await renewsLive(plant, programs);

      // As if it had been off meanwhile: what lay on it before has ended by now.
      for (const component of ["kube-apiserver", "etcd", "kube-controller-manager"]) await machine.stop(component);
      machine.mustRun("sh", "-ec", `rm -r /etc/kubernetes; cp -a ${kept} /etc/kubernetes`);
      off = endsOf(plant);
      asItIs = await plant.restart().then(
        () => "it is ready",
        (error: unknown) => String(error),
      );
      for (const component of ["kube-apiserver", "etcd", "kube-controller-manager"]) await machine.stop(component);

      const unit = machine.read("/etc/systemd/system/portcullis-renew-ended-certificates.service");
      const [, command = ""] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
      machine.mustRun(command);
      await plant.restart();
      back = await look(plant);
      kubeletClient = new X509Certificate(machine.read(`${PKI}/apiserver-kubelet-client.crt`));
      const serials = () =>
        LEAVES.map((name) => new X509Certificate(machine.read(`${PKI}/${name}.crt`)).serialNumber).join();
      const before = serials();
      machine.mustRun(command);
      untouched = serials() === before ? "nothing was renewed" : "something was renewed";
    } finally {
      await plant.remove();
    }
  }, 600_000);

  describe("a control plane whose certificates live for two minutes", () => {
    test("works as long as they do", () => {
      expect(alive.administrator.status).toBe(200);
      expect(alive.kubelet.status).toBe(404);
      expect(Math.max(...alive.ends) - Math.min(...alive.ends)).toBeLessThan(60_000);
    });

    test("renews all of them while it runs, and restarts each server, by the program of each month", () => {
      expect({ ended: live.ended, said: live.said }).toEqual({
        ended: 0,
        said: expect.stringContaining("certificate for serving the Kubernetes API renewed"),
      });
    });

    test("serves the renewed certificates then, at the API server and at etcd, and goes on to", () => {
      const { before, after, later } = live.serials;
      expect(before).toEqual(SERVERS.map(() => expect.stringMatching(/^serial=[0-9A-F]+$/)));
      for (const [index, serial] of before.entries()) expect(after[index]).not.toBe(serial);
      expect(later).toEqual(after);
    });

    test("lets the certificate of before in until its end, and refuses it from there on", () => {
      expect(live.askedInTime).toBeLessThan(live.oldEnds);
      expect(live.oldInTime.status).toBe(200);
      expect(live.oldTooLate).toMatchObject({ status: 401, message: "Unauthorized" });
      expect(live.renewed.status).toBe(200);
    });

    test("refuses to start as it is, once it was off until all of them had ended", () => {
      expect(off.every((end) => end < Date.now())).toBe(true);
      expect(off).toHaveLength(LEAVES.length + 1);
      expect(asItIs).toContain("the API server is not ready");
      expect(asItIs).toMatch(/certificate has expired|bad certificate/);
    });

    test("is back by what runs before the kubelet, serves by another certificate, and its administrator's is renewed", () => {
      expect(back.serial).toMatch(/^serial=[0-9A-F]+$/);
      expect(back.serial).not.toBe(alive.serial);
      expect(back.administrator.status).toBe(200);
      expect(back.ends.every((end) => end > Date.now())).toBe(true);
    });

    test("makes its kubelet's certificate anew, for its own machine and for two days", () => {
      expect(back.kubelet.status).toBe(404);
      expect((back.ends.at(-1) ?? 0) - Date.now()).toBeLessThan(2 * 24 * 3_600_000);
    });

    test("keeps the narrow group of the certificate with which it asks kubelets", () => {
      expect(kubeletClient.subject).toBe("O=portcullis:kubelet-client\nCN=kube-apiserver-kubelet-client");
    });

    test("is left alone at the next start", () => {
      expect(untouched).toBe("nothing was renewed");
    });
  });
});
