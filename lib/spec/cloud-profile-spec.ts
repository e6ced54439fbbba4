import type { AutoModeInput } from "./auto-mode-spec";
import type { AwsService } from "./aws-service";
import type { LogArchiveInput } from "./log-archive-spec";
import type { NodeGroupInput } from "./node-group-spec";
import type { PodIdentityInput } from "./pod-identity-spec";
import type { TagInput } from "./tag-spec";

/** An AWS service that the cluster's network reaches by an endpoint of its own. */
export interface AwsServiceInput {
  readonly service: AwsService;
  /** Why it is reached, 3 to 100 characters; stands beside the endpoint. */
  readonly why: string;
}

/** A host that something in the cluster may reach on the internet. */
export interface DestinationInput {
  /** The exact name, in lower case: `api.example.com`. Names below it are others. */
  readonly host: string;

  /**
   * `https` on port 443, told apart by the name in the TLS handshake; or `http` on port 80, by its `Host`.
   *
   * @default "https"
   */
  readonly protocol?: "https" | "http" | undefined;

  /** Why it is reached, 3 to 100 characters; stands beside the firewall's rules. */
  readonly why: string;
}

/**
 * What leaves a new VPC for the internet. `none`: nothing. `nat`: whatever a node or pod asks for, behind addresses of AWS.
 * `firewall`: one to a hundred named hosts, through AWS Network Firewall, and the same gateway. Nobody outside can begin a conversation.
 * Nothing but `none` in GovCloud, where nobody has tried the gateway yet; with a firewall there is no zone `h`.
 */
export type CloudEgressInput =
  | { readonly mode: "none" }
  | {
      readonly mode: "nat";
      /** Why something must leave, 3 to 100 characters; stands beside the gateway. */
      readonly why: string;
    }
  | { readonly mode: "firewall"; readonly destinations: readonly DestinationInput[] };

/** A new, isolated VPC for the cluster. */
export interface CloudNetworkInput {
  /** The VPC's range: private, canonical, IPv4, /16 to /19. It is cut into eight equal subnets, one per zone letter. */
  readonly cidr: string;

  /**
   * Two to eight availability zones of the region, by name (`eu-central-1a`). A zone's subnet follows from its
   * letter, so adding or reordering zones moves no subnet.
   */
  readonly zones: readonly string[];

  /**
   * AWS services that something in the cluster calls, beyond those that every cluster needs. Each becomes an endpoint
   * for principals of the own account.
   *
   * @default - none
   */
  readonly awsServices?: readonly AwsServiceInput[] | undefined;

  /**
   * What leaves the network.
   *
   * @default - nothing, `{ mode: "none" }`
   */
  readonly egress?: CloudEgressInput | undefined;
}

/**
 * Pinned versions of the add-ons that come with nodes, as EKS writes them: `v1.20.4-eksbuild.1`. Without one, EKS takes its
 * default for the Kubernetes version when the add-on is made, and nothing changes it later.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managing-add-ons.html
 */
export interface AddOnVersionsInput {
  /** @default - what EKS takes */
  readonly coreDns?: string | undefined;
  /** @default - what EKS takes */
  readonly kubeProxy?: string | undefined;
  /** @default - what EKS takes */
  readonly podIdentityAgent?: string | undefined;
  /** @default - what EKS takes */
  readonly vpcCni?: string | undefined;
}

/**
 * Amazon EKS in private subnets, without any way in or out of the VPC but its own endpoints.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export interface CloudProfileInput {
  readonly kind: "cloud";
  /** The AWS region: `eu-central-1`. */
  readonly region: string;

  /**
   * The VPC to make. Left out, the construct needs an `ExistingNetwork` instead.
   *
   * @default - no VPC is made
   */
  readonly network?: CloudNetworkInput | undefined;

  /**
   * The groups of managed nodes. With the first one come the add-ons that nodes cannot do without: VPC CNI with network
   * policies on, kube-proxy, CoreDNS and the Pod Identity agent.
   *
   * @default - no nodes, no add-ons
   */
  readonly nodes?: readonly NodeGroupInput[] | undefined;

  /**
   * EKS Auto Mode in place of `nodes`, with everything that they need. Not in China.
   *
   * @default - off
   */
  readonly autoMode?: AutoModeInput | undefined;

  /**
   * Versions of the add-ons. Needs nodes.
   *
   * @default - what EKS takes
   */
  readonly addOnVersions?: AddOnVersionsInput | undefined;

  /**
   * What tenants' workloads may do in AWS, by service account; each account once, at most 200. Needs nodes or Auto Mode.
   *
   * @default - nothing: no pod has a role
   */
  readonly podIdentities?: readonly PodIdentityInput[] | undefined;

  /**
   * Tags of every resource of the cluster that takes tags, at most 45 of the 50 that AWS takes: the others are the library's.
   *
   * @default - those of the library and of the stack's provider alone
   */
  readonly tags?: readonly TagInput[] | undefined;

  /**
   * A copy of all control-plane and flow logs that nobody can delete. Not in China.
   *
   * @default - no copy: records live in CloudWatch Logs alone
   */
  readonly logArchive?: LogArchiveInput | undefined;
}
