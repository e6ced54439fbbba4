import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { clientCertificate } from "../laboratory/client-certificate";
import type { LaboratoryCluster } from "../laboratory/cluster";
import type { Plant } from "../laboratory/plant";
import { type Attack, allowed, request, type Seen, type Weakening } from "./attack";
import { API_SERVER_POD, AUTHENTICATION, ENCRYPTION } from "./files";

const ANYBODY: Weakening = {
  name: "anonymous requests are answered on every path",
  edits: [
    {
      file: AUTHENTICATION,
      from: "  conditions:\n    - path: /livez\n    - path: /readyz\n    - path: /healthz\n",
      to: "",
    },
  ],
};

const PROFILING: Weakening = {
  name: "profiling is on",
  edits: [{ file: API_SERVER_POD, from: "--profiling=false", to: "--profiling=true" }],
};

const TOKENS_WITHOUT_END: Weakening = {
  name: "service accounts get tokens of any life",
  edits: [{ file: API_SERVER_POD, from: "    - --service-account-max-token-expiration=24h0m0s\n", to: "" }],
};

const ANY_PROXY: Weakening = {
  name: "certificates of the cluster's authority may speak for others",
  edits: [
    {
      file: API_SERVER_POD,
      from: "--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt",
      to: "--requestheader-client-ca-file=/etc/kubernetes/pki/ca.crt",
    },
    {
      file: API_SERVER_POD,
      from: "--requestheader-allowed-names=front-proxy-client",
      to: "--requestheader-allowed-names=front-proxy-client,mallory",
    },
  ],
};

const IN_CLEAR: Weakening = {
  name: "secrets are written in clear",
  edits: [{ file: ENCRYPTION, from: "providers:\n", to: "providers:\n      - identity: {}\n" }],
};

const DAY = 24 * 3600;

/** A token for a year, asked by the administrator. */
function tokenOfAYear(plant: LaboratoryCluster, expirationSeconds: number): Seen {
  const accounts = `/api/v1/namespaces/${plant.tenant}/serviceaccounts`;
  plant.asAdministrator({
    path: accounts,
    method: "POST",
    body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "laboratory" } },
  });
  const { status, body, auditId } = plant.asAdministrator({
    path: `${accounts}/laboratory/token`,
    method: "POST",
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds } },
  });
  const until = Date.parse(
    (JSON.parse(body) as { status?: { expirationTimestamp?: string } }).status?.expirationTimestamp ?? "",
  );
  const seconds = Math.round((until - Date.now()) / 1000);
  const capped = status === 201 && seconds <= DAY;
  return {
    saw: `${status}, a token for ${(seconds / 3600).toFixed(1)} hours`,
    ...(auditId === undefined ? {} : { auditId }),
    got: status === 201 && (expirationSeconds > DAY ? !capped : capped),
    ...(capped && expirationSeconds > DAY ? { refusedBy: "the token ends within 24 hours" } : {}),
  };
}

const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const AS_MASTER = { "X-Remote-User": "root", "X-Remote-Group": "system:masters" };

let secrets = 0;

/** Makes a secret and looks for its text in what etcd has on disk. */
function readFromDisk(plant: Plant): Seen {
  secrets += 1;
  const name = `laboratory-${secrets}`;
  const text = `nobody-reads-this-${process.pid}-${secrets}`;
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name }, stringData: { text } };
  const made = plant.asAdministrator({ path: SECRETS, method: "POST", body: secret });
  if (made.status !== 201) return { saw: `${made.status} ${made.message}`, got: false };
  const holds = (words: string) => plant.machine.run("grep", "-rqaF", words, "/var/lib/etcd").status === 0;
  const inClear = holds(text);
  const encrypted = holds("k8s:enc:secretbox:v1:key-1:");
  // Written in clear, nobody could read it any more once the key is asked for again.
  plant.asAdministrator({ path: `${SECRETS}/${name}`, method: "DELETE" });
  return {
    saw: inClear ? "the secret's text in etcd's files" : "the secret's name alone in etcd's files",
    got: inClear,
    ...(!inClear && encrypted ? { refusedBy: "what lies there begins with k8s:enc:secretbox:v1:key-1" } : {}),
  };
}

const readByRight = (plant: Plant): Seen => {
  const { status, message } = plant.asAdministrator({ path: SECRETS });
  return { saw: `${status} ${message}`.trim(), got: status === 200 };
};

/** Of every profile whose API server takes flags. */
export const FLAG_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "its profiles, even to an administrator",
    attack: request((plant) => plant.asAdministrator({ path: "/debug/pprof/goroutine?debug=1" }), {
      status: 404,
      message: "",
    }),
    legitimate: allowed((plant) => plant.asAdministrator({ path: "/readyz" })),
    weakening: PROFILING,
  },
  {
    name: "a service account's token for a year",
    attack: (plant) => tokenOfAYear(plant, 365 * DAY),
    legitimate: (plant) => tokenOfAYear(plant, DAY / 2),
    weakening: TOKENS_WITHOUT_END,
  },
];

export const API_SERVER_ATTACKS: readonly Attack[] = [
  ...FLAG_ATTACKS,
  {
    name: "whoever asks without saying who they are, but for three paths of health",
    attack: request((plant) => plant.ask({ path: "/version" }), { status: 401, message: "Unauthorized" }),
    legitimate: allowed((plant) => plant.ask({ path: "/livez" })),
    weakening: ANYBODY,
  },
  {
    name: "a user's certificate with headers that name another user and system:masters",
    attack: request(
      (plant) => plant.ask({ path: SECRETS, certificate: clientCertificate(plant, "mallory", []), headers: AS_MASTER }),
      { status: 403, message: 'User "mallory" cannot list resource "secrets"' },
    ),
    legitimate: (plant) => {
      const pki = "/etc/kubernetes/pki/front-proxy-client";
      const files = ["crt", "key"].map((ending) => {
        const own = join(plant.folder, `front-proxy.${ending}`);
        writeFileSync(own, plant.machine.read(`${pki}.${ending}`), { mode: 0o600 });
        return own;
      });
      const certificate = { certificate: files[0] ?? "", key: files[1] ?? "" };
      const headers = { "X-Remote-User": "oidc:alice", "X-Remote-Group": "oidc:plant-platform" };
      return allowed((each) => each.ask({ path: "/api/v1/namespaces", certificate, headers }))(plant);
    },
    weakening: ANY_PROXY,
  },
  {
    name: "whoever holds etcd's files the text of a secret",
    attack: readFromDisk,
    legitimate: readByRight,
    weakening: IN_CLEAR,
  },
];
