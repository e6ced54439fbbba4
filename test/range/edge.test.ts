import { join } from "node:path";
import { store as description } from "../../apps/fleet/clusters";
import { type EdgeClusterInput, defineCluster } from "../../lib";
import { expectOnDisk } from "./admission/expect-on-disk";
import { expectWarned } from "./admission/expect-warned";
import { type ShownOnDisk, tryPoliciesOnDisk } from "./admission/on-disk";
import { tryWarnOnly, type WarnedFor } from "./admission/warn-only";
import { EDGE_ATTACKS } from "./attacks/edge";
import { isShown, writeEvidence } from "./attacks/evidence";
import { FORGED_TOKENS, tryForged } from "./attacks/oidc";
import { type Shown, tryAll } from "./attacks/run";
import { BOUND_TOKENS, type Died } from "./attacks/service-accounts";
import type { ApiAnswer } from "./laboratory/api-client";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { controlPlanePrograms } from "./laboratory/programs";
import { Store, STORE_DIFFERENCES } from "./laboratory/store";

const PROOF = join(__dirname, "..", "..", "proof");

describe.each(versionsAskedFor())("on Kubernetes %s", (kubernetesVersion) => {
  let shown: readonly Shown[];
  let died: readonly Died[];
  let forged: readonly ApiAnswer[];
  let warned: WarnedFor;
  let onDisk: ShownOnDisk | undefined;

  beforeAll(async () => {
    const spec = defineCluster({ ...description, kubernetesVersion } as EdgeClusterInput);
    const store = await Store.start(controlPlanePrograms(kubernetesVersion), spec);
    try {
      shown = await tryAll(store, EDGE_ATTACKS);
      const [cluster, versions] = [`store-lyon-${kubernetesVersion}`, store.versions()];
      writeEvidence(PROOF, { cluster, versions, differences: STORE_DIFFERENCES, shown });
      died = [];
      for (const { die } of BOUND_TOKENS) died = [...died, await die(store)];
      forged = tryForged(store);
      onDisk = await tryPoliciesOnDisk(store);
      warned = await tryWarnOnly(store, spec);
    } finally {
      await store.remove();
    }
  }, 900_000);

  describe("an API server with the arguments of the edge cluster's configuration, over k3s's defaults, refuses", () => {
    test.each(EDGE_ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
      const each = shown[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });
  });

  describe("by itself it refuses", () => {
    test.each(FORGED_TOKENS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      expect(forged[index]).toMatchObject({ status: 401, message: "Unauthorized" });
    });

    test.each(BOUND_TOKENS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      expect(died[index]).toMatchObject({
        before: { got: true },
        after: { got: false, refusedBy: "401 Unauthorized" },
      });
    });
  });

  test("refuses from disk what an administrator deleted in the API, from 1.37 on", () => {
    expectOnDisk(onDisk, kubernetesVersion);
  });

  test("lets a policy warn for a while, and refuses again when it is over, with nobody's doing", () => {
    expectWarned(warned);
  });
});
