import type { Manifest } from "../../plan/manifest";
import type { TenantDeliveryInput } from "../../spec/delivery-spec";

/** What Flux says when nothing changed and nobody asked. The source cannot change, so this repairs what somebody changed by hand. */
const INTERVAL = "10m";
const TIMEOUT = "5m";

/**
 * A source that is one content and no other, signed; and what applies it: in the tenant's own namespace, as the account that may do
 * nothing elsewhere, taking away again what is no longer delivered. Both stand in the tenant's namespace, so that no reference crosses.
 *
 * @param account the ServiceAccount of the namespace that it is applied as
 * @see https://fluxcd.io/flux/components/source/ocirepositories/
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export function deliveredManifests(delivery: TenantDeliveryInput, account: string): readonly Manifest[] {
  const { name, tenant, from, path } = delivery;
  const metadata = { name, namespace: tenant };
  const made = (id: string, object: Manifest["object"]): Manifest => ({
    id: `${id}-${tenant}-${name}`,
    pillar: "admission",
    fields: ["delivery.deliveries"],
    object,
  });
  const kind = from.kind === "oci" ? "OCIRepository" : "GitRepository";
  return [
    made("source", {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind,
      metadata,
      spec: {
        interval: INTERVAL,
        timeout: "60s",
        ...sourceOf(delivery),
        ...(from.credentials === undefined ? {} : { secretRef: { name: from.credentials } }),
      },
    }),
    made("apply", {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata,
      spec: {
        interval: INTERVAL,
        timeout: TIMEOUT,
        sourceRef: { kind, name },
        path: path === undefined || path.startsWith("./") ? (path ?? "./") : `./${path}`,
        targetNamespace: tenant,
        serviceAccountName: account,
        prune: true,
        wait: true,
      },
    }),
  ];
}

function sourceOf({ from }: TenantDeliveryInput): object {
  switch (from.kind) {
    case "oci":
      return {
        url: `oci://${from.repository}`,
        ref: { digest: from.digest },
        insecure: false,
        verify: { provider: "cosign", secretRef: { name: from.publicKeys } },
      };
    case "git":
      return {
        url: from.repository,
        ref: { commit: from.commit },
        recurseSubmodules: false,
        verify: { mode: "HEAD", secretRef: { name: from.publicKeys } },
      };
  }
}
