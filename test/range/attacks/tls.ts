import { STRONG_SUITES } from "../../../lib/pillars/encryption/strong-suites";
import { type Attack, allowed, type Seen, type Weakening } from "./attack";
import { API_SERVER_POD, ETCD_POD } from "./files";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { eventually } from "../laboratory/eventually";
import type { Plant } from "../laboratory/plant";

/** What TLS itself refuses, in the words of its alert. */
function handshake<Cluster = Plant>(
  words: RegExp,
  ask: (cluster: Cluster) => { readonly status: number; readonly message: string },
) {
  return (plant: Cluster): Seen => {
    const { status, message } = ask(plant);
    const alert = words.exec(message)?.[0];
    return {
      saw: status === 0 ? message : String(status),
      got: status === 200,
      ...(status === 0 && alert !== undefined ? { refusedBy: `TLS: ${alert}` } : {}),
    };
  };
}

const TLS_12: Weakening = {
  name: "the API server speaks TLS 1.2 as well",
  edits: [{ file: API_SERVER_POD, from: "--tls-min-version=VersionTLS13", to: "--tls-min-version=VersionTLS12" }],
};

const ETCD_TLS_12: Weakening = {
  name: "etcd speaks TLS 1.2 as well",
  edits: [{ file: ETCD_POD, from: "--tls-min-version=TLS1.3", to: "--tls-min-version=TLS1.2" }],
};

/** Where etcd answers everybody in clear text, once it is told to. */
const CLEAR = 2399;

const ETCD_IN_CLEAR: Weakening = {
  name: "etcd answers in clear text as well",
  edits: [
    {
      file: ETCD_POD,
      from: "--listen-client-urls=https://127.0.0.1:2379,",
      to: `--listen-client-urls=http://127.0.0.1:${CLEAR},https://127.0.0.1:2379,`,
    },
  ],
};

/** Suites without authenticated encryption, which TLS 1.3 does not have. */
export const WEAK_SUITES = "ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES256-SHA";

const ETCD_WITHOUT_CERTIFICATES: Weakening = {
  name: "etcd asks its clients for no certificate",
  edits: [
    { file: ETCD_POD, from: "    - --client-cert-auth=true\n", to: "" },
    { file: ETCD_POD, from: "    - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt\n", to: "" },
  ],
};

/** By name, as they stand in a list of suites. */
const SUITES = STRONG_SUITES.join(",");

const ANY_SUITE: Weakening = {
  name: "the API server takes every suite of TLS 1.2",
  edits: [{ file: API_SERVER_POD, from: `    - --tls-cipher-suites=${SUITES}\n`, to: "" }],
};

const ETCD_ANY_SUITE: Weakening = {
  name: "etcd takes every suite of TLS 1.2",
  edits: [{ file: ETCD_POD, from: `    - --cipher-suites=${SUITES}\n`, to: "" }],
};

/** TLS 1.1 has weak suites alone. */
const TLS_11: Weakening = {
  name: "the API server speaks TLS 1.1 as well",
  edits: [
    { file: API_SERVER_POD, from: "--tls-min-version=VersionTLS12", to: "--tls-min-version=VersionTLS11" },
    ...ANY_SUITE.edits,
  ],
};

const PKI = "/etc/kubernetes/pki";

/** Asks etcd on the control plane itself, for its firewall lets nobody else there; s_client tells the server's alert. */
function askEtcd(plant: Plant, certificate?: string, tls = "") {
  const identity = certificate === undefined ? "" : `-cert ${certificate}.crt -key ${certificate}.key`;
  const client = `timeout 5 openssl s_client -quiet -connect 127.0.0.1:2379 -CAfile ${PKI}/etcd/ca.crt ${identity} ${tls}`;
  const { output } = plant.machine.run("sh", "-c", `printf 'GET /version HTTP/1.0\\r\\n\\r\\n' | ${client}`);
  return {
    status: output.includes("etcdserver") ? 200 : 0,
    message: /[a-z0-9 ]*alert [a-z ]+/.exec(output)?.[0] ?? output,
  };
}

const HEALTH_CHECK = `${PKI}/etcd/healthcheck-client`;
const etcdLegitimate = handshake(/$^/, (plant: Plant) => askEtcd(plant, HEALTH_CHECK));

/** Asks etcd without TLS, where it listens with it and where it would without. It says nothing to the client; its log tells. */
async function inClear(plant: Plant): Promise<Seen> {
  const said = plant.machine.output("etcd").length;
  const answers = [2379, CLEAR].map(
    (port) => plant.machine.run("curl", "-sS", "--max-time", "5", `http://127.0.0.1:${port}/version`).output,
  );
  const got = answers.find((answer) => answer.includes("etcdserver"));
  const log = () => plant.machine.output("etcd").slice(said);
  const words = /first record does not look like a TLS handshake/;
  if (got === undefined) await eventually(log, (text) => words.test(text), 5);
  const refusedBy = words.exec(log())?.[0];
  return {
    saw: (got ?? answers[0] ?? "").trim(),
    got: got !== undefined,
    ...(got === undefined && refusedBy !== undefined ? { refusedBy: `etcd, in its log: ${refusedBy}` } : {}),
  };
}

