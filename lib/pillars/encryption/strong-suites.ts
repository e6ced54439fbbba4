import type { TlsVersion } from "../../spec/data-center-profile-spec";

/**
 * The suites of TLS 1.2 that are offered: forward secrecy, authenticated encryption, and both kinds of certificates, for
 * kubeadm's may be either. HTTP/2 asks for one with AES_128_GCM.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9325#section-4.2
 */
export const STRONG_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
] as const;

/** A version as Kubernetes spells it: `VersionTLS13`. */
export function kubernetesTlsVersion(version: TlsVersion): string {
  return `VersionTLS${version.replace(".", "")}`;
}
