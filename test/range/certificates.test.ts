import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  ANY_REQUEST,
  CERTIFICATE_APPROVAL_ATTACKS,
  CERTIFICATE_ASKING_ATTACKS,
  OTHER_ASKERS,
} from "./attacks/certificate-approval";
import { isShown, writeEvidence } from "./attacks/evidence";
import { KUBELET_SERVING_ATTACKS, says, STAND_IN_ATTACKS, WORKER } from "./attacks/kubelet-serving";
import { JOINING_ATTACKS } from "./attacks/joining";
import { type Shown, tryAll } from "./attacks/run";
import { weaken } from "./attacks/weaken";
import type { ApiAnswer } from "./laboratory/api-client";
import { clientCertificate } from "./laboratory/client-certificate";
import { plant as description } from "../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster } from "../../lib";
import { DIFFERENCES, initPhase } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

const ALL = [
  ...CERTIFICATE_ASKING_ATTACKS,
  ...CERTIFICATE_APPROVAL_ATTACKS,
  ...KUBELET_SERVING_ATTACKS,
  ...STAND_IN_ATTACKS,
  ...JOINING_ATTACKS,
];

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let shown: readonly Shown[];
  /** What the credential of a run may do, asked by the same group's certificate. */
  let approver: Readonly<Record<"nodes" | "secrets" | "pods", ApiAnswer>>;
  let ended: Readonly<Record<"before" | "after", ApiAnswer>>;

  beforeAll(async () => {
    const workers = [{ name: WORKER.name, address: WORKER.address }];
    const profile = { ...description.profile, workers };
    const spec = defineCluster({ ...description, profile, kubernetesVersion: version } as DataCenterClusterInput);
    const plant = await Plant.start(controlPlanePrograms(version), spec);
    try {
      says(plant, WORKER);
      const asking = await tryAll(plant, CERTIFICATE_ASKING_ATTACKS);
      const opened = weaken(plant, ANY_REQUEST);
      plant.asAdministrator(OTHER_ASKERS);
      await setTimeout(3000);
      const approval = await tryAll(plant, CERTIFICATE_APPROVAL_ATTACKS);
      await opened.putBack();
      const serving = await tryAll(plant, [...KUBELET_SERVING_ATTACKS, ...STAND_IN_ATTACKS]);
      // What kubeadm binds for machines that join, which `kubeadm init` does after its other phases.
      initPhase(plant.machine, ["bootstrap-token", "--skip-token-print"]);
      shown = [...asking, ...approval, ...serving, ...(await tryAll(plant, JOINING_ATTACKS))];
      const evidence = { cluster: `plant-berlin-certificates-${version}`, versions: plant.versions() };
      writeEvidence(PROOF, { ...evidence, differences: DIFFERENCES, shown });

      const certificate = clientCertificate(plant, "approver", ["portcullis:certificate-approver"]);
      approver = {
        nodes: plant.ask({ path: "/api/v1/nodes", certificate }),
        secrets: plant.ask({ path: "/api/v1/secrets", certificate }),
        pods: plant.ask({ path: "/api/v1/pods", certificate }),
      };
      ended = await untilItEnds(plant);
    } finally {
      await plant.remove();
    }
  }, 900_000);

  /** The signer's shortest life is ten minutes; a certificate of seconds, by the same authority, shows what its end is worth. */
  async function untilItEnds(plant: Plant): Promise<typeof ended> {
    const seconds = 8;
    const certificate = clientCertificate(plant, "cert:shortly", ["cert:plant-recovery"], { seconds });
    const before = plant.ask({ path: "/api/v1/nodes", certificate });
    await setTimeout((seconds + 1) * 1000);
    return { before, after: plant.ask({ path: "/api/v1/nodes", certificate }) };
  }

  describe("the data-center cluster refuses", () => {
    test.each(ALL.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      const each = shown[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });
  });

  describe("what decides on requests", () => {
    test("looks at machines, for it compares their addresses", () => {
      expect(approver.nodes.status).toBe(200);
    });

    test.each(["secrets", "pods"] as const)("is refused %s", (what) => {
      expect(approver[what]).toMatchObject({
        status: 403,
        message: expect.stringContaining(`cannot list resource "${what}"`),
      });
    });
  });

  test("a certificate whose life is over opens nothing", () => {
    expect(ended.before.status).toBe(200);
    expect(ended.after).toMatchObject({ status: 401, message: "Unauthorized" });
  });

  test("the evidence is written", () => {
    expect(readFileSync(join(PROOF, `plant-berlin-certificates-${version}.md`), "utf8")).toContain("| yes |");
  });
});
