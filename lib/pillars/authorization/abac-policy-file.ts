import type { ComponentFlag } from "../../plan/component-flag";
import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { AbacGrantInput } from "../../spec/abac-spec";
import { oidcPrefix } from "../../spec/derived";

/**
 * The ABAC policy file: one grant a line, which reads and never writes, after its reason. The API server takes it in when it
 * starts and never again.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/abac/#policy-file-format
 */
export function abacPolicyFile(grants: readonly AbacGrantInput[]): readonly ConfigFile[] {
  if (grants.length === 0) return [];
  const lines = grants.map((grant) => `# why: ${grant.why}\n${JSON.stringify(policyOf(grant))}\n`);
  return [
    {
      pillar: "authorization",
      fields: ["abac"],
      path: MACHINE_PATHS.abacPolicy,
      mode: "0600",
      owner: "root:root",
      content: [
        "# A grant by RBAC is better than a line here: it knows sub-resources and single verbs, holds without a restart of the\n",
        "# API server, and is seen by everybody who looks for who may do what. Move these lines to access.\n",
        ...lines.sort((a, b) => (a < b ? -1 : 1)),
      ].join(""),
    },
  ];
}

function policyOf({ who, namespace, apiGroup, resource }: AbacGrantInput) {
  return {
    apiVersion: "abac.authorization.kubernetes.io/v1beta1",
    kind: "Policy",
    spec: { group: `${oidcPrefix(who.provider)}${who.group}`, namespace, apiGroup, resource, readonly: true },
  };
}

/** The flag that makes the API server read it. */
export function abacPolicyFlags(grants: readonly AbacGrantInput[]): readonly ComponentFlag[] {
  if (grants.length === 0) return [];
  return [
    {
      pillar: "authorization",
      fields: ["abac"],
      component: "kube-apiserver",
      name: "authorization-policy-file",
      value: MACHINE_PATHS.abacPolicy,
      why: "the description grants by ABAC too",
    },
  ];
}
