import { programPath } from "../conformance/programs";
import { Plant } from "./laboratory/plant";

let plant: Plant;
beforeAll(async () => {
  plant = await Plant.start({
    kubeadm: programPath("kubeadm") ?? "",
    "kube-apiserver": programPath("kube-apiserver") ?? "",
    etcd: programPath("etcd") ?? "",
  });
}, 120_000);
afterAll(async () => plant?.remove(), 60_000);

test("starts", () => {
  const token = plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] });
  console.log(plant.ask({ path: "/api/v1/namespaces", token }));
  console.log(plant.ask({ path: "/api/v1/namespaces", token: plant.issuer.token({ groups: ["plant-platform"] }) }));
  console.log(plant.ask({ path: "/api/v1/namespaces" }));
  console.log(plant.ask({ path: "/readyz" }, plant.hosts.outsider));
});