/** Somebody with a good token, for at the edge nobody else is told. */
function readyBy(cluster: LaboratoryCluster, curl: readonly string[]) {
  const token = cluster.issuer.token({ groups: cluster.reader.groups, amr: ["mfa"] });
  return cluster.ask({ path: "/readyz", token, curl });
}

export const TLS_VERSION_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "a client that speaks nothing newer than TLS 1.2",
    attack: handshake(/alert protocol version/, (cluster) => readyBy(cluster, ["--tls-max", "1.2"])),
    legitimate: allowed((cluster) => readyBy(cluster, ["--tlsv1.3"])),
    weakening: TLS_12,
  },
  {
    name: "a client that knows weak suites alone",
    attack: handshake(/alert protocol version/, (cluster) =>
      readyBy(cluster, ["--tls-max", "1.2", "--ciphers", WEAK_SUITES]),
    ),
    legitimate: allowed((cluster) => readyBy(cluster, ["--tls13-ciphers", "TLS_AES_128_GCM_SHA256"])),
    weakening: TLS_12,
  },
];

const STRONG = "ECDHE-ECDSA-AES128-GCM-SHA256";
const strongSuite = allowed<LaboratoryCluster>((cluster) =>
  readyBy(cluster, ["--tls-max", "1.2", "--ciphers", STRONG]),
);

/** Where the description takes TLS 1.2, which has weak suites. */
export const TLS_12_ATTACKS: readonly Attack[] = [
  {
    name: "a client that knows weak suites alone, where TLS 1.2 is spoken",
    attack: handshake(/alert handshake failure/, (cluster) =>
      readyBy(cluster, ["--tls-max", "1.2", "--ciphers", WEAK_SUITES]),
    ),
    legitimate: strongSuite,
    weakening: ANY_SUITE,
  },
  {
    name: "a client that speaks nothing newer than TLS 1.1",
    attack: handshake(/alert protocol version/, (cluster) =>
      readyBy(cluster, ["--tlsv1.1", "--tls-max", "1.1", "--ciphers", "DEFAULT:@SECLEVEL=0"]),
    ),
    legitimate: strongSuite,
    weakening: TLS_11,
  },
  {
    name: "a client of etcd that knows weak suites alone, where TLS 1.2 is spoken",
    attack: handshake(/alert handshake failure/, (plant: Plant) =>
      askEtcd(plant, HEALTH_CHECK, `-tls1_2 -cipher ${WEAK_SUITES}`),
    ),
    legitimate: handshake(/$^/, (plant: Plant) => askEtcd(plant, HEALTH_CHECK, `-tls1_2 -cipher ${STRONG}`)),
    weakening: ETCD_ANY_SUITE,
  },
];

export const TLS_ATTACKS: readonly Attack[] = [
  ...TLS_VERSION_ATTACKS,
  {
    name: "a client of etcd that speaks nothing newer than TLS 1.2",
    attack: handshake(/alert protocol version/, (plant: Plant) => askEtcd(plant, HEALTH_CHECK, "-tls1_2")),
    legitimate: etcdLegitimate,
    weakening: ETCD_TLS_12,
  },
  {
    name: "a client of etcd that knows weak suites alone",
    attack: handshake(/alert protocol version/, (plant: Plant) =>
      askEtcd(plant, HEALTH_CHECK, `-tls1_2 -cipher ${WEAK_SUITES}`),
    ),
    legitimate: etcdLegitimate,
    weakening: ETCD_TLS_12,
  },
  {
    name: "whoever asks etcd in clear text",
    attack: inClear,
    legitimate: etcdLegitimate,
    weakening: ETCD_IN_CLEAR,
  },
  {
    name: "whoever asks etcd without a certificate",
    attack: handshake(/alert certificate required|alert bad certificate/, (plant: Plant) => askEtcd(plant)),
    legitimate: etcdLegitimate,
    weakening: ETCD_WITHOUT_CERTIFICATES,
  },
  {
    name: "whoever asks etcd with a certificate of the cluster's own authority",
    attack: handshake(/alert (bad certificate|unknown ca|certificate unknown)/, (plant: Plant) =>
      askEtcd(plant, `${PKI}/apiserver-kubelet-client`),
    ),
    legitimate: etcdLegitimate,
    weakening: ETCD_WITHOUT_CERTIFICATES,
  },
];
