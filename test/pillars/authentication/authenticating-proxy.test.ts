import { authenticatingProxy, proxyGroup, serviceAccountTokens } from "../../../lib";
import { componentFlags } from "../../../lib/constructs/machines/control-plane/component-flags";
import { edgeComponentFlags } from "../../../lib/constructs/machines/edge/edge-component-flags";
import { plantCluster, plantInput } from "../../plant-cluster";
import { storeCluster, storeInput } from "../../store-cluster";

type Method = ReturnType<typeof authenticatingProxy> | ReturnType<typeof serviceAccountTokens>;

const PROXY = authenticatingProxy({ clientName: "login-proxy.example.com" });
const ONCALL = { who: proxyGroup("oncall"), persona: "recovery" } as const;

const plantWith = (...methods: readonly Method[]) => {
  const { access, authentication } = plantInput();
  const others = authentication.methods.filter(({ method }) => method !== "service-account");
  return plantCluster({
    authentication: {
      methods: [...others, serviceAccountTokens(), ...methods].filter(
        (one, index, all) => all.findLastIndex(({ method }) => method === one.method) === index,
      ),
    },
    access: [...access, ...(methods.includes(PROXY) ? [ONCALL] : [])],
  });
};
const storeWith = (...methods: readonly Method[]) => {
  const { access, authentication } = storeInput();
  return storeCluster({
    authentication: { methods: [...authentication.methods, ...methods] },
    access: [...access, ...(methods.includes(PROXY) ? [ONCALL] : [])],
  });
};

function flagsOf(flags: ReturnType<typeof componentFlags>, sign: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(
    flags
      .filter(({ component, name }) => component === "kube-apiserver" && sign.test(name))
      .map(({ name, value }) => [name, value]),
  );
}

test("without a proxy no request header is mentioned, so that the platform's own flags hold for the aggregator alone", () => {
  expect(flagsOf(componentFlags(plantWith()), /^requestheader/)).toEqual({});
  expect(flagsOf(edgeComponentFlags(storeWith()), /^requestheader/)).toEqual({});
});

test("a proxy is believed beside kubeadm's aggregator, by kubeadm's authority for request headers", () => {
  expect(flagsOf(componentFlags(plantWith(PROXY)), /^requestheader/)).toEqual({
    "requestheader-allowed-names": "front-proxy-client,login-proxy.example.com",
    "requestheader-client-ca-file": "/etc/kubernetes/pki/front-proxy-ca.crt",
    "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    "requestheader-group-headers": "X-Remote-Group",
    "requestheader-username-headers": "X-Remote-User",
  });
});

test("a proxy is believed beside k3s's aggregator, by k3s's authority for request headers", () => {
  expect(flagsOf(edgeComponentFlags(storeWith(PROXY)), /^requestheader-(allowed|client)/)).toEqual({
    "requestheader-allowed-names": "system:auth-proxy,login-proxy.example.com",
    "requestheader-client-ca-file": "/var/lib/rancher/k3s/server/tls/request-header-ca.crt",
  });
});

test("tokens of workloads live a day unless the description says less, and are for the declared audience", () => {
  const sign = /^(api-audiences|service-account-max)/;
  expect(flagsOf(componentFlags(plantWith()), sign)).toEqual({ "service-account-max-token-expiration": "24h0m0s" });
  const bounded = serviceAccountTokens({ maximumLifeHours: 2, audience: "https://plant.example.com" });
  expect(flagsOf(componentFlags(plantWith(bounded)), sign)).toEqual({
    "api-audiences": "https://plant.example.com",
    "service-account-max-token-expiration": "2h0m0s",
  });
  expect(flagsOf(edgeComponentFlags(storeWith(bounded)), sign)).toEqual({
    "api-audiences": "https://plant.example.com,k3s",
    "service-account-max-token-expiration": "2h0m0s",
  });
});
