import type { LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { checkAbac } from "./abac";
import { checkAdmissionExceptions, checkAdmissionOnCloud } from "./admission-exceptions";
import { checkAutoMode } from "./auto-mode";
import { checkAttributeRules } from "./attribute-rules";
import { checkBreakGlass } from "./break-glass";
import { checkCloudProfile } from "./cloud-profile";
import { checkCloudRegion } from "./cloud-region";
import { checkDataCenterMachines } from "./data-center-machines";
import { checkDataCenterNetwork } from "./data-center-network";
import { checkDelivery } from "./delivery";
import { checkEdgeNetwork } from "./edge-network";
import { checkGrants } from "./grants";
import { checkLoginProxy } from "./login-proxy";
import { checkLogs } from "./logs";
import { checkMethods } from "./methods";
import { checkOidcProviders } from "./oidc-providers";
import { checkOwnPersonas } from "./own-personas";
import { checkPlatformNamespaces } from "./platform-namespaces";
import { checkPodIdentities } from "./pod-identities";
import { checkSources } from "./sources";
import { checkTags } from "./tags";
import { checkTenants } from "./tenants";
import { checkWarnOnly } from "./warn-only";
import { checkWaysIn } from "./ways-in";

/**
 * What fields ask of each other. Every check reads what it needs by itself, as far as it can be read, so that a
 * mistake in one section does not hide one between two others.
 */
const CHECKS: readonly ((data: PlainData) => readonly LocatedProblem[])[] = [
  checkWaysIn,
  checkMethods,
  checkLoginProxy,
  checkOidcProviders,
  checkGrants,
  checkOwnPersonas,
  checkTenants,
  checkAdmissionExceptions,
  checkAdmissionOnCloud,
  checkPlatformNamespaces,
  checkWarnOnly,
  checkSources,
  checkDataCenterNetwork,
  checkEdgeNetwork,
  checkDataCenterMachines,
  checkCloudRegion,
  checkCloudProfile,
  checkLogs,
  checkDelivery,
  checkAutoMode,
  checkPodIdentities,
  checkTags,
  checkBreakGlass,
  checkAttributeRules,
  checkAbac,
];

export function checkTogether(data: PlainData): readonly LocatedProblem[] {
  return CHECKS.flatMap((check) => check(data));
}
