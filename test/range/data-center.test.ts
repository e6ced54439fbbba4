import { join } from "node:path";
import { plant as description } from "../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster } from "../../lib";
import { ATTACKS } from "./attacks";
import { asksForMasters } from "./attacks/certificate-requests";
import { isShown, writeEvidence } from "./attacks/evidence";
import { FORGED_TOKENS, tryForged } from "./attacks/oidc";
import { type Outage, withoutIssuer } from "./attacks/outage";
import { type Shown, tryAll } from "./attacks/run";
import { BOUND_TOKENS, type Died } from "./attacks/service-accounts";
import type { ApiAnswer } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

describe.each(versionsAskedFor())("on Kubernetes %s", (kubernetesVersion) => {
  let versions: Readonly<Record<string, string>>;
  let shown: readonly Shown[];
  let died: readonly Died[];
  let masters: ApiAnswer;
  let forged: readonly ApiAnswer[];
  let outage: Outage;

  beforeAll(async () => {
    const spec = defineCluster({ ...description, kubernetesVersion } as DataCenterClusterInput);
    const plant = await Plant.start(controlPlanePrograms(kubernetesVersion), spec);
    try {
      versions = plant.versions();
      shown = await tryAll(plant, ATTACKS);
      const name = `plant-berlin-${kubernetesVersion}`;
      writeEvidence(PROOF, { cluster: name, versions, differences: DIFFERENCES, shown });
      died = [];
      for (const { die } of BOUND_TOKENS) died = [...died, await die(plant)];
      masters = asksForMasters(plant);
      forged = tryForged(plant);
      outage = await withoutIssuer(plant);
    } finally {
      await plant.remove();
    }
  }, 900_000);

  test("kubeadm, API server and controller manager are of this version", () => {
    for (const name of ["kubeadm", "kube-apiserver", "kube-controller-manager"])
      expect(versions[name]).toMatch(new RegExp(`^v${kubernetesVersion}\\.\\d+$`));
  });

  describe("the data-center cluster, started from its written files, refuses", () => {
    test.each(ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
      const each = shown[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });
  });

  describe("its API server, by itself, refuses", () => {
    // The good token of the same claims is answered: that is the legitimate twin of every attack by token above.
    test.each(FORGED_TOKENS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      expect(forged[index]).toMatchObject({ status: 401, message: "Unauthorized" });
    });

    test.each(BOUND_TOKENS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      expect(died[index]).toMatchObject({
        before: { got: true },
        after: { got: false, refusedBy: "401 Unauthorized" },
      });
    });

    test("a request for a certificate of the group system:masters", () => {
      expect(masters).toMatchObject({
        status: 403,
        message: expect.stringContaining("with system:masters group is not allowed"),
      });
    });
  });

  describe("the same cluster, while the issuer of tokens is gone,", () => {
    test("answers nobody by token who was answered before", () => {
      expect(outage.before.status).toBe(200);
      expect(outage.token).toMatchObject({ status: 401, message: "Unauthorized" });
    });

    test("lets the second method in, and says so in the record", () => {
      expect(outage.certificate.status).toBe(200);
      expect(outage.event).toMatchObject({
        user: { username: "recoverer", groups: expect.arrayContaining(["cert:plant-recovery"]) },
        responseStatus: { code: 200 },
      });
    });

    test("gives the second method no secrets", () => {
      expect(outage.beyond).toMatchObject({
        status: 403,
        message: expect.stringContaining('cannot list resource "secrets"'),
      });
    });
  });
});
