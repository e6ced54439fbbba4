import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { resourceTypeVerdict } from "../../resource-types";
import { asWritten, isObject } from "../fields";
import { constructPath, type StackDocument } from "./stack-document";

/** Keys of the `terraform` block that decide versions and where state lies, and open nothing. */
const TERRAFORM_SETTINGS = new Set(["//", "required_version", "required_providers", "backend", "cloud"]);
const AWS_SOURCES = new Set([
  "aws",
  "hashicorp/aws",
  "registry.terraform.io/hashicorp/aws",
  "registry.opentofu.org/hashicorp/aws",
]);

/** Settings of the provider `aws` by which plans go elsewhere than they say, or secrets stand in the document. */
const PROVIDER_SETTINGS: Readonly<Record<string, string>> = {
  access_key: "a key stands in the document; let the environment or a role give it",
  secret_key: "a secret stands in the document; let the environment or a role give it",
  token: "a secret stands in the document; let the environment or a role give it",
  endpoints: "what is judged here is made by whoever answers there",
  insecure: "nobody checks that it is AWS who answers",
};

/** Finds what stands at the top of a stack and is judged by nobody: modules, foreign providers, imports, and what is new. */
export function readStackShapes(stack: StackDocument): readonly UnknownShapeFact[] {
  const shape = (
    path: string,
    what: string,
    why: string,
    names: readonly string[] = [path],
    construct?: string,
  ): UnknownShapeFact => ({
    kind: "unknown-shape",
    place: { document: stack.name, path, construct },
    // Whoever opens a stack from its top opens everything in it.
    ours: true,
    what,
    names,
    why,
  });
  const labels = (blocks: readonly unknown[]) =>
    blocks.flatMap((block) => (isObject(block) ? Object.entries(block) : [])).filter(([name]) => name !== "//");

  return Object.entries(stack.others).flatMap(([key, blocks]): readonly UnknownShapeFact[] => {
    switch (key) {
      case "output":
      case "variable":
      case "moved":
        return [];
      case "module":
        return labels(blocks).map(([name, body]) => {
          const address = `module.${name}`;
          const construct = isObject(body) ? constructPath(body) : undefined;
          const names = construct === undefined ? [address] : [address, construct];
          return shape(
            address,
            "module",
            "its resources stand in another place, where no rule reads them",
            names,
            construct,
          );
        });
      case "provider":
        return labels(blocks).flatMap(([name, settings]) =>
          name === "aws"
            ? providerSettings(settings).map(([setting, why]) =>
                shape(`provider.aws.${setting}`, `setting ${setting} of the provider aws`, why),
              )
            : [shape(`provider.${name}`, `provider ${name}`, "no rule reads what it does")],
        );
      case "terraform":
        return labels(blocks).flatMap(([name, value]) => {
          if (name === "required_providers") return foreignProviders(value, shape);
          return TERRAFORM_SETTINGS.has(name)
            ? []
            : [shape(`terraform.${name}`, `setting ${name}`, "no rule knows what it does")];
        });
      case "import":
      case "removed":
        return blocks.flatMap((block, index) => {
          const target = isObject(block) ? (block[key === "import" ? "to" : "from"] ?? block) : block;
          const address = typeof target === "string" ? target.replace(/^\$\{(.*)\}$/, "$1") : asWritten(target);
          if (resourceTypeVerdict(address.split(".")[0] ?? "") === "inert") return [];
          const why =
            key === "import"
              ? "it takes over something that somebody else has made"
              : "it leaves something behind that nobody judges any more";
          return [shape(`${key}[${index}]`, `${key} of ${address}`, why, [address, `${key}.${address}`])];
        });
      default:
        return [shape(key, `block ${key}`, "no rule knows such blocks")];
    }
  });
}

/** What of PROVIDER_SETTINGS the blocks of the provider say, once each. */
function providerSettings(blocks: unknown): readonly (readonly [name: string, why: string])[] {
  const said = (Array.isArray(blocks) ? blocks : [blocks]).filter(isObject);
  return Object.entries(PROVIDER_SETTINGS).filter(([name]) =>
    said.some((block) => ![undefined, null, false].includes(block[name] as never)),
  );
}

function foreignProviders(
  value: unknown,
  shape: (path: string, what: string, why: string, names: readonly string[]) => UnknownShapeFact,
): readonly UnknownShapeFact[] {
  const providers = (Array.isArray(value) ? value : [value]).flatMap((one) =>
    isObject(one) ? Object.entries(one) : [],
  );
  return providers.flatMap(([name, requirement]) => {
    const source = isObject(requirement) ? requirement.source : undefined;
    const isAws =
      name === "aws" && (source === undefined || (typeof source === "string" && AWS_SOURCES.has(source.toLowerCase())));
    if (isAws || name === "//") return [];
    const path = `terraform.required_providers.${name}`;
    return [
      shape(path, `provider ${name} from ${asWritten(source)}`, "no rule reads what it does", [
        path,
        `provider.${name}`,
      ]),
    ];
  });
}
