import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stringify, parseAllDocuments } from "yaml";
import type { ApiAnswer } from "./laboratory/api-client";
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

async function look(plant: Plant): Promise<Seen> {
  const { machine, folder } = plant;
  const administrator = certificateOf(machine.read("/etc/kubernetes/admin.conf"), folder, "renewed-admin");
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

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let alive: Seen;
  let off: readonly number[];
  /** What the API server said of itself that was started with ended certificates. */
  let asItIs: string;
  let untouched: string;
  let back: Seen;
  let kubeletClient: X509Certificate;

  beforeAll(async () => {
    const plant = await Plant.start(controlPlanePrograms(version), plantOn(version));
    const { machine } = plant;
    try {
      makeShortLived(plant);
      await plant.restart();
      alive = await look(plant);

      // Nothing runs until the last of them has ended.
      for (const component of ["kube-apiserver", "etcd", "kube-controller-manager"]) await machine.stop(component);
      await setTimeout(Math.max(...alive.ends) + 2000 - Date.now());
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
