import { Testing, type TerraformStack } from "cdktf";

/** The blocks of one kind in a stack's document: type, name, arguments. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What Terraform reads of a stack, without cdktf's notes for itself. */
export interface StackDocument {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly provider: Readonly<Record<string, readonly unknown[]>>;
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

/** Renders a stack as its synthesis would, through the gate. */
export function documentOf(stack: TerraformStack): StackDocument {
  const document = JSON.parse(Testing.synth(stack), (key, value) => (key === "//" ? undefined : value));
  return { resource: {}, data: {}, provider: {}, terraform: {}, output: {}, moved: [], ...document };
}

/** Every address of a document, sorted: `aws_vpc.network_vpc`, `data.aws_partition.x`. */
export function addressesOf({ resource, data }: StackDocument): readonly string[] {
  const list = (blocks: Blocks, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
  return [...list(resource, ""), ...list(data, "data.")].sort();
}

/** The arguments of all blocks of one type. */
export function allOf(blocks: Blocks, type: string): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(blocks[type] ?? {});
}

/** The arguments of the one block of a type. */
export function onlyOf(blocks: Blocks, type: string): Readonly<Record<string, unknown>> {
  const [block, ...others] = allOf(blocks, type);
  if (block === undefined || others.length > 0)
    throw new Error(`there are ${others.length + (block ? 1 : 0)} of ${type}, not one`);
  return block;
}
