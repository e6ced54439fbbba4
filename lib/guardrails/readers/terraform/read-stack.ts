import type { Fact } from "../../facts/fact";
import { readAccessEntries } from "./access-entries";
import { readAddOns } from "./add-ons";
import { readAutoModes } from "./auto-mode";
import { readBreakGlassRoles } from "./break-glass-roles";
import { readEgressFirewalls } from "./egress-firewalls";
import { readEksClusters } from "./eks-clusters";
import { readHandedOnText } from "./handed-on-text";
import { readIdentityProviders } from "./identity-providers";
import { readIgnoredChanges } from "./ignored-changes";
import { readModuleCalls } from "./module-calls";
import { readLogArchives } from "./log-archives";
import { readLogSubscriptions } from "./log-subscriptions";
import { readNestedText } from "./nested-text";
import { readNetworkPaths } from "./network-paths";
import { readNodeGroups } from "./node-groups";
import { readKeptResources } from "./kept-resources";
import type { OpenedStack } from "./opened-stack";
import type { OwnNames } from "./own-names";
import { readPodIdentities } from "./pod-identities";
import { readPersonRoleTrusts } from "./person-role-trusts";
import { readResourcePolicies } from "./resource-policies";
import { readResourceTags } from "./resource-tags";
import { readResourceShapes } from "./resource-shapes";
import { readSecurityGroups } from "./security-groups";
import { readServiceRoleTrusts } from "./service-role-trusts";
import { readSshDeliveries } from "./ssh-deliveries";
import { readStackFolder } from "./stack-folder";
import { readStackShapes } from "./stack-shapes";
import { readVpcs } from "./vpcs";

/**
 * Reads the Terraform JSON of one stack.
 *
 * @param names what all stacks that are judged together call their own
 */
export function readTerraformStack(
  { document, stack, expressions, parts }: OpenedStack,
  names: OwnNames,
): readonly Fact[] {
  return [
    ...stack.misshapen,
    ...readStackFolder(document),
    ...readStackShapes(stack),
    ...readResourceShapes(stack, expressions, parts, names),
    ...readSecurityGroups(stack, expressions, parts),
    ...readNetworkPaths({ stack, expressions, parts }),
    ...readEksClusters(stack, expressions),
    ...readIdentityProviders(stack, expressions),
    ...readAccessEntries(stack, expressions),
    ...readBreakGlassRoles(stack, expressions),
    ...readNodeGroups(stack, expressions),
    ...readAddOns(stack, expressions),
    ...readServiceRoleTrusts(stack, expressions),
    ...readPodIdentities(stack, expressions),
    ...readVpcs(stack, expressions),
    ...readIgnoredChanges(stack, parts),
    ...readSshDeliveries(stack, expressions),
    ...readKeptResources(stack, expressions),
    ...readResourceTags(stack, expressions),
    ...readResourcePolicies(stack, expressions, parts),
    ...readNestedText(stack, expressions, parts),
    ...readAutoModes(stack, expressions),
    ...readEgressFirewalls(stack, expressions),
    ...readLogArchives(stack, expressions),
    ...readLogSubscriptions(stack, expressions),
    ...readHandedOnText(stack, expressions),
    ...readModuleCalls(stack, expressions),
    ...readPersonRoleTrusts(stack, expressions),
  ];
}
