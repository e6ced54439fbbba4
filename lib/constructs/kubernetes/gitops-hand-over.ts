import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { deliveredManifests } from "../../pillars/admission/delivered-manifests";
import { DELIVERY_ACCOUNT, deliveryAccount } from "../../pillars/authorization/delivery-account";
import { deliveryReach } from "../../pillars/network/delivery-reach";
import { defineDelivery } from "../../spec/define-delivery";
import type { DeliveryInput } from "../../spec/delivery-spec";
import { InvalidInput } from "../../spec/invalid-input";
import { parseRange } from "../../spec/network-range";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** What is handed over to Flux. */
export interface GitOpsHandOverProps {
  /** The deliveries, as in `delivery` of a description. */
  readonly delivery: DeliveryInput;
  /**
   * The addresses of the control-plane machines, whose API server answers on port 6443.
   *
   * @default - the API server answers on port 443 at `delivery.apiServerAt`, which is then needed
   */
  readonly controlPlane?: readonly string[] | undefined;
}

/** One delivery as it is written. */
export interface Delivered {
  /** The OCIRepository or GitRepository. */
  readonly source: ApiObject;
  readonly kustomization: ApiObject;
}

/**
 * Hands tenants' namespaces over to Flux: pinned and signed sources, who applies them with which rights, and the network that
 * the controllers have. The tenants' namespaces are `TenantNamespace`'s, that of the controllers too; the controllers are the team's.
 */
export class GitOpsHandOver extends Construct {
  /** What the controllers reach, by the policy's name. */
  readonly networkPolicies: ReadonlyMap<string, ApiObject>;
  /** The account, role and binding of each tenant, by its name. */
  readonly accounts: ReadonlyMap<string, readonly ApiObject[]>;
  /** By `tenant/name`. */
  readonly deliveries: ReadonlyMap<string, Delivered>;

  constructor(scope: Construct, id: string, props: GitOpsHandOverProps) {
    super(scope, id);
    gateManifests(this);
    const delivery = defineDelivery(props.delivery);
    const apiServer = placeOf(delivery, props.controlPlane);
    this.networkPolicies = new Map(deliveryReach(delivery, apiServer).map((one) => [one.id, writeManifest(this, one)]));
    const byName = [...delivery.deliveries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    this.accounts = new Map(
      [...new Set(byName.map(({ tenant }) => tenant))].map((tenant) => [
        tenant,
        deliveryAccount(tenant).map((one) => writeManifest(this, one)),
      ]),
    );
    this.deliveries = new Map(
      byName.map((one) => {
        const [source, kustomization] = deliveredManifests(one, DELIVERY_ACCOUNT).map((made) =>
          writeManifest(this, made),
        );
        if (source === undefined || kustomization === undefined) throw new Error(`${keyOf(one)} has no source`);
        return [keyOf(one), { source, kustomization }];
      }),
    );
  }
}

function keyOf({ tenant, name }: { readonly tenant: string; readonly name: string }): string {
  return `${tenant}/${name}`;
}

function placeOf({ apiServerAt = [] }: DeliveryInput, controlPlane: readonly string[] = []) {
  const wrong = controlPlane.find(
    (address) => address.includes("/") || !parseRange(`${address}/${address.includes(":") ? 128 : 32}`).ok,
  );
  if (wrong !== undefined)
    throw new InvalidInput(`GitOpsHandOver: ${JSON.stringify(wrong)} is not the address of a machine.`);
  if (controlPlane.length > 0 && apiServerAt.length > 0) {
    throw new InvalidInput(
      "GitOpsHandOver: controlPlane and delivery.apiServerAt both say where the API server is; keep one.",
    );
  }
  if (controlPlane.length > 0) return { ranges: controlPlane, port: 6443 };
  if (apiServerAt.length > 0) return { ranges: apiServerAt.map(({ cidr }) => cidr), port: 443 };
  throw new InvalidInput(
    "GitOpsHandOver: nothing says where the API server is; name controlPlane, or delivery.apiServerAt on Amazon EKS.",
  );
}
