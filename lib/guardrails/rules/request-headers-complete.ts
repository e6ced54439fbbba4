import { controlPlane } from "../fixtures/control-plane";
import { edgeServer } from "../fixtures/edge-server";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

const PREFIX = "requestheader-";

/** The authority of kubeadm and of k3s for request headers, and the name in the certificate of the aggregator of each. */
const AGGREGATORS: Readonly<Record<string, string>> = {
  "/etc/kubernetes/pki/front-proxy-ca.crt": "front-proxy-client",
  "/var/lib/rancher/k3s/server/tls/request-header-ca.crt": "system:auth-proxy",
};

/** What the aggregator itself sends: others would take the identity of users from extension servers, or add a place to forge one. */
const HEADERS: Readonly<Record<string, string>> = {
  "requestheader-extra-headers-prefix": "X-Remote-Extra-",
  "requestheader-group-headers": "X-Remote-Group",
  "requestheader-username-headers": "X-Remote-User",
};

/** A host of one's own: a dot keeps it apart from the names of every program of Kubernetes. */
const PROXY = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+$/;

const PROXIED = {
  "requestheader-allowed-names": "front-proxy-client,proxy.example.com",
  "requestheader-client-ca-file": "/etc/kubernetes/pki/front-proxy-ca.crt",
  ...HEADERS,
};
const ON_K3S = {
  ...PROXIED,
  "requestheader-allowed-names": "system:auth-proxy,proxy.example.com",
  "requestheader-client-ca-file": "/var/lib/rancher/k3s/server/tls/request-header-ca.crt",
};

/** Whoever is believed when he says who asks. */
export const REQUEST_HEADERS_COMPLETE: Rule<"component-flags"> = {
  id: "request-headers-complete",
  title:
    "Request headers that say who asks are believed from the aggregator and at most one proxy, by an authority of their own.",
  why: "Whoever is believed is everybody, masters included; without a list of names every certificate of the authority is, and with the clients' authority every client.",
  fix: "Write the five requestheader flags through `authenticatingProxy(...)` in the description, or none of them.",
  controls: ["NIST-800-53r5 IA-3", "NIST-800-53r5 SC-23"],
  judges: "component-flags",
  reach: "ours",
  promise: 3,
  judge({ component, flags }) {
    if (component !== "kube-apiserver") return notApplicable("another component");
    const given = Object.entries(flags).filter(([name]) => name.startsWith(PREFIX));
    if (given.length === 0) return notApplicable("the platform's own flags, for the aggregator alone");
    const faults: Fault[] = [];
    const value = (name: string): string => {
      const values = Object.hasOwn(flags, name) ? (flags[name] ?? []) : [];
      if (values.length === 1) return values[0] ?? "";
      const got = values.length === 0 ? "nothing" : values.join(" and ");
      faults.push({ at: name, got, message: `${name} must be given once, for the others depend on it` });
      return "";
    };
    for (const [name, expected] of Object.entries(HEADERS)) {
      const got = value(name);
      if (got !== "" && got !== expected) faults.push({ at: name, got, message: `${name} must be ${expected}` });
    }
    const authority = value("requestheader-client-ca-file");
    const aggregator = Object.hasOwn(AGGREGATORS, authority) ? AGGREGATORS[authority] : undefined;
    if (aggregator === undefined) {
      const message = "the authority must be the platform's own for request headers, which signs for nobody else";
      faults.push({ at: "requestheader-client-ca-file", got: authority, message });
    }
    const names = value("requestheader-allowed-names").split(",");
    const proxies = names.filter((name) => name !== aggregator);
    if (aggregator !== undefined && !names.includes(aggregator)) {
      const message = `${aggregator} must be among the names: extension servers are reached by it`;
      faults.push({ at: "requestheader-allowed-names", got: names.join(","), message });
    }
    if (proxies.length > 1 || proxies.some((name) => !PROXY.test(name))) {
      const message =
        "beside the aggregator one proxy is believed, by a DNS name; an empty name would be every certificate";
      faults.push({ at: "requestheader-allowed-names", got: names.join(","), message });
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a proxy beside kubeadm's aggregator", documents: controlPlane("apiServer", PROXIED) },
      { name: "a proxy beside k3s's aggregator", documents: edgeServer({ apiServer: ON_K3S }) },
    ],
    fail: [
      ...Object.keys(PROXIED).map((name) => ({
        name: `no ${name}`,
        documents: controlPlane("apiServer", { ...PROXIED, [name]: undefined }),
      })),
      {
        name: "everybody of the authority",
        documents: controlPlane("apiServer", { ...PROXIED, "requestheader-allowed-names": "" }),
      },
      {
        name: "a name that is none beside the aggregator",
        documents: controlPlane("apiServer", { ...PROXIED, "requestheader-allowed-names": "front-proxy-client," }),
      },
      {
        name: "two proxies",
        documents: controlPlane("apiServer", {
          ...PROXIED,
          "requestheader-allowed-names": "front-proxy-client,a.example.com,b.example.com",
        }),
      },
      {
        name: "a program of Kubernetes as the proxy",
        documents: controlPlane("apiServer", {
          ...PROXIED,
          "requestheader-allowed-names": "front-proxy-client,kube-apiserver-kubelet-client",
        }),
      },
      {
        name: "no aggregator",
        documents: controlPlane("apiServer", { ...PROXIED, "requestheader-allowed-names": "proxy.example.com" }),
      },
      {
        name: "k3s's aggregator under kubeadm's name",
        documents: edgeServer({
          apiServer: { ...ON_K3S, "requestheader-allowed-names": "front-proxy-client,proxy.example.com" },
        }),
      },
      {
        name: "the authority of every client",
        documents: controlPlane("apiServer", {
          ...PROXIED,
          "requestheader-client-ca-file": "/etc/kubernetes/pki/ca.crt",
        }),
      },
      {
        name: "a header that clients send",
        documents: controlPlane("apiServer", {
          ...PROXIED,
          "requestheader-username-headers": "X-Remote-User,X-Forwarded-User",
        }),
      },
    ],
  }),
};
