import type { AdmissionPolicy } from "./admission-policy";
import {
  type ClusterGuardProps,
  exceptedByName,
  exceptionReasons,
  exceptThePlatform,
  PLATFORM_PASSES,
} from "./exceptions";

const KINDS = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"] as const;

/**
 * Webhooks are called inside the cluster and are not sent Secrets: the API server sends them whole objects, and lets those
 * that mutate change whatever they are sent.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */
export function webhooksInside({ platform, exceptions }: ClusterGuardProps): AdmissionPolicy {
  return {
    name: "webhooks-inside",
    refuses: "webhooks that are called by URL, and webhooks that are sent Secrets",
    why: "the API server would send whole objects, Secrets among them, wherever the URL points",
    where: "cluster",
    letsPass: `${PLATFORM_PASSES}; what \`admission.exceptions\` names`,
    fields: ["admission.exceptions"],
    ...exceptionReasons(KINDS, exceptions),
    resourceRules: [
      {
        apiGroups: ["admissionregistration.k8s.io"],
        apiVersions: ["v1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
        scope: "Cluster",
      },
    ],
    matchConditions: [
      {
        name: "webhooks-change",
        expression:
          "request.operation != 'UPDATE' || (has(object.webhooks) && (!has(oldObject.webhooks) || object.webhooks != oldObject.webhooks))",
      },
      ...exceptThePlatform(platform),
    ],
    variables: exceptedByName(KINDS, exceptions),
    validations: [
      {
        expression: "variables.excepted || !has(object.webhooks) || object.webhooks.all(w, !has(w.clientConfig.url))",
        message:
          "webhooks are called inside the cluster. Name a Service in clientConfig.service instead of clientConfig.url.",
        reason: "Forbidden",
      },
      {
        expression:
          "variables.excepted || !has(object.webhooks) || object.webhooks.all(w, !has(w.rules) || w.rules.all(r, !r.apiGroups.exists(g, g in ['', '*']) || !r.resources.exists(x, x in ['*', '*/*', 'secrets'])))",
        message:
          "webhooks are not sent Secrets. Spell out the resources of the rules without secrets, or name this configuration in admission.exceptions with the reason.",
        reason: "Forbidden",
      },
    ],
  };
}
