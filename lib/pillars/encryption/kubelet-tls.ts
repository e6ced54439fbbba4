import type { KubeletField } from "../../plan/kubelet-field";
import type { TlsVersion } from "../../spec/data-center-profile-spec";
import { kubernetesTlsVersion, STRONG_SUITES } from "./strong-suites";

/** The oldest TLS that the kubelet speaks. */
export function kubeletTls(minimumVersion: TlsVersion): readonly KubeletField[] {
  const field = (name: string, value: KubeletField["value"], why: string): KubeletField => ({
    pillar: "encryption",
    fields: ["profile.minimumTlsVersion"],
    name,
    value,
    why,
  });
  const version = kubernetesTlsVersion(minimumVersion);
  return minimumVersion === "1.3"
    ? [field("tlsMinVersion", version, "every suite of TLS 1.3 is strong")]
    : [
        field("tlsMinVersion", version, "what the description asks for"),
        field("tlsCipherSuites", [...STRONG_SUITES], "forward secrecy and authenticated encryption"),
      ];
}
