import { CLOSED, stackOf } from "../fixtures/closed-stack";
import { parseRange, routable } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

/** Switches of well-known modules that put an endpoint, a node or a database on the internet. */
const PUBLIC =
  /(^|[_.])(endpoint_public_access|publicly_accessible|enable_public_access|public_endpoint_enabled|associate_public_ip_address|map_public_ip_on_launch|public_access|enable_public_endpoint)(_enabled)?$/i;
/** Switches that say the same the other way round. */
const PRIVATE = /(^|[_.])(private_cluster|enable_private_endpoint_only|private_cluster_enabled)$/i;
/** What comes out is another matter than what comes in. */
const OUTBOUND = /egress|outbound|destination/i;

/** Modules stay unknown shapes: this rule holds also for one that the team allowed by name. */
export const MODULES_OPEN_NOTHING: Rule<"module-call"> = {
  id: "modules-open-nothing",
  title: "No module is asked for a public endpoint, a public address or a source on the internet.",
  why: "What the module makes stands in another place; what it is asked for stands here, and opens the cluster all the same.",
  fix: "Set the switch to false as a literal, and name private ranges; reach the cluster through a VPN.",
  controls: ["CIS-EKS-1.8 5.4.2", "NIST-800-53 SC-7"],
  judges: "module-call",
  reach: "exposure",
  promise: 1,
  judge({ inputs }) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    for (const { at, value } of inputs) {
      const opens = PUBLIC.test(at) ? "false" : PRIVATE.test(at) ? "true" : undefined;
      if (!value.known) {
        if (opens !== undefined)
          undecided.push({ at, got: value.why, message: "nobody can see whether the module opens something" });
        continue;
      }
      // Terraform takes the texts `true` and `false` for the values; anything else is no answer.
      const got = String(value.value);
      if (opens !== undefined && value.value !== undefined && got !== opens)
        certain.push({ at, got, message: "the module is asked to put something on the internet" });
      if (typeof value.value === "string" && !OUTBOUND.test(at) && isOpen(value.value))
        certain.push({ at, got, message: "the module is asked to let in addresses of the internet" });
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      {
        name: "a module without anything public",
        documents: calling({ vpc_id: "${aws_vpc.main.id}", tags: { team: "shop" } }),
      },
      {
        name: "a cluster with its private endpoint alone",
        documents: calling({ cluster_endpoint_public_access: "false" }),
      },
      { name: "ways out", documents: calling({ egress_cidr_blocks: ["0.0.0.0/0"] }) },
      { name: "a private range", documents: calling({ allowed_cidr_blocks: ["10.8.0.0/16"] }) },
    ],
    fail: [
      { name: "a public endpoint", documents: calling({ cluster_endpoint_public_access: true }) },
      { name: "a public endpoint, as a text", documents: calling({ endpoint_public_access: "true" }) },
      { name: "a spelling that is no answer", documents: calling({ endpoint_public_access: "False" }) },
      {
        name: "a public endpoint deep inside",
        documents: calling({ clusters: { prod: { endpoint_public_access: true } } }),
      },
      {
        name: "a public endpoint that a variable decides",
        documents: calling({ endpoint_public_access: "${var.public}" }),
      },
      { name: "everybody", documents: calling({ public_access_cidrs: ["0.0.0.0/0"] }) },
      { name: "everybody by IPv6", documents: calling({ ingress_ipv6_cidr_blocks: ["::/0"] }) },
      { name: "half of the internet", documents: calling({ rules: [{ cidr_ipv4: "128.0.0.0/1" }] }) },
    ],
  }),
};

function isOpen(text: string): boolean {
  if (!/^[0-9a-fA-F.:]+\/\d+$/.test(text)) return false;
  const range = parseRange(text);
  if (!range.known) return false;
  const { longestV4, longestV6 } = routable([range.value]);
  return longestV4 > 256n || longestV6 > 1n << 72n;
}

function calling(inputs: Readonly<Record<string, unknown>>) {
  const module = { eks: { source: "terraform-aws-modules/eks/aws", version: "21.0.0", ...inputs } };
  return [stackOf(CLOSED, { module })];
}
