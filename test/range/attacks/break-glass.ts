import { execFileSync } from "node:child_process";
import type { ApiRequest } from "../laboratory/api-client";

/** What somebody tries who was let in for half an hour and wants to stay. */
export interface Stay {
  readonly name: string;
  readonly request: ApiRequest;
  /** Whom RBAC's refusal names. */
  readonly refused: string;
  /** Whether the admission policy stops it as well, once RBAC is loosened; policies on policies do not exist. */
  readonly stoppedByPolicy: boolean;
}

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const POLICY = "validatingadmissionpolicybindings/guards-stay";

/**
 * @param session tells the attempts of one stage from those of another
 * @param tenant in whose namespace the account `metrics` is
 */
export function stays(session: string, tenant: string): readonly Stay[] {
  const name = `stay-${session}`;
  const create = (path: string, apiVersion: string, kind: string, more: object): ApiRequest => ({
    path,
    method: "POST",
    body: { apiVersion, kind, metadata: { name }, ...more },
  });
  return [
    {
      name: "binds himself to cluster-admin",
      request: create(`${RBAC}/clusterrolebindings`, "rbac.authorization.k8s.io/v1", "ClusterRoleBinding", {
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "cert:alice" }],
      }),
      refused: 'cannot create resource "clusterrolebindings"',
      stoppedByPolicy: true,
    },
    {
      name: "asks for a certificate",
      request: create(
        "/apis/certificates.k8s.io/v1/certificatesigningrequests",
        "certificates.k8s.io/v1",
        "CertificateSigningRequest",
        {
          spec: {
            request: certificateRequest(),
            signerName: "kubernetes.io/kube-apiserver-client",
            expirationSeconds: 3600,
            usages: ["client auth"],
          },
        },
      ),
      refused: 'cannot create resource "certificatesigningrequests"',
      stoppedByPolicy: true,
    },
    {
      name: "asks for a token of a service account",
      request: {
        path: `/api/v1/namespaces/${tenant}/serviceaccounts/metrics/token`,
        method: "POST",
        body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3600 } },
      },
      refused: 'cannot create resource "serviceaccounts/token"',
      stoppedByPolicy: true,
    },
    {
      name: "makes a webhook that changes what others make",
      request: create(
        `${ADMISSION}/mutatingwebhookconfigurations`,
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        {
          webhooks: [
            {
              name: "stay.example.com",
              clientConfig: { service: { namespace: tenant, name: "stay" } },
              rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["events"] }],
              failurePolicy: "Ignore",
              sideEffects: "None",
              timeoutSeconds: 1,
              admissionReviewVersions: ["v1"],
            },
          ],
        },
      ),
      refused: 'cannot create resource "mutatingwebhookconfigurations"',
      stoppedByPolicy: true,
    },
    {
      name: "makes a privileged pod that writes on the machine's disk",
      request: create("/api/v1/namespaces/kube-system/pods", "v1", "Pod", {
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              name: "stay",
              image:
                "registry.plant-berlin.example.com/stay@sha256:0000000000000000000000000000000000000000000000000000000000000000",
              securityContext: { privileged: true },
              volumeMounts: [{ name: "manifests", mountPath: "/manifests" }],
            },
          ],
          volumes: [{ name: "manifests", hostPath: { path: "/etc/kubernetes/manifests" } }],
        },
      }),
      refused: 'cannot create resource "pods"',
      stoppedByPolicy: true,
    },
    {
      name: "takes an admission policy out",
      request: { path: `${ADMISSION}/${POLICY}?dryRun=All`, method: "DELETE" },
      refused: 'cannot delete resource "validatingadmissionpolicybindings"',
      stoppedByPolicy: false,
    },
  ];
}

/** A request for a certificate in a group of administrators, as base64 of its PEM. */
function certificateRequest(): string {
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", "/dev/null"];
  return execFileSync("openssl", ["req", "-new", ...kind, "-subj", "/O=cert:plant-recovery/CN=alice"], {
    stdio: "pipe",
  }).toString("base64");
}
