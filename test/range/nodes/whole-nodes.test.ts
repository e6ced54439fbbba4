import { plant as description } from "../../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster } from "../../../lib";
import { controlPlanePrograms, nodePrograms } from "../laboratory/programs";
import { WholePlant } from "./whole-plant";

const VERSION = "1.35";

let plant: WholePlant;
beforeAll(async () => {
  const input = {
    ...description,
    profile: { ...description.profile, workers: [{ name: "worker-1", address: "10.40.0.21" }] },
  };
  const programs = { ...controlPlanePrograms(VERSION), ...nodePrograms(VERSION) };
  plant = await WholePlant.start(programs, defineCluster(input as DataCenterClusterInput));
}, 400_000);
afterAll(async () => {
  await plant?.remove();
}, 60_000);

test("is there", () => {
  const { body } = plant.asAdministrator({ path: "/api/v1/pods" });
  for (const p of JSON.parse(body).items)
    console.log(p.metadata.namespace, p.metadata.name, p.status.phase, p.status.podIP);
});
