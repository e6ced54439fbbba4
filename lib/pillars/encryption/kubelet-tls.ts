import type { KubeletField } from "../../plan/kubelet-field";

/**
 * The oldest TLS that the kubelet speaks. `serverTLSBootstrap` is not set: the kubelet would wait for a serving
 * certificate that nothing in the cluster approves yet.
 */
export function kubeletTls(): readonly KubeletField[] {
  return [
    {
      pillar: "encryption",
      fields: [],
      name: "tlsMinVersion",
      value: "VersionTLS13",
      why: "every suite of TLS 1.3 is strong",
    },
  ];
}
