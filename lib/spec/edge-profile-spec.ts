import type { TlsVersion } from "./data-center-profile-spec";
import type { SourceInput } from "./source-spec";

/** The one machine of an edge cluster: it runs the control plane and the workloads. */
export interface EdgeNodeInput {
  /** The machine's host name: an RFC 1123 label. */
  readonly name: string;
  /** The machine's own address behind the site's router: private, IPv4, outside `podRange` and `serviceRange`. */
  readonly address: string;
}

/**
 * Kubernetes by k3s on one small machine behind somebody else's router. Nothing is let in from the internet, and images
 * come from the named registries alone.
 *
 * @see https://docs.k3s.io/security/hardening-guide
 */
export interface EdgeProfileInput {
  readonly kind: "edge";

  /** The DNS name by which everybody reaches the API server, on port 6443. It is in the server's certificate. */
  readonly apiServerName: string;

  /** The machine. */
  readonly node: EdgeNodeInput;

  /**
   * The registries that every image is pulled from, in the order in which they are tried: 1 to 8 https URLs of a host and
   * perhaps a port, `https://registry.store.example.com`. Whatever registry an image names, these are asked for it and no
   * other is: the machine needs no way to the internet. The machine must trust the authority of their certificates.
   *
   * @see https://docs.k3s.io/installation/private-registry
   */
  readonly registryMirrors: readonly string[];

  /**
   * The oldest TLS that API server, controller manager, scheduler and kubelet speak, and with them k3s itself. With 1.2 only
   * suites with forward secrecy and authenticated encryption are offered.
   *
   * @default "1.3"
   * @see https://www.rfc-editor.org/rfc/rfc9325
   */
  readonly minimumTlsVersion?: TlsVersion | undefined;

  /**
   * The range that pods get their addresses from: canonical, private, IPv4, /8 to /22.
   *
   * @default "10.42.0.0/16"
   */
  readonly podRange?: string | undefined;

  /**
   * The range of Service addresses: canonical, private, IPv4, /12 to /24.
   *
   * @default "10.43.0.0/16"
   */
  readonly serviceRange?: string | undefined;

  /**
   * The ranges from which administrators reach the machine by SSH.
   *
   * @default - nobody
   */
  readonly sshReachableFrom?: readonly SourceInput[] | undefined;

  /**
   * The most disk that audit records may take, in MiB: 1200 to 1048576. When it is used up the oldest file goes, however
   * young it is: `logs.retentionDays` is then an upper bound. Weaker when smaller: a flood of requests pushes older records out
   * sooner.
   *
   * @default 2048
   */
  readonly auditDiskMiB?: number | undefined;
}
