import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { terraformText } from "../../formats/terraform-text";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** As many as AWS takes of one resource, without the one of the stack's provider. */
const MOST = 49;
/** Notes for people, of which some may be left out. */
const NOTE = "portcullis:why:";

/**
 * Tags every resource below a construct that takes tags, beside those that it has: in the resource itself, so that they are there with
 * whatever provider the stack has. What a resource says of itself holds against a tag of the same key.
 */
export function tagResources(scope: IConstruct, tags: Tags): void {
  if (Object.keys(tags).length === 0) return;
  const escaped = Object.fromEntries(
    Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [terraformText(key), terraformText(value)]),
  );
  for (const resource of scope.node.findAll()) {
    if (isTaggable(resource)) resource.tags = fitting({ ...escaped, ...resource.tagsInput });
  }
}

interface Taggable {
  tags: { [key: string]: string };
  readonly tagsInput?: { readonly [key: string]: string };
}

function isTaggable(construct: IConstruct): construct is IConstruct & Taggable {
  return TerraformResource.isTerraformResource(construct) && "tagsInput" in construct;
}

function fitting(tags: { [key: string]: string }): { [key: string]: string } {
  const others = Object.entries(tags).filter(([key]) => !key.startsWith(NOTE));
  const notes = Object.entries(tags).filter(([key]) => key.startsWith(NOTE));
  return Object.fromEntries([...others, ...notes.slice(0, Math.max(0, MOST - others.length))]);
}
