/** A cdktf stack, as far as it matters here. */
interface StackLike {
  toTerraform(): unknown;
}

/**
 * Every Terraform address of a stack, sorted: `aws_vpc.network_3A1F…`, `data.aws_partition.current`. An address that vanishes from
 * this list means that Terraform destroys what stood there; keep the list in a file and compare.
 */
export function addressesOf(stack: StackLike): readonly string[] {
  const document = stack.toTerraform() as { resource?: Blocks; data?: Blocks };
  return [...blocksOf(document.resource, ""), ...blocksOf(document.data, "data.")].sort();
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function blocksOf(blocks: Blocks | undefined, prefix: string): readonly string[] {
  return Object.entries(blocks ?? {}).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${prefix}${type}.${name}`),
  );
}
