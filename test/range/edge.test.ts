import { join } from "node:path";
import { store as description } from "../../apps/fleet/clusters";
import { certificateGroup, type EdgeClusterInput, defineCluster, oidcGroup } from "../../lib";
import { expectOnDisk } from "./admission/expect-on-disk";
import { expectWarned } from "./admission/expect-warned";
import { type ShownOnDisk, tryPoliciesOnDisk } from "./admission/on-disk";
import { tryWarnOnly, type WarnedFor } from "./admission/warn-only";
import { ANY_REQUEST, EDGE_APPROVAL_ATTACKS, OTHER_ASKERS } from "./attacks/certificate-approval";
import { EDGE_ATTACKS } from "./attacks/edge";
import { isShown, writeEvidence } from "./attacks/evidence";
import { FORGED_TOKENS, tryForged } from "./attacks/oidc";
import { type Shown, tryAll } from "./attacks/run";
import { weaken } from "./attacks/weaken";
import { BOUND_TOKENS, type Died } from "./attacks/service-accounts";
import { expectSession } from "./emergencies/expect-session";
import { breakGlassSession, type SessionSeen } from "./emergencies/session";
import type { ApiAnswer } from "./laboratory/api-client";
import type { LaboratoryCluster } from "./laboratory/cluster";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { controlPlanePrograms } from "./laboratory/programs";
import { Store, STORE_DIFFERENCES } from "./laboratory/store";

const PROOF = join(__dirname, "..", "..", "proof");

/** Who asks for certificates, and gets which, is what the attacks on a data-center cluster call them. */
const ASKERS = [
  { who: oidcGroup("plant-platform"), persona: "operator" },
  { who: certificateGroup("plant-recovery"), persona: "recovery" },
] as const;

describe.each(versionsAskedFor())("on Kubernetes %s", (kubernetesVersion) => {
  let shown: readonly Shown[];
  let died: readonly Died[];
  let forged: readonly ApiAnswer[];
  let warned: WarnedFor;
  let onDisk: ShownOnDisk | undefined;
  let session: SessionSeen;

  beforeAll(async () => {
    const spec = defineCluster({
      ...description,
      access: [...description.access, ...ASKERS],
      kubernetesVersion,
    } as EdgeClusterInput);
    const store = await Store.start(controlPlanePrograms(kubernetesVersion), spec);
    try {
      const attacked = await tryAll(store, EDGE_ATTACKS);
      const opened = weaken(store, ANY_REQUEST);
      store.asAdministrator(OTHER_ASKERS);
      shown = [...attacked, ...(await tryAll<LaboratoryCluster>(store, EDGE_APPROVAL_ATTACKS))];
      await opened.putBack();
      const [cluster, versions] = [`store-lyon-${kubernetesVersion}`, store.versions()];
      writeEvidence(PROOF, { cluster, versions, differences: STORE_DIFFERENCES, shown });
      died = [];
      for (const { die } of BOUND_TOKENS) died = [...died, await die(store)];
      forged = tryForged(store);
      onDisk = await tryPoliciesOnDisk(store);
      warned = await tryWarnOnly(store, spec);
      session = await breakGlassSession(store);
    } finally {
      await store.remove();
    }
  }, 900_000);

  describe("an API server with the arguments of the edge cluster's configuration, over k3s's defaults, refuses", () => {
    test.each([...EDGE_ATTACKS, ...EDGE_APPROVAL_ATTACKS].map((attack, index) => [attack.name, index] as const))(
      "%s",
      (_, index) => {
        const each = shown[index] as Shown;
        if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
      },
    );
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

  expectSession(() => session, { tenant: "tills", longest: 60 });

  test("refuses from disk what an administrator deleted in the API, from 1.37 on", () => {
    expectOnDisk(onDisk, kubernetesVersion);
  });

  test("lets a policy warn for a while, and refuses again when it is over, with nobody's doing", () => {
    expectWarned(warned);
  });
});
