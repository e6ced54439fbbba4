import type { TerraformDocument } from "../../document";
import type { Fact } from "../../facts/fact";
import { readAccessEntries } from "./access-entries";
import { readAddOns } from "./add-ons";
import { ClusterParts } from "./cluster-parts";
import { readEksClusters } from "./eks-clusters";
import { Expressions } from "./expressions";
import { readIdentityProviders } from "./identity-providers";
import { readIgnoredChanges } from "./ignored-changes";
import { readNestedText } from "./nested-text";
import { readNetworkPaths } from "./network-paths";
import { readNodeGroups } from "./node-groups";
import { readKeptResources } from "./kept-resources";
import { readResourcePolicies } from "./resource-policies";
import { readResourceShapes } from "./resource-shapes";
import { readSecurityGroups } from "./security-groups";
import { readServiceRoleTrusts } from "./service-role-trusts";
import { readSshDeliveries } from "./ssh-deliveries";
import { readStackDocument } from "./stack-document";
import { readStackFolder } from "./stack-folder";
import { readStackShapes } from "./stack-shapes";
import { readVpcs } from "./vpcs";

/** Reads the Terraform JSON of one stack. */
export function readTerraformStack(
  document: TerraformDocument,
  isOurs: (constructPath: string) => boolean,
): readonly Fact[] {
  const stack = readStackDocument(document, isOurs);
  const expressions = new Expressions(stack);
  const parts = new ClusterParts(stack, expressions);
  return [
    ...stack.misshapen,
    ...readStackFolder(document),
    ...readStackShapes(stack),
    ...readResourceShapes(stack, expressions, parts),
    ...readSecurityGroups(stack, expressions, parts),
    ...readNetworkPaths({ stack, expressions, parts }),
    ...readEksClusters(stack, expressions),
    ...readIdentityProviders(stack, expressions),
    ...readAccessEntries(stack, expressions),
    ...readNodeGroups(stack, expressions),
    ...readAddOns(stack, expressions),
    ...readServiceRoleTrusts(stack, expressions),
    ...readVpcs(stack, expressions),
    ...readIgnoredChanges(stack, parts),
    ...readSshDeliveries(stack, expressions),
    ...readKeptResources(stack, expressions),
    ...readResourcePolicies(stack, parts),
    ...readNestedText(stack, expressions, parts),
  ];
}
