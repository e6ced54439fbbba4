import { CORE, configMap, NAMESPACE, patch, post, remove, secret } from "../scene-objects";
import type { SensitiveRequest } from "../sensitive-request";

const about = (verb: string, resource: string) =>
  ({ target: { verb, group: "", resource }, level: "Metadata" }) as const;

/** Secrets, tokens and ConfigMaps: who touched them, never what was in them. */
export const SECRETS: readonly SensitiveRequest[] = [
  {
    name: "a secret is read",
    ...about("get", "secrets"),
    ask: ({ run }) => ({ path: `${CORE}/secrets/secret-${run}` }),
    namespace: NAMESPACE,
    object: ({ run }) => `secret-${run}`,
    status: 200,
  },
  {
    name: "the secrets of a namespace are listed",
    ...about("list", "secrets"),
    ask: () => ({ path: `${CORE}/secrets` }),
    namespace: NAMESPACE,
    status: 200,
  },
  {
    name: "all secrets of the cluster are listed",
    ...about("list", "secrets"),
    ask: () => ({ path: "/api/v1/secrets" }),
    status: 200,
  },
  {
    name: "secrets are watched",
    ...about("watch", "secrets"),
    ask: () => ({ path: `${CORE}/secrets?watch=true&timeoutSeconds=1` }),
    namespace: NAMESPACE,
    status: 200,
  },
  {
    name: "a secret is made",
    ...about("create", "secrets"),
    ask: ({ run, planted }) =>
      post(`${CORE}/secrets`, {
        ...secret(`made-${run}`, planted["a Secret"], {
          annotations: { "example.com/note": planted["an annotation of a Secret"] },
        }),
        stringData: { text: planted["a Secret's text"] },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    status: 201,
  },
  {
    name: "a secret is applied by kubectl, which writes it into an annotation",
    ...about("patch", "secrets"),
    ask: ({ run, planted }) => {
      const text = planted["an annotation of what kubectl applied"];
      return patch(`${CORE}/secrets/secret-${run}`, {
        metadata: {
          annotations: {
            "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(secret(`secret-${run}`, text)),
          },
        },
        stringData: { applied: text },
      });
    },
    namespace: NAMESPACE,
    object: ({ run }) => `secret-${run}`,
    status: 200,
  },
  {
    name: "a secret is deleted, and answered with what was in it",
    ...about("delete", "secrets"),
    ask: ({ run }) => remove(`${CORE}/secrets/doomed-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `doomed-${run}`,
    status: 200,
  },
  {
    name: "secrets are deleted all at once",
    ...about("deletecollection", "secrets"),
    ask: ({ run }) => remove(`${CORE}/secrets?labelSelector=run%3D${run}`),
    namespace: NAMESPACE,
    status: 200,
  },
  {
    name: "a config map is read",
    ...about("get", "configmaps"),
    ask: ({ run }) => ({ path: `${CORE}/configmaps/map-${run}` }),
    namespace: NAMESPACE,
    object: ({ run }) => `map-${run}`,
    status: 200,
  },
  {
    name: "a config map is made",
    ...about("create", "configmaps"),
    ask: ({ run, planted }) => post(`${CORE}/configmaps`, configMap(`made-${run}`, planted["a ConfigMap"])),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    status: 201,
  },
  {
    name: "a config map is changed",
    ...about("patch", "configmaps"),
    ask: ({ run, planted }) => patch(`${CORE}/configmaps/map-${run}`, { data: { more: planted["a ConfigMap"] } }),
    namespace: NAMESPACE,
    object: ({ run }) => `map-${run}`,
    status: 200,
  },
  {
    name: "a token of a service account is asked for",
    ...about("create", "serviceaccounts/token"),
    ask: ({ run }) =>
      post(`${CORE}/serviceaccounts/account-${run}/token`, {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: { expirationSeconds: 600 },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `account-${run}`,
    status: 201,
  },
  {
    name: "a token is shown to be reviewed",
    target: { verb: "create", group: "authentication.k8s.io", resource: "tokenreviews" },
    level: "Metadata",
    ask: ({ planted }) =>
      post("/apis/authentication.k8s.io/v1/tokenreviews", {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenReview",
        spec: { token: planted["a token that was reviewed"] },
      }),
    status: 201,
  },
];
