import { join } from "node:path";
import { plant as description } from "../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster } from "../../lib";
import { isShown, writeEvidence } from "./attacks/evidence";
import { addIpv6, FORGED_SOURCE_ATTACKS, OPERATORS } from "./attacks/forged-sources";
import { type Shown, tryAll } from "./attacks/run";
import { DIFFERENCES } from "./laboratory/control-plane";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

const PROOF = join(__dirname, "..", "..", "proof");

let shown: readonly Shown[];

beforeAll(async () => {
  const reachableFrom = [...description.apiServer.reachableFrom, { cidr: OPERATORS, why: "corporate VPN, by IPv6" }];
  const spec = defineCluster({ ...description, apiServer: { reachableFrom } } as DataCenterClusterInput);
  const plant = await Plant.start(controlPlanePrograms(spec.kubernetesVersion), spec);
  try {
    addIpv6(plant);
    shown = await tryAll(plant, FORGED_SOURCE_ATTACKS);
    const [cluster, versions] = ["plant-berlin-forged-sources", plant.versions()];
    writeEvidence(PROOF, { cluster, versions, differences: DIFFERENCES, shown });
  } finally {
    await plant.remove();
  }
}, 400_000);

describe("the data-center cluster with one more range, of IPv6, refuses", () => {
  test.each(FORGED_SOURCE_ATTACKS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
    const each = shown[index] as Shown;
    if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
  });
});
