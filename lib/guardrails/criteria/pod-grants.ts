import type { PolicyStatementFact } from "../facts/resource-policy";
import { comparesOne } from "./policy-condition";

/** Services whose actions make, lend or widen rights, lead into machines, change the network, or end the trail of what happened. */
const OF_THE_PLATFORM = [
  ...["account", "autoscaling", "cloudformation", "cloudtrail", "config", "ec2", "ec2-instance-connect", "ec2messages"],
  ...["eks", "eks-auth", "elasticloadbalancing", "guardduty", "iam", "identitystore", "network-firewall"],
  ...["organizations", "ram", "rolesanywhere", "sso", "sso-directory", "ssmmessages", "sts", "vpc-lattice"],
];

/** Of some services, the beginnings of actions that only work with content. */
const CONTENT: Readonly<Record<string, readonly string[]>> = {
  kms: [
    "decrypt",
    "describekey",
    "encrypt",
    "generatedatakey",
    "generatemac",
    "getpublickey",
    "reencrypt",
    "sign",
    "verify",
  ],
  lambda: ["get", "invoke", "list"],
  logs: ["createlogstream", "describe", "filterlogevents", "get", "putlogevents", "startquery", "stopquery"],
  ssm: ["describeparameters", "deleteparameter", "getparameter", "labelparameter", "putparameter"],
};

/** Words of actions that change who may use something. */
const ACCESS = ["accesspoint", "acl", "grant", "permission", "policies", "policy", "publicaccessblock"];
const SETS_POLICIES = ["setqueueattributes", "settopicattributes"];
const ONLY_LOOKS = /^(?:describe|get|list)/;

/** Why an action is more than a workload of a tenant may take; undefined when it is not. AWS reads names of actions in any case. */
export function beyondAWorkload(action: string): string | undefined {
  const [service = "", name, ...rest] = action.toLowerCase().split(":");
  if (name === undefined || name === "" || rest.length > 0) return "it is no whole name of an action";
  if (/[*?]/.test(action)) return "a wildcard also means what AWS adds later";
  if (OF_THE_PLATFORM.includes(service))
    return `actions of ${service} hand out rights, or lead into machines and networks`;
  const content = Object.hasOwn(CONTENT, service) ? CONTENT[service] : undefined;
  if (content?.some((beginning) => name.startsWith(beginning)) === false) return "it does more than work with content";
  const changes =
    SETS_POLICIES.includes(name) || (!ONLY_LOOKS.test(name) && ACCESS.some((word) => name.includes(word)));
  return changes ? "it changes who may use something" : undefined;
}

/** Why a resource is more than one thing, or what begins with one name; undefined when it is not. */
export function beyondOneThing(resource: string): string | undefined {
  const [arn, , service, , , ...rest] = resource.split(":");
  const name = rest.join(":");
  if (arn !== "arn") return "it is no ARN";
  if (/[*?]/.test(resource.slice(0, -1)) || resource.endsWith("?")) return "a wildcard stands before its end";
  if (!resource.endsWith("*")) return name === "" ? "it names nothing" : undefined;
  const literal = name.slice(0, -1);
  if (service === "s3") return literal.includes("/") ? undefined : "it means every bucket that begins so";
  return /^[a-z-]*[:/]*$/i.test(literal) && /[:/]$|^$/.test(literal) ? "it means everything of a kind" : undefined;
}

/** Whether a condition of a trust demands one value of a session tag. */
export function demandsTag(
  { conditions }: Pick<PolicyStatementFact, "conditions">,
  tag: string,
  value: string,
): boolean {
  return conditions.some((one) =>
    comparesOne(one, ["StringEquals"], `aws:requesttag/${tag}`, (written) => written === value),
  );
}
