import { createHash } from "node:crypto";
import type { AdmissionPolicyFact } from "./facts/admission-policy";
import { rememberLast } from "./readers/remember";

/** The parts of a policy that decide what it refuses. */
export const POLICY_PARTS = ["constraints", "matchConditions", "variables", "validations", "parameters"] as const;
export type PolicyPart = (typeof POLICY_PARTS)[number];

/**
 * The policies that every cluster has, whatever its description says. They are made together (`images-by-digest` also alone), and one that is missing was taken out.
 * `test/guardrails/reviewed-policies.test.ts` compares the list with what is made.
 */
export const POLICIES_OF_EVERY_CLUSTER: readonly string[] = [
  ...["default-deny-present", "default-limits-present", "guards-stay", "internal-services", "no-entering-pods"],
  ...["no-master-bindings", "no-powerful-roles", "no-stray-namespaces", "no-token-secrets", "no-work-in-default"],
  ...[
    "own-service-account",
    "quota-present",
    "read-only-root",
    "requests-and-limits",
    "short-lived-client-certificates",
  ],
  ...["tenant-namespaces-stay-restricted", "webhooks-inside"],
];

/** Those of them that take a parameter, which files of the API server cannot: they stand in the API alone. */
export const POLICIES_WITH_A_PARAMETER: readonly string[] = [
  "default-deny-present",
  "default-limits-present",
  "quota-present",
];

/**
 * The digest of every part of this library's policies, as they were reviewed. Nobody can tell from an expression whether it was
 * weakened, so a policy that differs from the reviewed one is refused. Whoever changes a policy on purpose reads its golden and
 * its requests in the conformance test, and puts the digest here that the refusal prints. Two digests mean two
 * ways in which platforms differ.
 */
