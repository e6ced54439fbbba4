import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { yamlText } from "../../formats/yaml-text";
import { LOG_FORWARDER_ALONE } from "../../pillars/admission/policies/log-forwarder-alone";
import { tenantLimits } from "../../pillars/admission/tenant-limits";
import { tenantQuota } from "../../pillars/admission/tenant-quota";
import {
  forwarderAccount,
  forwarderConfigMap,
  forwarderDaemonSet,
  forwarderNamespace,
} from "../../pillars/audit/forwarder/forwarder-pods";
import { FORWARDER_NAMESPACE } from "../../pillars/audit/forwarder/streams";
import { tenantDefaultAccount } from "../../pillars/authorization/tenant-default-account";
import { forwarderEgress } from "../../pillars/network/forwarder-egress";
import { tenantDefaultDeny } from "../../pillars/network/tenant-default-deny";
import { tenantDns } from "../../pillars/network/tenant-dns";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { targetOfPods } from "../../spec/forwarder-pods";
import { InvalidInput } from "../../spec/invalid-input";
import { requireSpec } from "../../spec/require-spec";
import { gateManifests } from "../gate/manifest-gate";
import { type BoundPolicy, writePolicy } from "./bound-policy";
import { writeManifest } from "./write-manifest";

/** The cluster whose pods' records are forwarded. */
export interface LogForwarderProps {
  /** A checked description with `logs.forwardTo` and its `pods`. */
  readonly spec: ClusterSpec;
}

/** As many pods as a cluster of Amazon EKS has nodes at most, and what these use. */
const ROOM = {
  name: FORWARDER_NAMESPACE,
  quota: { cpu: "2500", memory: "2560Gi", pods: 5000 },
};

/**
 * Pods that forward what pods write, one on every node, in a namespace of their own that holds nothing else. Stands alone in any
 * chart. The certificates come from the Secret `log-forwarder` in that namespace, which the team brings: no secret is in the output.
 */
export class LogForwarder extends Construct {
  readonly policy: BoundPolicy;
  readonly namespace: ApiObject;
  readonly configuration: ApiObject;
  readonly pods: ApiObject;

  /** @throws InvalidInput where the description forwards nothing by pods */
  constructor(scope: Construct, id: string, props: LogForwarderProps) {
    super(scope, id);
    gateManifests(this);
    const { spec } = props;
    requireSpec(spec, this.node.path);
    const target = targetOfPods(spec.logs);
    if (target === undefined)
      throw new InvalidInput(
        `LogForwarder(${spec.name}): logs.forwardTo.pods is missing; name the image and the addresses of the aggregator.`,
      );
    const plan = {
      cluster: spec.name,
      kubernetesVersion: spec.kubernetesVersion,
      target,
      image: target.pods.image,
      write: yamlText,
    };
    this.policy = writePolicy(this, LOG_FORWARDER_ALONE);
    this.namespace = writeManifest(this, forwarderNamespace(spec.kubernetesVersion));
    writeManifest(this, tenantDefaultDeny(ROOM));
    writeManifest(this, tenantDns(ROOM));
    writeManifest(this, forwarderEgress(FORWARDER_NAMESPACE, target.pods.reachedAt, portOf(target.endpoint)));
    writeManifest(this, tenantQuota(ROOM));
    writeManifest(this, tenantLimits(ROOM));
    writeManifest(this, tenantDefaultAccount(ROOM));
    writeManifest(this, forwarderAccount());
    this.configuration = writeManifest(this, forwarderConfigMap(plan));
    this.pods = writeManifest(this, forwarderDaemonSet(plan));
  }
}

/** The port of an https URL, which leaves out its own. */
function portOf(endpoint: string): number {
  const { port } = new URL(endpoint);
  return port === "" ? 443 : Number(port);
}
