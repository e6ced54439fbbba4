import { BlockBody } from "./block-body";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/** The endpoint of a firewall in one zone, as it can be asked for once the firewall stands. */
const ENDPOINT =
  /^\$\{one\(\[for (\w+) in (aws_networkfirewall_firewall\.[\w-]+)\.firewall_status\[0\]\.sync_states : \1\.attachment\[0\]\.endpoint_id if \1\.availability_zone == "[a-z0-9-]+"\]\)\}$/;

/** The firewall of ours to whose endpoint a route leads; undefined when it leads elsewhere. Facts of its own judge the firewall. */
export function ownFirewall(raw: unknown, stack: StackDocument): Block | undefined {
  const [, , address = ""] = typeof raw === "string" ? (ENDPOINT.exec(raw) ?? []) : [];
  const firewall = stack.resources.get(address);
  return firewall?.ours ? firewall : undefined;
}

/**
 * Routes to NAT gateways of the firewall's network from other subnets than the firewall's own. Nobody sees what stands behind a table
 * that is named by an expression, or that every other subnet takes.
 */
export function pastTheFirewall(firewall: Block, stack: StackDocument, expressions: Expressions): readonly string[] {
  const blocks = [...stack.resources.values()];
  const mapped = new BlockBody(expressions, firewall.body).blocks("subnet_mapping");
  const own = new Set(
    (mapped.known ? mapped.value : [])
      .map((mapping) => expressions.identity(mapping.raw("subnet_id")))
      .flatMap((id) => (id.known ? [id.value] : [])),
  );
  const vpc = expressions.identity(firewall.body.vpc_id);
  const isGateway = (raw: unknown) => {
    if (raw === undefined || raw === null || raw === "") return false;
    const found = expressions.identity(raw);
    const gateway = found.known ? stack.resources.get(found.value) : undefined;
    const of = gateway === undefined ? undefined : expressions.identity(gateway.body.vpc_id);
    return of === undefined || !of.known || !vpc.known || of.value === vpc.value;
  };
  const tables = blocks.flatMap((block): readonly { readonly route: string; readonly table: unknown }[] => {
    const body = new BlockBody(expressions, block.body);
    if (block.type === "aws_route") {
      return isGateway(body.raw("nat_gateway_id")) ? [{ route: block.address, table: body.raw("route_table_id") }] : [];
    }
    if (block.type !== "aws_route_table" && block.type !== "aws_default_route_table") return [];
    const routes = body.blocks("route");
    const leads = !routes.known || routes.value.some((route) => isGateway(route.raw("nat_gateway_id")));
    return leads ? [{ route: block.address, table: `\${${block.address}.id}` }] : [];
  });
  return tables.filter(({ table }) => !servesOnly(table, own, blocks, expressions)).map(({ route }) => route);
}

function servesOnly(
  raw: unknown,
  subnets: ReadonlySet<string>,
  blocks: readonly Block[],
  expressions: Expressions,
): boolean {
  const table = expressions.identity(raw);
  if (!table.known || !table.value.startsWith("aws_route_table.")) return false;
  return blocks.every(({ type, body }) => {
    if (type !== "aws_route_table_association" && type !== "aws_main_route_table_association") return true;
    const of = expressions.identity(body.route_table_id);
    if (of.known && of.value !== table.value) return true;
    const subnet = expressions.identity(body.subnet_id);
    return of.known && subnet.known && subnets.has(subnet.value);
  });
}
