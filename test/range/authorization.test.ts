import { programPath } from "../conformance/programs";
import { clusterOfEveryPersona } from "./authorization/cluster";
import { listedResources } from "./authorization/discovery";
import { holdersOf } from "./authorization/holders";
import { allowedTo, questionsAbout } from "./authorization/reviews";
import { Plant } from "./laboratory/plant";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};
test("x", async () => {
  const t = (s: string) => console.log(s, new Date().toISOString());
  t("start");
  const plant = await Plant.start({
    kubeadm: program("kubeadm"),
    "kube-apiserver": program("kube-apiserver"),
    etcd: program("etcd"),
  }, clusterOfEveryPersona("1.35"));
  try {
    t("started");
    const listed = listedResources(plant);
    const holders = holdersOf(plant);
    const q = questionsAbout(listed);
    t(`${listed.length} ${q.length}`);
    for (const h of holders) {
      const a = allowedTo(plant, h, q);
      t(`${h.name} ${a.length}`);
      if (["nobody", "watcher", "ABAC","machine:leader"].includes(h.name)) console.log(a);
    }
  } finally {
    await plant.remove();
  }
}, 600_000);
