import type { AdmissionPolicy } from "./admission-policy";
import { everyContainer, PODS_AND_DEBUG_CONTAINERS, SPEC_CHANGES } from "./pods";

const FIX = "Only the forwarder of records stands in this namespace; put everything else elsewhere.";
const no = (field: string) => `!(has(object.spec.${field}) && object.spec.${field})`;

/**
 * The namespace of the pods that forward is outside of Pod Security, for they must see two folders of the machine. What may stand in
 * it instead is this one kind of pod: those two folders, one of them read-only, no token, nothing else of the machine.
 */
export const LOG_FORWARDER_ALONE: AdmissionPolicy = {
  name: "log-forwarder-alone",
  refuses:
    "pods other than the forwarder of records: other folders of the machine, its network or processes, a token, a writable root, capabilities, init and debug containers",
  why: "the namespace is outside of Pod Security, and whoever may create pods in it would have the machine",
  where: "log-forwarder",
  fields: ["logs.forwardTo"],
  resourceRules: PODS_AND_DEBUG_CONTAINERS,
  matchConditions: [SPEC_CHANGES],
  validations: [
    {
      expression:
        "!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.hostPath) || (v.name == 'pod-logs' && v.hostPath.path == '/var/log/pods') || (v.name == 'state' && v.hostPath.path == '/var/lib/portcullis/forwarder'))",
      message: `pods here see /var/log/pods as the volume pod-logs, /var/lib/portcullis/forwarder as the volume state and nothing else of the machine. ${FIX}`,
      reason: "Forbidden",
    },
    {
      expression:
        "object.spec.containers.all(c, !has(c.volumeMounts) || c.volumeMounts.all(m, m.name != 'pod-logs' || (has(m.readOnly) && m.readOnly)))",
      message: "what other pods wrote is mounted read-only. Set readOnly on the mount of pod-logs.",
      reason: "Forbidden",
    },
    {
      expression: `${no("hostNetwork")} && ${no("hostPID")} && ${no("hostIPC")} && object.spec.containers.all(c, !has(c.ports) || c.ports.all(p, !has(p.hostPort) || p.hostPort == 0))`,
      message: `pods here use neither the network nor the processes of the machine. ${FIX}`,
      reason: "Forbidden",
    },
    {
      expression:
        "has(object.spec.serviceAccountName) && object.spec.serviceAccountName == 'log-forwarder' && has(object.spec.automountServiceAccountToken) && !object.spec.automountServiceAccountToken",
      message:
        "pods here run as the ServiceAccount log-forwarder and mount no token. Set serviceAccountName and automountServiceAccountToken.",
      reason: "Forbidden",
    },
    {
      expression:
        "has(object.spec.securityContext) && has(object.spec.securityContext.seccompProfile) && object.spec.securityContext.seccompProfile.type == 'RuntimeDefault' && (!has(object.spec.initContainers) || size(object.spec.initContainers) == 0) && (!has(object.spec.ephemeralContainers) || size(object.spec.ephemeralContainers) == 0)",
      message:
        "pods here have the seccomp profile RuntimeDefault, and no init or debug containers. Set securityContext.seccompProfile, and take those out.",
      reason: "Forbidden",
    },
    ...everyContainer(
      {
        good: "c.image.matches('^.+@sha256:[a-f0-9]{64}$') && has(c.securityContext) && has(c.securityContext.readOnlyRootFilesystem) && c.securityContext.readOnlyRootFilesystem && has(c.securityContext.allowPrivilegeEscalation) && !c.securityContext.allowPrivilegeEscalation && !(has(c.securityContext.privileged) && c.securityContext.privileged) && !(has(c.securityContext.seccompProfile) && c.securityContext.seccompProfile.type != 'RuntimeDefault') && has(c.securityContext.capabilities) && has(c.securityContext.capabilities.drop) && 'ALL' in c.securityContext.capabilities.drop && (!has(c.securityContext.capabilities.add) || size(c.securityContext.capabilities.add) == 0)",
        wrong: "without a digest, or that are not confined",
        must: "must name their image by digest and be confined",
        fix: "Set readOnlyRootFilesystem, allowPrivilegeEscalation to false, and drop ALL capabilities.",
      },
      { debugContainers: false },
    ).filter(({ message }) => message.startsWith("containers")),
  ],
};
