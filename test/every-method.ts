import {
  authenticatingProxy,
  certificateUser,
  defineCluster,
  type EdgeClusterSpec,
  oidcGroup,
  oidcUser,
  proxyGroup,
  serviceAccount,
  serviceAccountTokens,
} from "../lib";
import { storeInput } from "./store-cluster";

/** A cluster with every method that the library configures by itself, every persona, and two of its own. */
export function clusterOfEveryMethod(): EdgeClusterSpec {
  const { access, authentication, profile } = storeInput();
  return defineCluster({
    ...storeInput(),
    name: "every-method",
    profile,
    authentication: {
      methods: [
        ...authentication.methods.filter(({ method }) => method !== "service-account"),
        serviceAccountTokens({ maximumLifeHours: 8, audience: "https://store-lyon.example.com" }),
        authenticatingProxy({ clientName: "login-proxy.store-lyon.example.com" }),
      ],
    },
    access: [
      ...access,
      { who: oidcGroup("till-developers"), persona: "developer", namespaces: ["tills"] },
      { who: oidcGroup("platform"), persona: "operator" },
      { who: oidcUser("alice@example.com"), persona: "auditor" },
      { who: certificateUser("oncall"), persona: "recovery" },
      { who: proxyGroup("oncall"), persona: "recovery" },
      { who: serviceAccount("tills", "metrics"), persona: "watcher", namespaces: ["tills"] },
      { who: serviceAccount("tills", "leader"), persona: { own: "leader" }, namespaces: ["tills"] },
      { who: oidcGroup("night-shift"), persona: { own: "night-shift" }, namespaces: ["tills"] },
    ],
    personas: [
      {
        name: "leader",
        why: "replicas agree on who of them leads",
        heldBy: "machines",
        reach: "namespaces",
        rules: [{ apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update"] }],
      },
      {
        name: "night-shift",
        why: "scales down what nobody uses at night",
        heldBy: "people",
        reach: "namespaces",
        rules: [{ apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"] }],
      },
    ],
  });
}
