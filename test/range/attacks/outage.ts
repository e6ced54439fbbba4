import type { ApiAnswer } from "../laboratory/api-client";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { eventOf } from "./run";

/** Who got in while the issuer of tokens was gone, and how. */
export interface Outage {
  /** A good token, before. */
  readonly before: ApiAnswer;
  /** The same token once the issuer is gone and the API server has started anew. */
  readonly token: ApiAnswer;
  /** The certificate of the recovery group, on what it may read. */
  readonly certificate: ApiAnswer;
  /** What the record says of that. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** The same certificate, on secrets. */
  readonly beyond: ApiAnswer;
}

/** Takes the issuer away, as an outage does, and asks by both methods. It does not come back. */
export async function withoutIssuer(plant: Plant): Promise<Outage> {
  const token = plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] });
  const ask = (
    path: string,
    by: { readonly token: string } | { readonly certificate: ReturnType<typeof clientCertificate> },
  ) => plant.ask({ path, ...by });
  const before = ask("/api/v1/namespaces", { token });
  await plant.issuer.stop();
  // Keys that it has seen once it goes on using.
  await plant.restartApiServer();
  const certificate = clientCertificate(plant, "recoverer", ["cert:plant-recovery"]);
  const recovered = ask("/api/v1/nodes", { certificate });
  return {
    before,
    token: ask("/api/v1/namespaces", { token }),
    certificate: recovered,
    ...eventOf(plant, { ...(recovered.auditId === undefined ? {} : { auditId: recovered.auditId }) }),
    beyond: ask("/api/v1/namespaces/kube-system/secrets", { certificate }),
  };
}