export const REVIEWED_POLICIES: Readonly<Record<string, Readonly<Record<PolicyPart, readonly string[]>>>> = {
  "break-glass-makes-nothing": {
    constraints: ["9d08c6d1cc12439a"],
    matchConditions: ["8a1cf75cfcfe83fc"],
    variables: ["418863e3dbcf4781"],
    validations: ["52981e9790848658"],
    parameters: ["055539df4a0b804c"],
  },
  "certificates-approved-on-machines": {
    constraints: ["e52213b73c0780ab"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["55a3af01db81d798"],
    parameters: ["055539df4a0b804c"],
  },
  "default-deny-present": {
    constraints: ["7bf697e94fd69a60"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["94a23731375a68bc"],
    parameters: ["c94e00b84f571726"],
  },
  "default-limits-present": {
    constraints: ["24efdcf95d04a115"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["39905e217306131d"],
    parameters: ["81e8709fe175d9f8"],
  },
  "guards-stay": {
    constraints: ["6187475c338fec05"],
    matchConditions: ["fa380c710e321085"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["ecd4c63a675198ff"],
    parameters: ["055539df4a0b804c"],
  },
  "images-by-digest": {
    constraints: ["1a083bcdbdad048b"],
    matchConditions: ["5c0c5477b4e5c0b7"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["e6c5ad05d2a46725"],
    parameters: ["055539df4a0b804c"],
  },
  "images-from-listed-registries": {
    constraints: ["1a083bcdbdad048b"],
    matchConditions: ["5c0c5477b4e5c0b7"],
    variables: ["32b7ebf049277f82"],
    validations: ["436cea7c5df7d50c"],
    parameters: ["055539df4a0b804c"],
  },
  "internal-services": {
    constraints: ["0bed685c9fc01842"],
    matchConditions: ["b27c7cd3442ca1a7"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["3fcda7f2457f34b4"],
    parameters: ["055539df4a0b804c"],
  },
  "log-forwarder-alone": {
    constraints: ["1c0d5c1980866c8f"],
    matchConditions: ["5c0c5477b4e5c0b7"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["ad62065d21f99c77"],
    parameters: ["055539df4a0b804c"],
  },
  "no-entering-pods": {
    constraints: ["25c199722b96c679"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["65661607e2510088"],
    parameters: ["055539df4a0b804c"],
  },
  "no-master-bindings": {
    constraints: ["4e0e98879260e29d"],
    matchConditions: ["ef108681d25339c2", "3309d06dfbc596a6", "670d74b583dbf856"],
    variables: ["c09d44abd1657bd9", "29a2c29657abb822"],
    validations: ["6db7d29d5ba9173c"],
    parameters: ["055539df4a0b804c"],
  },
  "no-powerful-roles": {
    constraints: ["a13e2647b4f94a91"],
    matchConditions: ["fcd99ef4e9ed7211", "171db3e681804b6c", "46c9556c2c3d9d0a"],
    variables: ["47b9eca3caa74367"],
    validations: ["71ddda1242f4530b"],
    parameters: ["055539df4a0b804c"],
  },
  "no-stray-namespaces": {
    constraints: ["add73962edec9f05"],
    matchConditions: ["16facc8fe8e8ec80", "6e791d11aec7778c", "eeab9d2a888f3808"],
    variables: ["bffbc1eae17d78fc"],
    validations: ["6dbe07570100e969"],
    parameters: ["055539df4a0b804c"],
  },
  "no-token-secrets": {
    constraints: ["5e7bd486112d07c2"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["43b2a28b8efcd0f5"],
    parameters: ["055539df4a0b804c"],
  },
  "no-work-in-default": {
    constraints: ["ba20a19447c16c3b"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["609935637418421c"],
    parameters: ["055539df4a0b804c"],
  },
  "own-service-account": {
    constraints: ["f2d910bc2f489298"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["1e8998f4b401f690"],
    parameters: ["055539df4a0b804c"],
  },
  "people-have-attributes": {
    constraints: ["ab192851d2df514e"],
    matchConditions: ["42a6175294293aa7"],
    variables: ["a3f961be8ad9f8e7"],
    validations: ["6e0d376a9b264491"],
    parameters: ["055539df4a0b804c"],
  },
  "quota-present": {
    constraints: ["de8c0bae3b0b5b80"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["96e887eb41b66ca6"],
    parameters: ["b6cfdf485076c86a"],
  },
  "read-only-root": {
    constraints: ["1a083bcdbdad048b"],
    matchConditions: ["5c0c5477b4e5c0b7"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["800f4dc50ccbaaad"],
    parameters: ["055539df4a0b804c"],
  },
  "requests-and-limits": {
    constraints: ["f2d910bc2f489298"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["8f07b2cede3c50d1"],
    parameters: ["055539df4a0b804c"],
  },
  "short-lived-client-certificates": {
    constraints: ["3e38c4c6ec9cc258"],
    matchConditions: ["4f53cda18c2baa0c"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["3f4de467e7500544"],
    parameters: ["055539df4a0b804c"],
  },
  "tenant-namespaces-stay-restricted": {
    constraints: ["432e88b14ed646cc"],
    matchConditions: ["425440e737f41807"],
    variables: ["4f53cda18c2baa0c"],
    validations: ["a619a700f742856c"],
    parameters: ["055539df4a0b804c"],
  },
  "webhooks-inside": {
    constraints: ["7438e07783421ab4"],
    matchConditions: ["103cda395542c29a", "0bbbafdd144aa5e1", "79b694350efeec13"],
    variables: ["47b9eca3caa74367"],
    validations: ["a4adfe8420e67105"],
    parameters: ["055539df4a0b804c"],
  },
};

/** Variables whose content is the description's own; their form is judged, and for the digest they are empty. */
const LISTS: Readonly<Record<string, RegExp>> = {
  // Each ends in a slash and has a host: with a dot or a port before the first slash.
  registries: /^[a-z0-9-]*[a-z0-9.:-]*[.:][a-z0-9.:-]*\/(?:[a-z0-9._-]+\/)*$/,
  // Certificates alone: whoever has claims is asked for them.
  recoveryGroups: /^cert:.+$/,
  recoveryUsers: /^cert:.+$/,
  platformNamespaces: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  presentDemands: /^[a-z0-9-]+\/[a-z0-9-]+$/,
  equalDemands: /^[a-z0-9-]+\/[a-z0-9-]+$/,
  exceptions:
    /^(?:Cluster)?Role(?:Binding)?\/[A-Za-z0-9._:/-]+$|^(?:Mutating|Validating)WebhookConfiguration\/[A-Za-z0-9._:-]+$/,
};

/** The digest of a part of a policy, the first 16 hexadecimal digits. */
export function digestOf(policy: AdmissionPolicyFact, part: PolicyPart): string {
  return shortDigest(JSON.stringify(contentOf(policy, part)));
}

/** Clusters have most of their policies in common. */
const shortDigest = rememberLast(1024, (text) => createHash("sha256").update(text).digest("hex").slice(0, 16));

function contentOf(policy: AdmissionPolicyFact, part: PolicyPart): unknown {
  switch (part) {
    case "constraints":
      return policy.constraints;
    case "matchConditions":
      return policy.matchConditions;
    case "variables":
      return policy.variables.map(({ name, expression }) => [name, isList(name, expression) ? "[...]" : expression]);
    case "validations":
      return policy.validations;
    case "parameters":
      // What warns beside the window's end lets nothing through; the clock is the window's own.
      return policy.bindings
        .filter(({ actions }) => policy.warns === undefined || actions.includes("Deny"))
        .map(({ parameter }) =>
          parameter?.isClock === true ? (policy.warns === undefined ? "a clock" : "") : (parameter?.name ?? ""),
        );
  }
}

/** Whether an expression is a list of texts and nothing else, each of the form that the variable holds. */
function isList(name: string, expression: string): boolean {
  const form = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  if (form === undefined || !/^\[(?:'[^'\\]*'(?:, '[^'\\]*')*)?\]$/.test(expression)) return false;
  return [...expression.matchAll(/'([^']*)'/g)].every(([, item]) => form.test(item ?? ""));
}
