import { createPrivateKey, sign } from "node:crypto";
import type { ApiAnswer } from "./api-client";
import type { LaboratoryCluster } from "./cluster";

const NAMESPACES = "/api/v1/namespaces";
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** How tokens are signed, by the curve of the key that kubeadm has made. */
const ALGORITHMS: Readonly<Record<string, string>> = { prime256v1: "ES256", secp384r1: "ES384", rsa: "RS256" };

let made = 0;

/** A service account of the laboratory in a tenant's namespace, made by the administrator, with a name of its own. */
export class LaboratoryAccount {
  private constructor(
    private readonly plant: LaboratoryCluster,
    readonly namespace: string,
    readonly name: string,
    readonly uid: string,
  ) {}

  static make(plant: LaboratoryCluster, namespace = plant.tenant): LaboratoryAccount {
    made += 1;
    const name = `laboratory-${made}`;
    const body = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } };
    const answer = plant.asAdministrator({ path: `${NAMESPACES}/${namespace}/serviceaccounts`, method: "POST", body });
    return new LaboratoryAccount(plant, namespace, name, uidOf(answer));
  }

  get path(): string {
    return `${NAMESPACES}/${this.namespace}/serviceaccounts/${this.name}`;
  }

  /** A token for ten minutes and more, bound to a pod where one is named. */
  token(pod?: { readonly name: string; readonly uid: string }): string {
    const bound = pod === undefined ? {} : { boundObjectRef: { apiVersion: "v1", kind: "Pod", ...pod } };
    const body = {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: { expirationSeconds: 3600, ...bound },
    };
    const answer = this.plant.asAdministrator({ path: `${this.path}/token`, method: "POST", body });
    if (answer.status !== 201) throw new Error(`no token for ${this.name}: ${answer.status} ${answer.message}`);
    return (JSON.parse(answer.body) as { readonly status: { readonly token: string } }).status.token;
  }

  /** A token as Kubernetes once kept them in Secrets: it never ends, and says nothing but whose it is. */
  tokenOfSecret(secret: string): string {
    const claims = {
      iss: "kubernetes/serviceaccount",
      sub: `system:serviceaccount:${this.namespace}:${this.name}`,
      "kubernetes.io/serviceaccount/namespace": this.namespace,
      "kubernetes.io/serviceaccount/secret.name": secret,
      "kubernetes.io/serviceaccount/service-account.name": this.name,
      "kubernetes.io/serviceaccount/service-account.uid": this.uid,
    };
    const key = createPrivateKey(this.plant.machine.read(this.plant.keys.serviceAccounts));
    const alg = ALGORITHMS[key.asymmetricKeyDetails?.namedCurve ?? "rsa"] ?? "";
    const text = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
    const hash = `sha${alg.slice(2)}`;
    return `${text}.${sign(hash, Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  }

  /** A pod that runs as this account; where no scheduler is, it waits for ever. */
  makePod(name: string): { readonly name: string; readonly uid: string } {
    const path = `${NAMESPACES}/${this.namespace}/pods`;
    const answer = this.plant.asAdministrator({ path, method: "POST", body: quietPod(name, this.name) });
    return { name, uid: uidOf(answer) };
  }

  deletePod(name: string): void {
    const path = `${NAMESPACES}/${this.namespace}/pods/${name}?gracePeriodSeconds=0`;
    this.plant.asAdministrator({ path, method: "DELETE" });
  }

  /** Binds a role of the whole cluster in the account's namespace. */
  bind(role: string): void {
    const body = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: this.name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name: this.name, namespace: this.namespace }],
    };
    const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${this.namespace}/rolebindings`;
    const { status, message } = this.plant.asAdministrator({ path, method: "POST", body });
    if (status !== 201) throw new Error(`${role} was not bound: ${status} ${message}`);
  }

  remove(): void {
    this.plant.asAdministrator({ path: this.path, method: "DELETE" });
  }
}

function uidOf({ status, body, message }: ApiAnswer): string {
  if (status !== 201) throw new Error(`not made: ${status} ${message}`);
  return (JSON.parse(body) as { readonly metadata: { readonly uid: string } }).metadata.uid;
}

/** A pod as a tenant may run one: it satisfies Pod Security's restricted level, the quota and every admission policy. */
export function quietPod(name: string, serviceAccountName: string) {
  const resources = { cpu: "50m", memory: "32Mi" };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: {
      serviceAccountName,
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "quiet",
          image: `registry.plant-berlin.example.com/quiet@sha256:${"0".repeat(64)}`,
          resources: { requests: resources, limits: resources },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    },
  };
}
