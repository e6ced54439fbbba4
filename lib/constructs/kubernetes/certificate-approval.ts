import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import {
  certificateApproverBinding,
  certificateApproverRole,
  certificateAskerBinding,
  certificateAskerRole,
} from "../../pillars/authorization/certificate-approval";
import { certificateAskers } from "../../spec/certificate-askers";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Whose requests for certificates are decided on. */
export interface CertificateApprovalProps {
  readonly spec: Pick<ClusterSpec, "access" | "personas">;
}

/**
 * What the control-plane machines of a cluster may do that decide on requests for certificates (group `portcullis:certificate-approver`), and
 * who may ask (`portcullis:certificate-asker`): people who hold behind a second factor what a group of certificates gives. It wants the policy
 * `certificates-approved-on-machines` beside it, which `AdmissionPolicies` writes with `certificateApproval`.
 */
export class CertificateApproval extends Construct {
  readonly approverRole: ApiObject;
  readonly approverBinding: ApiObject;
  /** Undefined where nobody may ask. */
  readonly askerBinding: ApiObject | undefined;

  constructor(scope: Construct, id: string, props: CertificateApprovalProps) {
    super(scope, id);
    gateManifests(this);
    this.approverRole = writeManifest(this, certificateApproverRole());
    this.approverBinding = writeManifest(this, certificateApproverBinding());
    const askers = certificateAskers(props.spec);
    if (askers.length === 0) return;
    writeManifest(this, certificateAskerRole());
    this.askerBinding = writeManifest(this, certificateAskerBinding(askers));
  }
}
