// The floor: the same documents from memory, serialized as JSON and written, with the finished text of the manifests beside them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameAt, purposeAt } from "../names";
import type { ClusterRecipe } from "../recipe";
import { finish, readTask } from "../task";

const { count, mix, outdir, recipe } = readTask();
const recipes = JSON.parse(readFileSync(recipe, "utf8")) as readonly ClusterRecipe[];
mkdirSync(join(outdir, "dist"), { recursive: true });
for (let place = 0; place < count; place += 1) {
  const purpose = purposeAt(place, mix);
  const found = recipes.find(({ name }) => name.startsWith(purpose));
  if (found === undefined) throw new Error(`there is no recipe for ${purpose}`);
  const name = nameAt(place, mix);
  const folder = join(outdir, "cdktf.out", "stacks", name);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(found.document, null, 2);
  writeFileSync(join(folder, "cdk.tf.json"), text.replaceAll(found.name, name));
  writeFileSync(join(outdir, "dist", `${name}.k8s.yaml`), found.manifestText.replaceAll(found.name, name));
}
finish();
