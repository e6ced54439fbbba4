import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { Json, KubernetesObject, Manifest } from "../../../plan/manifest";
import type { LogTargetSpec } from "../../../spec/log-target-spec";
import { type KubernetesVersion, podSecurityVersion } from "../../../spec/kubernetes-version";
import { forwarderConfiguration, SYNCHRONOUS } from "./forwarder-configuration";
import { FORWARDER_NAMESPACE } from "./streams";

const NAME = "log-forwarder";
const CONFIGURATION = "/etc/portcullis/forwarder-configuration";
const FIELDS = ["logs.forwardTo"];
const LABELS = { "app.kubernetes.io/name": NAME };

/** What the pods that forward are made of. */
export interface ForwarderPodsPlan {
  readonly cluster: string;
  readonly kubernetesVersion: KubernetesVersion;
  readonly target: LogTargetSpec;
  readonly image: string;
  /** How a document becomes text: the configuration lies in a ConfigMap as a text. */
  readonly write: (content: Json) => string;
}

/**
 * The namespace of the pods that forward: the one place outside of Pod Security, for no level lets a pod read a folder of the
 * machine. The admission policy `log-forwarder-alone` says what may stand in it instead.
 */
export function forwarderNamespace(version: KubernetesVersion): Manifest {
  return manifest("namespace", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: FORWARDER_NAMESPACE,
      labels: {
        "pod-security.kubernetes.io/enforce": "privileged",
        "pod-security.kubernetes.io/enforce-version": podSecurityVersion(version),
      },
    },
  });
}

/** The account of the pods, which holds nothing. */
export function forwarderAccount(): Manifest {
  return manifest("account", {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: NAME, namespace: FORWARDER_NAMESPACE },
    automountServiceAccountToken: false,
  });
}

/** What the pods read: containers' records alone, from the node whose name they are told. */
export function forwarderConfigMap({ cluster, target, write }: ForwarderPodsPlan): Manifest {
  const configuration = forwarderConfiguration(target, {
    cluster,
    machine: "${env:NODE_NAME}",
    streams: ["containers"],
    certificates: MACHINE_PATHS.forwarderFolder,
  });
  return manifest("configuration", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: NAME, namespace: FORWARDER_NAMESPACE },
    data: { "forwarder.yaml": write(configuration) },
  });
}

/**
 * One pod on every node. It is root, for what pods wrote belongs to root, and has none of root's powers; of the machine it sees what pods
 * wrote, read-only, and a folder of its own, in which what waits outlives the pod.
 *
 * @see https://opentelemetry.io/docs/platforms/kubernetes/collector/components/#filelog-receiver
 */
export function forwarderDaemonSet({ image }: ForwarderPodsPlan): Manifest {
  return manifest("pods", {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: NAME, namespace: FORWARDER_NAMESPACE, labels: LABELS },
    spec: {
      selector: { matchLabels: LABELS },
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      template: { metadata: { labels: LABELS }, spec: podSpec(image) },
    },
  });
}

function podSpec(image: string): Json {
  return {
    serviceAccountName: NAME,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // A node whose records nobody reads is where somebody would go.
    priorityClassName: "system-node-critical",
    tolerations: [{ operator: "Exists" }],
    securityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "collector",
        image,
        args: [SYNCHRONOUS, `--config=${CONFIGURATION}/forwarder.yaml`],
        env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
        resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "certificates", mountPath: MACHINE_PATHS.forwarderFolder, readOnly: true },
          { name: "configuration", mountPath: CONFIGURATION, readOnly: true },
          { name: "pod-logs", mountPath: MACHINE_PATHS.podLogs, readOnly: true },
          { name: "state", mountPath: MACHINE_PATHS.forwarderState },
        ],
      },
    ],
    volumes: [
      { name: "certificates", secret: { secretName: NAME, defaultMode: 0o400 } },
      { name: "configuration", configMap: { name: NAME } },
      { name: "pod-logs", hostPath: { path: MACHINE_PATHS.podLogs, type: "Directory" } },
      { name: "state", hostPath: { path: MACHINE_PATHS.forwarderState, type: "DirectoryOrCreate" } },
    ],
  };
}

function manifest(id: string, object: KubernetesObject): Manifest {
  return { id, pillar: "audit", fields: FIELDS, object };
}
