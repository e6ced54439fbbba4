// The same resources without the library: the classes of the provider and ApiObjects, each with its values written out. One
// cdktf App with a stack for each cluster, one cdk8s App for each cluster: the fastest that the two offer by themselves.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ApiObject, type ApiObjectProps, App as ManifestApp, Chart } from "cdk8s";
import { App, LocalBackend, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { nameAt, purposeAt } from "../names";
import type { Block, ClusterRecipe, Json } from "../recipe";
import { finish, readTask } from "../task";

/** What all classes of a provider have in common, as far as it is used here. */
interface Element extends Construct {
  overrideLogicalId(id: string): void;
  getStringAttribute(attribute: string): string;
}
type ElementClass = new (scope: Construct, id: string, config: unknown) => Element;

/**
 * cdktf's own class for `terraform_data` runs the program `terraform` for each one. This one asks nobody: what we are measured
 * against is the faster of the two.
 */
class StoredData extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: unknown,
  ) {
    super(scope, id, {
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return this.config as { [name: string]: unknown };
  }
}

const classes = new Map<string, ElementClass>();

function classFor(type: string, prefix: string): ElementClass {
  if (type === "terraform_data") return StoredData;
  const key = `${prefix}${type}`;
  const known = classes.get(key);
  if (known !== undefined) return known;
  // Types that begin like a part of the language keep the provider's name before it: data-aws-partition.
  const words = (prefix === "" ? type.replace(/^aws_/, "") : `data_${type}`).split("_");
  const module = require(`@cdktf/provider-aws/lib/${words.join("-")}`) as Record<string, ElementClass>;
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  // A class whose name is taken by a block's type has an A behind it.
  const found = module[`${name}A`] ?? module[name];
  if (found === undefined) throw new Error(`there is no class ${name} for ${type}`);
  classes.set(key, found);
  return found;
}

/** Puts the name of the cluster at a place where that of the recipe stands. */
function renamed<T extends Json>(value: T, from: string, to: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to)) as T;
}

class HandWrittenStack extends TerraformStack {
  private readonly elements = new Map<string, Element>();
  private readonly pending = new Map<string, () => Element>();

  constructor(app: App, name: string, recipe: ClusterRecipe) {
    super(app, name);
    const mine = <T>(part: T): T => renamed(part as Json, recipe.name, name) as T;
    new LocalBackend(this, { path: mine(recipe.backendPath) });
    for (const { type, config } of mine(recipe.providers)) new AwsProvider(this, type, config);
    for (const block of mine(recipe.data)) this.plan(`data.${block.type}.${block.id}`, block, "data-");
    for (const block of mine(recipe.resources)) this.plan(`${block.type}.${block.id}`, block, "");
    for (const address of this.pending.keys()) this.element(address);
    for (const { id, config } of mine(recipe.outputs)) {
      const { value, description } = this.filled(config) as { value: string; description: string };
      new TerraformOutput(this, `output-${id}`, { value, description }).overrideLogicalId(id);
    }
  }

  /** Blocks refer to each other, so each is made when it is first asked for. */
  private plan(address: string, { type, id, config }: Block, prefix: string): void {
    this.pending.set(address, () => {
      const { dependsOn, ...rest } = config as { dependsOn?: readonly string[] };
      const element = new (classFor(type, prefix))(this, `${prefix}${type}-${id}`, {
        ...(this.filled(rest) as object),
        ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.map((other) => this.element(other)) }),
      });
      element.overrideLogicalId(id);
      return element;
    });
  }

  private element(address: string): Element {
    const known = this.elements.get(address);
    if (known !== undefined) return known;
    const make = this.pending.get(address);
    if (make === undefined) throw new Error(`there is no ${address}`);
    const element = make();
    this.elements.set(address, element);
    return element;
  }

  /** Where a text refers to another block, the block's own attribute stands there, as `vpc.id` does in a program. */
  private filled(value: Json): Json {
    if (typeof value === "string") {
      return value.includes("${")
        ? value.replace(/(?<!\$)\$\{((?:data\.)?\w+\.[\w-]+)\.(\w+)\}/g, (_, address: string, attribute: string) =>
            this.element(address).getStringAttribute(attribute),
          )
        : value;
    }
    if (Array.isArray(value)) return value.map((inner) => this.filled(inner));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.filled(inner)]));
  }
}

const { count, mix, outdir, recipe } = readTask();
const recipes = JSON.parse(readFileSync(recipe, "utf8")) as readonly ClusterRecipe[];
const recipeAt = (place: number): ClusterRecipe => {
  const purpose = purposeAt(place, mix);
  const found = recipes.find(({ name }) => name.startsWith(purpose));
  if (found === undefined) throw new Error(`there is no recipe for ${purpose}`);
  return found;
};

const infrastructure = new App({ outdir: join(outdir, "cdktf.out") });
for (let place = 0; place < count; place += 1) {
  new HandWrittenStack(infrastructure, nameAt(place, mix), recipeAt(place));
}
infrastructure.synth();
for (let place = 0; place < count; place += 1) {
  const { name: from, manifests } = recipeAt(place);
  const name = nameAt(place, mix);
  const app = new ManifestApp({ outdir: join(outdir, "dist") });
  const chart = new Chart(app, name);
  const objects = renamed(manifests as Json, from, name) as unknown as readonly ApiObjectProps[];
  for (const [index, object] of objects.entries()) new ApiObject(chart, `object-${index}`, object);
  app.synth();
}
finish();
