import type { LaboratoryCluster } from "../laboratory/cluster";
import type { Store, StoreHosts } from "../laboratory/store";
import { FLAG_ATTACKS } from "./api-server";
import { type Attack, allowed, request, type Weakening } from "./attack";
import { CERTIFICATE_ATTACKS } from "./certificate-requests";
import { API_SERVER_POD, AUTHENTICATION, CONTROLLER_MANAGER_POD, FIREWALL, K3S_CONFIGURATION } from "./files";
import { byCounter } from "./firewall-counters";
import { OIDC_ATTACKS } from "./oidc";
import { everyPort, openPorts } from "./ports";
import { SERVICE_ACCOUNT_ATTACKS } from "./service-accounts";
import { TLS_VERSION_ATTACKS } from "./tls";

const PODS: readonly string[] = [API_SERVER_POD, CONTROLLER_MANAGER_POD];

/** The same hardening in k3s's file, where a flag has no dashes before it. */
function inK3s(attack: Attack<LaboratoryCluster>): Attack<LaboratoryCluster> {
  const plain = (text: string) => text.replaceAll("    - --", "  - ").replaceAll("--", "");
  const edits = attack.weakening.edits.map((edit) =>
    PODS.includes(edit.file) ? { file: K3S_CONFIGURATION, from: plain(edit.from), to: plain(edit.to) } : edit,
  );
  return { ...attack, weakening: weakeningOf(attack.weakening, edits) };
}

const known = new Map<Weakening, Weakening>();

/** One for all attacks on the same hardening, so that it is taken out once. */
function weakeningOf(weakening: Weakening, edits: Weakening["edits"]): Weakening {
  const own = known.get(weakening) ?? { ...weakening, edits };
  known.set(weakening, own);
  return own;
}

const ANONYMOUS: Weakening = {
  name: "anonymous requests are answered",
  edits: [{ file: AUTHENTICATION, from: "anonymous:\n  enabled: false", to: "anonymous:\n  enabled: true" }],
};

const OPEN_TO_ALL: Weakening = {
  name: "the firewall takes the API server's port from everybody",
  edits: [{ file: FIREWALL, from: "ip saddr 10.9.0.0/24 tcp dport 6443 accept", to: "tcp dport 6443 accept" }],
};

const TWO_MORE_PORTS: Weakening = {
  name: "the firewall takes two ports from everybody that no description opens",
  edits: [
    {
      file: FIREWALL,
      from: "\t\t# flannel-wireguard (udp dport 51820): nobody",
      to: "\t\ttcp dport 10250 accept\n\t\tudp dport 51820 accept",
    },
  ],
};

/** Asks a health path, which is open to nobody here: k3s knows no probes without credentials. */
const health = (cluster: LaboratoryCluster, token?: string) =>
  cluster.ask({ path: "/livez", ...(token === undefined ? {} : { token }) });

/** Whom the description of the store lets reach which ports of its machine. */
const OPEN: readonly { readonly who: keyof StoreHosts; readonly tcp: readonly number[] }[] = [
  { who: "outsider", tcp: [] },
  { who: "till", tcp: [] },
  { who: "operator", tcp: [6443] },
];

const answered = (store: Store, who: "outsider" | "till") =>
  byCounter(store, "last", () => {
    const { status } = store.ask({ path: "/readyz", curl: ["--max-time", "2"] }, store.hosts[who]);
    return { saw: status === 0 ? "no answer" : "an answer", got: status !== 0 };
  });

export const EDGE_ATTACKS: readonly Attack<Store>[] = [
  ...(["outsider", "till"] as const).map((who) => ({
    name: `the ${who}, who is in none of the ranges that the description opens`,
    attack: (store: Store) => answered(store, who),
    legitimate: openPorts(who, []),
    weakening: OPEN_TO_ALL,
  })),
  ...OPEN.map(({ who, tcp }) => ({
    name: `the ${who} on every TCP port${tcp.length === 0 ? "" : ` but ${tcp.join(", ")}`}`,
    attack: everyPort(who, "tcp", tcp),
    legitimate: openPorts(who, tcp),
    weakening: TWO_MORE_PORTS,
  })),
  {
    name: "the outsider on every UDP port",
    attack: everyPort("outsider", "udp", []),
    legitimate: openPorts("operator", []),
    weakening: TWO_MORE_PORTS,
  },
  {
    name: "whoever asks without saying who they are, on paths of health as well",
    attack: request<LaboratoryCluster>((cluster) => health(cluster), { status: 401, message: "Unauthorized" }),
    legitimate: allowed<LaboratoryCluster>((cluster) =>
      health(cluster, cluster.issuer.token({ groups: cluster.reader.groups, amr: ["mfa"] })),
    ),
    weakening: ANONYMOUS,
  },
  ...[...TLS_VERSION_ATTACKS, ...OIDC_ATTACKS, ...FLAG_ATTACKS, ...SERVICE_ACCOUNT_ATTACKS, ...CERTIFICATE_ATTACKS].map(
    inK3s,
  ),
];
