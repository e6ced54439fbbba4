import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { signedBy } from "../laboratory/signed-by";
import { type Attack, allowed, request, type Weakening } from "./attack";
import { API_SERVER_POD } from "./files";

const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const HEADERS = { "X-Remote-User": "root", "X-Remote-Group": "system:masters" };

/** The name that the description gives the proxy. */
export const PROXY_NAME = "login-proxy.plant.example.com";
const STRANGER = "other-proxy.plant.example.com";

const ANY_NAME: Weakening = {
  name: "every certificate of the authority for request headers is believed",
  edits: [
    {
      file: API_SERVER_POD,
      from: `--requestheader-allowed-names=front-proxy-client,${PROXY_NAME}`,
      to: `--requestheader-allowed-names=front-proxy-client,${PROXY_NAME},${STRANGER}`,
    },
  ],
};

const AUTHORITY_OF_CLIENTS: Weakening = {
  name: "the cluster's authority of clients signs for proxies too",
  edits: [
    {
      file: API_SERVER_POD,
      from: "--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt",
      to: "--requestheader-client-ca-file=/etc/kubernetes/pki/ca.crt",
    },
  ],
};

const legitimate = allowed((plant: Plant) =>
  plant.ask({
    path: "/api/v1/nodes",
    certificate: signedBy(plant, "front-proxy-ca", `/CN=${PROXY_NAME}`),
    headers: { "X-Remote-User": "proxy:alice", "X-Remote-Group": "proxy:oncall" },
  }),
);

/** Whoever says to be a proxy, straight to the API server. */
export const PROXY_CERTIFICATE_ATTACKS: readonly Attack[] = [
  {
    name: "a certificate of the authority for request headers whose name is not among those allowed",
    attack: request(
      (plant) =>
        plant.ask({
          path: SECRETS,
          certificate: signedBy(plant, "front-proxy-ca", `/CN=${STRANGER}`),
          headers: HEADERS,
        }),
      { status: 401, message: "Unauthorized" },
    ),
    legitimate,
    weakening: ANY_NAME,
  },
  {
    name: "a user's certificate with the proxy's own name, who sends a proxy's headers",
    attack: request(
      (plant) => plant.ask({ path: SECRETS, certificate: clientCertificate(plant, PROXY_NAME, []), headers: HEADERS }),
      { status: 403, message: `User "${PROXY_NAME}" cannot list resource "secrets"` },
    ),
    legitimate,
    weakening: AUTHORITY_OF_CLIENTS,
  },
];
