import { join } from "node:path";
import { programPath } from "../conformance/programs";
import { ATTACKS } from "./attacks";
import { isShown, writeEvidence } from "./attacks/evidence";
import { type Shown, tryAll } from "./attacks/run";
import { DIFFERENCES } from "./laboratory/control-plane";
import { Plant } from "./laboratory/plant";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

let shown: readonly Shown[];

beforeAll(async () => {
  const plant = await Plant.start({
    kubeadm: program("kubeadm"),
    "kube-apiserver": program("kube-apiserver"),
    etcd: program("etcd"),
  });
  try {
    shown = await tryAll(plant, ATTACKS);
    const versions = plant.versions();
    writeEvidence(PROOF, { cluster: "plant-berlin", versions, differences: DIFFERENCES, shown });
  } finally {
    await plant.remove();
  }
}, 600_000);

describe("the data-center cluster, started from its written files, refuses", () => {
  test.each(ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
    const each = shown[index] as Shown;
    if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
  });
});
