import { randomBytes } from "node:crypto";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { signedBy } from "../laboratory/signed-by";
import { type Attack, allowed, request, type Weakening } from "./attack";
import { API_SERVER_POD } from "./files";

const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const UNAUTHORIZED = { status: 401, message: "Unauthorized" };
const MASTER = "/O=system:masters/CN=mallory";
const CLIENTS = "--client-ca-file=/etc/kubernetes/pki/ca.crt";
const TOKENS = "/etc/kubernetes/pki/tokens.csv";
const TOKEN = randomBytes(18).toString("base64url");

const believes = (authority: string): Weakening => ({
  name: `certificates of ${authority} are believed of clients`,
  edits: [{ file: API_SERVER_POD, from: CLIENTS, to: `--client-ca-file=/etc/kubernetes/pki/${authority}.crt` }],
});

const STATIC_TOKENS: Weakening = {
  name: "a file of tokens without an end is believed",
  edits: [
    {
      file: API_SERVER_POD,
      from: "    - --profiling=false\n",
      to: `    - --profiling=false\n    - --token-auth-file=${TOKENS}\n`,
    },
  ],
};

const legitimate = allowed((plant: Plant) =>
  plant.ask({ path: "/api/v1/nodes", certificate: clientCertificate(plant, "recoverer", ["cert:plant-recovery"]) }),
);

const ofAuthority = (authority: string): Attack => ({
  name: `a certificate of the group system:masters that ${authority} of the same control plane has signed`,
  attack: request(
    (plant) => plant.ask({ path: SECRETS, certificate: signedBy(plant, authority, MASTER) }),
    UNAUTHORIZED,
  ),
  legitimate,
  weakening: believes(authority),
});

/** Proofs of who somebody is that were made for something else, or that should not exist. */
export const CREDENTIAL_ATTACKS: readonly Attack[] = [
  ofAuthority("etcd/ca"),
  ofAuthority("front-proxy-ca"),
  {
    name: "a token that stands in a file on the machine",
    attack: request((plant) => {
      const content = `${TOKEN},mallory,mallory,"system:masters"\n`;
      plant.machine.write({ path: TOKENS, permissions: "0600", content });
      return plant.ask({ path: SECRETS, token: TOKEN });
    }, UNAUTHORIZED),
    legitimate,
    weakening: STATIC_TOKENS,
  },
];
