import { TENANT_LABEL } from "../tenant-namespace";
import type { AdmissionPolicy } from "./admission-policy";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = `${ENFORCE}-version`;
const has = (object: string, label: string) =>
  `has(${object}.metadata.labels) && '${label}' in ${object}.metadata.labels`;
const pinned = (object: string) =>
  `${has(object, VERSION)} && ${object}.metadata.labels['${VERSION}'].matches('^v1[.][0-9]{1,3}$')`;
const minor = (object: string) => `int(${object}.metadata.labels['${VERSION}'].substring(3))`;

/**
 * The namespaces of tenants, found by their label before or after the change: a selector would lose a namespace whose
 * label is taken off.
 */
export const TENANT_NAMESPACES_STAY_RESTRICTED: AdmissionPolicy = {
  name: "tenant-namespaces-stay-restricted",
  refuses:
    "tenants' namespaces without the Pod Security level `restricted` at a pinned version that does not sink, and taking off the tenant's label",
  why: "whoever may label a namespace could turn its pods into the machine",
  where: "cluster",
  fields: [],
  resourceRules: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["CREATE", "UPDATE"],
      resources: ["namespaces"],
      scope: "Cluster",
    },
  ],
  matchConditions: [
    {
      name: "a-tenant",
      expression: `(${has("object", TENANT_LABEL)}) || (request.operation == 'UPDATE' && ${has("oldObject", TENANT_LABEL)})`,
    },
  ],
  validations: [
    {
      expression: `request.operation != 'UPDATE' || !(${has("oldObject", TENANT_LABEL)}) || (${has("object", TENANT_LABEL)} && object.metadata.labels['${TENANT_LABEL}'] == oldObject.metadata.labels['${TENANT_LABEL}'])`,
      message: `the label ${TENANT_LABEL} of a tenant stays. Put it back; a namespace that is no tenant any more is deleted.`,
      reason: "Forbidden",
    },
    {
      expression: `${has("object", ENFORCE)} && object.metadata.labels['${ENFORCE}'] == 'restricted'`,
      message: `the namespace of a tenant must enforce the Pod Security level restricted. Set the label ${ENFORCE} to restricted.`,
      reason: "Forbidden",
    },
    {
      expression: `${pinned("object")} && (request.operation != 'UPDATE' || !(${pinned("oldObject")}) || ${minor("object")} >= ${minor("oldObject")})`,
      message: `the Pod Security version of a tenant must be pinned and must not sink. Set the label ${VERSION} to the version of the cluster, such as v1.35.`,
      reason: "Forbidden",
    },
  ],
};
