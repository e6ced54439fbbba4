import type { PolicyStatementFact } from "../facts/resource-policy";
import { comparesOne } from "../criteria/policy-condition";
import { beyondAWorkload, beyondOneThing, demandsTag } from "../criteria/pod-grants";
import type { PodIdentityFact } from "../facts/pod-identity";
import type { Rule } from "../rule";
import type { Value } from "../value";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";
import { podIdentityNarrowFixtures } from "./pod-identity-narrow.fixtures";

/** Roles of workloads. */
export const POD_IDENTITY_NARROW: Rule<"pod-identity"> = {
  id: "pod-identity-narrow",
  title:
    "A role of pods is taken on by one service account of one cluster, and does single things with named resources.",
  why: "Whoever takes over a pod holds its role: with a role that others share, that everybody may take on or that may do everything, he holds the account.",
  fix: "Write the account and its grants into profile.podIdentities; by hand, bind the trust to cluster, namespace and account, and grant whole names of actions on ARNs.",
  controls: ["CIS-EKS-1.8 5.2.1", "NIST-800-53 AC-6", "NIST-800-53 IA-9", "PCI-DSS-4.0.1 7.2.5"],
  judges: "pod-identity",
  reach: "ours",
  judge: judgeIdentity,
  fixtures: podIdentityNarrowFixtures,
};

/** Where the cluster's own parts stand. */
const OF_THE_CLUSTER = /^(?:default|kube-.*|amazon-.*|aws-.*|portcullis-.*)$/;

function judgeIdentity(fact: PodIdentityFact): Verdict {
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const fault = (at: string, got: string, message: string) => certain.push({ at, got, message });
  const known = <T>(value: Value<T>, at: string, what: string): { readonly value: T } | undefined => {
    if (value.known) return value;
    undecided.push({ at, got: value.why, message: `nobody can see ${what}` });
    return undefined;
  };

  const namespace = known(fact.namespace, "namespace", "whose pods get the role")?.value;
  const account = known(fact.serviceAccount, "service_account", "whose pods get the role")?.value;
  if (fact.namespace.known && !isLabel(namespace)) fault("namespace", namespace ?? "nothing", "it names no namespace");
  if (namespace !== undefined && OF_THE_CLUSTER.test(namespace))
    fault("namespace", namespace, "pods of the cluster itself get their rights with their add-on");
  if (fact.serviceAccount.known && (!isLabel(account) || account === "default"))
    fault("service_account", account ?? "nothing", "default is the account of every pod that asks for nothing");

  const trusts = known(fact.trusts, "role_arn", "who may take the role on");
  const cluster = known(fact.cluster, "cluster_name", "which cluster it is");
  if (trusts !== undefined && cluster !== undefined && namespace !== undefined && account !== undefined) {
    for (const trust of trusts.value) {
      if (!isForCluster(trust, cluster.value))
        fault("role_arn", cluster.value, "the role's trust is not bound to this cluster by aws:SourceArn");
      if (!demandsTag(trust, "kubernetes-namespace", namespace))
        fault("role_arn", namespace, "the role's trust is not bound to this namespace by its session tag");
      if (!demandsTag(trust, "kubernetes-service-account", account))
        fault("role_arn", account, "the role's trust is not bound to this service account by its session tag");
    }
    if (trusts.value.length === 0) fault("role_arn", "nobody", "nobody may take the role on");
  }
  const leadsOn = known(fact.leadsOn, "target_role_arn", "whether pods go on to another role");
  if (leadsOn?.value) fault("target_role_arn", "another role", "pods go on to a role that nobody sees here");
  const tagged = known(fact.tagged, "disable_session_tags", "whether pods are told apart");
  if (tagged?.value === false)
    fault("disable_session_tags", "true", "without session tags nothing tells one pod from another");

  for (const address of fact.sharedWith) fault("role_arn", address, "it works under the same role");
  for (const address of fact.unseen) fault("role_arn", address, "it gives the role rights that nobody sees here");
  for (const grant of known(fact.grants, "role_arn", "what the role may do")?.value ?? []) {
    if (!grant.allows) continue;
    for (const action of grant.actions) {
      const why = beyondAWorkload(action);
      if (why !== undefined) fault("role_arn", action, why);
    }
    for (const resource of grant.resources) {
      const why = beyondOneThing(resource);
      if (why !== undefined) fault("role_arn", resource, why);
    }
    if (grant.resources.length === 0) fault("role_arn", "no resource", "a grant names what it is about");
  }
  return failOrUnknown(certain, undecided);
}

function isLabel(text: string | undefined): boolean {
  return text !== undefined && /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** An ARN of the own partition and account, or of whichever the document writes out, that ends in this cluster. */
function isForCluster({ conditions }: Pick<PolicyStatementFact, "conditions">, cluster: string): boolean {
  const isIts = (arn: string) =>
    /^arn:[^:*?]+:eks:[^:*?]+:[^:*?]+:cluster\/[^*?]+$/.test(arn) && arn.endsWith(`:${cluster}`);
  return conditions.some((one) => comparesOne(one, ["ArnEquals", "StringEquals"], "aws:sourcearn", isIts));
}
