import { isObject, type UncheckedObject } from "../fields";
import { known, unknown, type Value } from "../../value";
import { parseStrictYaml } from "./strict-yaml";

/** Whether a text is MIME user data that holds a NodeConfig. */
export function looksLikeNodeConfig(text: string): boolean {
  return /^(MIME-Version|Content-Type):/i.test(text) && /^Content-Type: *application\/node\.eks\.aws/im.test(text);
}

/**
 * Reads the fields of the kubelet in MIME user data of Amazon Linux 2023. The document must hold one NodeConfig and nothing
 * beside it: a script in another part runs as root.
 *
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export function readNodeConfig(text: string): Value<UncheckedObject> {
  const parsed =
    /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="([A-Za-z0-9-]{1,70})"\n\n([\s\S]*)$/.exec(text);
  const [, boundary, body] = parsed ?? [];
  if (boundary === undefined || body === undefined)
    return unknown("its MIME head is not the plain one that EKS documents");
  // Lines that some readers take for a boundary, and this one does not, would hide a part.
  const delimiters = body.split("\n").filter((line) => line.startsWith(`--${boundary}`));
  const [before, part, after, ...more] = body.split(new RegExp(`^--${boundary}(?=-?-?$)`, "m"));
  if (
    delimiters.length !== 2 ||
    before !== "" ||
    part === undefined ||
    after === undefined ||
    more.length > 0 ||
    !/^--\s*$/.test(after)
  ) {
    return unknown("it does not hold exactly one part");
  }
  const content = /^\nContent-Type: application\/node\.eks\.aws\n\n([\s\S]*)$/.exec(part)?.[1];
  if (content === undefined) return unknown("its part is no NodeConfig");
  const yaml = parseStrictYaml(content);
  if (!yaml.known) return yaml;
  const [config, ...others] = yaml.value;
  if (!isObject(config) || others.length > 0) return unknown("it is not one YAML object");
  const { apiVersion, kind, spec, ...rest } = config;
  if (apiVersion !== "node.eks.aws/v1alpha1" || kind !== "NodeConfig" || Object.keys(rest).length > 0) {
    return unknown("no reader knows such a NodeConfig");
  }
  const kubelet = onlyChild(spec, "kubelet");
  const fields = onlyChild(kubelet, "config");
  return isObject(fields) ? known(fields) : unknown("it sets more than the kubelet's configuration");
}

function onlyChild(value: unknown, name: string): unknown {
  return isObject(value) && Object.keys(value).length === 1 ? value[name] : undefined;
}
