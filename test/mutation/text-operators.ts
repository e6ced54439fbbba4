import { type Change, here } from "./mutant";

/** What a text becomes when somebody loosens it, by what it looks like. The first matching row decides, besides the rows for every text. */
const BY_FORMAT: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\d{1,3}(\.\d{1,3}){3}\/\d+$/, ["0.0.0.0/0", "::/0", "0.0.0.0/1"]],
  [/^\d{1,3}(\.\d{1,3}){3}(:\d+)?$/, ["0.0.0.0", "0.0.0.0:10249"]],
  [/^true$/, ["false"]],
  [/^false$/, ["true"]],
  [/^0[0-7]{3}$/, ["0666", "0777"]],
  [/^\d+$/, ["0", "999999999"]],
  [/^(\d+(\.\d+)?(h|m|s|ms))+$/, ["87600h0m0s", "0s"]],
  [/^https:\/\//, ["http://login.example.com", "https://login.attacker.example"]],
  [/^VersionTLS1\d$/, ["VersionTLS10", "VersionTLS12"]],
  [/^TLS1\.\d$/, ["TLS1.0", "TLS1.2"]],
  [/^(restricted|baseline)$/, ["privileged", "baseline"]],
  [/^Deny$/, ["Warn", "Audit"]],
  [/^Fail$/, ["Ignore"]],
  [/^(Webhook|Node,RBAC)$/, ["AlwaysAllow"]],
  [/^(Metadata|Request|RequestResponse)$/, ["None", "Metadata"]],
  [/^blocking$/, ["batch"]],
  [/^API$/, ["API_AND_CONFIG_MAP", "CONFIG_MAP"]],
  [/^Namespaced$/, ["Cluster"]],
  [/^Exists$/, ["DoesNotExist"]],
  [/^Group$/, ["User"]],
  [/^RoleBinding$/, ["ClusterRoleBinding"]],
  [/^Role$/, ["ClusterRole"]],
  [/^Equivalent$/, ["Exact"]],
  [/^secretbox$/, ["identity"]],
  [/^(ArnEquals|StringEquals)$/, ["StringLike"]],
];

/** A condition in CEL. */
const CONDITION = /[()]|==|<=|&&/;

/** The loosened forms of a text. */
export function weakenText(text: string): readonly Change[] {
  // `profiling=false`, as k3s passes flags on.
  const [, flag, setting] = /^([a-z][a-z-]*=)([^=]*)$/.exec(text) ?? [];
  if (flag !== undefined && setting !== undefined)
    return weakenText(setting).map(({ operator, make }) => here(operator, flag + String(make())));
  const found = BY_FORMAT.find(([format]) => format.test(text))?.[1] ?? [];
  const values = new Set([...found, "*", ""]);
  if (CONDITION.test(text) && !text.includes("${")) for (const value of ["true", "false"]) values.add(value);
  if (text.includes(",") && !CONDITION.test(text)) {
    for (const item of text.split(",")) {
      values.add(
        text
          .split(",")
          .filter((other) => other !== item)
          .join(","),
      );
    }
  }
  values.delete(text);
  return [...values].map((value) => here(`= ${JSON.stringify(value)}`, value));
}

/** Elements that somebody adds to a list of texts to let in more. */
export function openElements(path: string): readonly string[] {
  if (/(kubernetes_groups|userGroups)$/.test(path)) return ["*", "system:masters"];
  if (/cidr|Ranges|saddr/i.test(path)) return ["0.0.0.0/0", "::/0"];
  return ["*"];
}
