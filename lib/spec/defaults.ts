/**
 * The hardened defaults of each edition, with the reason for each. An edition never changes once released; a better
 * value goes into a new one.
 */
export const DEFAULTS = {
  1: {
    /** `sub` is the only claim that OpenID Connect promises to be stable and never reassigned. */
    usernameClaim: "sub",
    /** What most providers call it. */
    groupsClaim: "groups",
    /** A year, and some weeks in which somebody can still look: PCI DSS 10.5.1 and most audits ask for twelve months. */
    retentionDays: 400,
    /** kubeadm's own examples and most network plug-ins use it. */
    podRange: "10.244.0.0/16",
    /** kubeadm's own default. */
    serviceRange: "10.96.0.0/12",
    /** Fields of the edge profile whose default is another one there. */
    edge: {
      /** k3s's own default. */
      podRange: "10.42.0.0/16",
      /** k3s's own default. */
      serviceRange: "10.43.0.0/16",
      /** Some weeks of records of a quiet site, and small beside the smallest disk that k3s is sold with. */
      auditDiskMiB: 2048,
      /** As on other machines: k3s and its clients are Go programs too. */
      minimumTlsVersion: "1.3",
    },
    /** Fields of the cloud profile. */
    cloud: {
      /** Nearly every service of others speaks it, and the other one shows everybody on the way what it says. */
      protocol: "https",
      /** One of the two that Amazon EKS chooses from by itself, and the one that no VPC of 10.0.0.0/8 meets. */
      serviceRange: "172.20.0.0/16",
    },
    /** The longest that the promises allow: shorter ones end while somebody still reads logs. */
    longestMinutes: 60,
    /** A port that nobody asked for stays closed. */
    podNetwork: "none",
    /** A cluster whose disk is full goes on working, and whoever mends it can; what was lost is said in the API server's own log. */
    onFullDisk: "count",
    /** The API server's own, which a backend that answers within seconds never fills. */
    bufferEvents: 10000,
    /** The API server's own. */
    batchEvents: 400,
    /** A day of a quiet machine's records, on any disk that Kubernetes runs from. */
    bufferMiB: 4096,
    /** Every suite of 1.3 is strong, and all clients of a control plane are Go programs of the same years. */
    minimumTlsVersion: "1.3",
  },
} as const;
