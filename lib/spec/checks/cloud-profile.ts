import { z } from "zod";
import { partitionOf } from "../aws-region";
import { architectureOf, isInstanceType } from "../instance-type";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import {
  mixedArchitectures,
  notInChina,
  notInGovCloud,
  sizesOutOfOrder,
  versionsWithoutNodes,
  zoneOfFirewall,
} from "../problems/cloud-profile";
import { findRepeats } from "./repeats";

const NODES = ["profile", "nodes"];
const VERSIONS = ["profile", "addOnVersions"];
const TEXT = z.string();
const NAMED = z.object({ name: TEXT });
// Numbers that are wrong by themselves are compared with nothing.
const COUNT = z.number().refine((count) => Number.isInteger(count) && count >= 0 && count <= 450);
const SIZED = z.object({ min: COUNT, max: COUNT.refine((count) => count >= 1), desired: COUNT.optional() });
const TYPED = z.object({ instanceTypes: z.array(TEXT) });
const DESTINATION = z.object({ host: TEXT, protocol: TEXT.optional() });
const SERVICE = z.object({ service: TEXT });

/** What groups of nodes ask of themselves and of the region, and what the services of the network do. */
export function checkCloudProfile(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud") return [];
  const names = readEach(data, NODES, NAMED).elements;
  const services = readEach(data, ["profile", "network", "awsServices"], SERVICE).elements;
  return [
    ...findRepeats(
      names.map(({ path, value }) => ({ path: [...path, "name"], value: value.name })),
      "group of nodes",
    ),
    ...findRepeats(
      services.map(({ path, value }) => ({ path: [...path, "service"], value: value.service })),
      "service",
    ),
    ...readEach(data, NODES, SIZED).elements.flatMap(checkSizes),
    ...readEach(data, NODES, TYPED).elements.flatMap(checkTypes),
    ...checkVersions(data),
    ...checkChina(data),
    ...checkEgress(data),
    ...checkFirewall(data),
  ];
}

function checkSizes({ path, value }: Located<z.output<typeof SIZED>>): readonly LocatedProblem[] {
  const { min, max, desired } = value;
  if (max < min) return [{ path: [...path, "max"], problem: sizesOutOfOrder(max, `a number not below min, ${min}`) }];
  return desired === undefined || (desired >= min && desired <= max)
    ? []
    : [{ path: [...path, "desired"], problem: sizesOutOfOrder(desired, `a number from ${min} to ${max}`) }];
}

function checkTypes({ path, value }: Located<z.output<typeof TYPED>>): readonly LocatedProblem[] {
  const place = [...path, "instanceTypes"];
  const known = value.instanceTypes.filter(isInstanceType);
  const [first = ""] = known;
  const other = known.find((type) => architectureOf(type) !== architectureOf(first));
  const repeats = findRepeats(
    value.instanceTypes.map((type, index) => ({ path: [...place, index], value: type })),
    "instance type",
  );
  return other === undefined
    ? repeats
    : [...repeats, { path: place, problem: mixedArchitectures(value.instanceTypes, first, other) }];
}

function checkVersions(data: PlainData): readonly LocatedProblem[] {
  const versions = valueAt(data, VERSIONS);
  const nodes = valueAt(data, NODES);
  const none = nodes === undefined || (Array.isArray(nodes) && nodes.length === 0);
  return versions !== undefined && none ? [{ path: VERSIONS, problem: versionsWithoutNodes(versions) }] : [];
}

/**
 * What is not known for certain of China's regions, and so not guessed: public lists name most endpoints alike (`cn.com.amazonaws` before ec2, ecr, eks and
 * sts, `com.amazonaws` before logs and s3), but not that of EKS Pod Identity.
 */
function checkChina(data: PlainData): readonly LocatedProblem[] {
  const region = valueAt(data, ["profile", "region"]);
  if (typeof region !== "string" || partitionOf(region) !== "aws-cn") return [];
  const refused: readonly (readonly [string, string])[] = [
    ["network", "public lists disagree whether its endpoint of eks-auth begins with com.amazonaws or cn.com.amazonaws"],
    ["logArchive", "nothing public says by which principal its CloudWatch Logs writes to Data Firehose"],
    ["autoMode", "nothing public says that EKS Auto Mode exists there, and under which principals its machines work"],
    [
      "nodes",
      "their network add-on gets its role by EKS Pod Identity, and public lists disagree on the name of its endpoint there",
    ],
    ["podIdentities", "public lists disagree on the name of the endpoint of EKS Pod Identity there"],
  ];
  return refused.flatMap(([key, what]) => {
    const got = valueAt(data, ["profile", key]);
    const given = Array.isArray(got) ? got.length > 0 : got !== undefined;
    return given ? [{ path: ["profile", key], problem: notInChina(got, region, what) }] : [];
  });
}

/** A NAT gateway without a public subnet is not known to exist in GovCloud. */
function checkEgress(data: PlainData): readonly LocatedProblem[] {
  const region = valueAt(data, ["profile", "region"]);
  const egress = ["profile", "network", "egress"];
  const mode = valueAt(data, [...egress, "mode"]);
  return typeof region === "string" && partitionOf(region) === "aws-us-gov" && (mode === "nat" || mode === "firewall")
    ? [{ path: [...egress, "mode"], problem: notInGovCloud(mode, region) }]
    : [];
}

/** Each host once for each protocol, and the part of the VPC that holds the firewall's subnets for nobody else. */
function checkFirewall(data: PlainData): readonly LocatedProblem[] {
  const egress = ["profile", "network", "egress"];
  if (valueAt(data, [...egress, "mode"]) !== "firewall") return [];
  const destinations = readEach(data, [...egress, "destinations"], DESTINATION).elements;
  const zones = readEach(data, ["profile", "network", "zones"], TEXT).elements;
  return [
    ...findRepeats(
      destinations.map(({ path, value }) => ({
        path: [...path, "host"],
        value: value.protocol === "http" ? `http://${value.host}` : value.host,
      })),
      "destination",
    ),
    ...zones
      .filter(({ value }) => value.endsWith("h"))
      .map(({ path, value }) => ({ path, problem: zoneOfFirewall(value) })),
  ];
}
