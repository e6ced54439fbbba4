import { randomBytes } from "node:crypto";
import { stringify } from "yaml";
import { K3S_CREDENTIALS, K3S_TLS } from "./k3s-defaults";
import type { Machine } from "./machine";

/** The authorities that k3s makes at its first start. */
const AUTHORITIES = ["client-ca", "request-header-ca", "server-ca"] as const;

interface Certificate {
  readonly file: string;
  readonly signer: (typeof AUTHORITIES)[number];
  readonly subject: string;
  readonly extensions: string;
}

const CLIENT = "extendedKeyUsage=clientAuth";

/** Makes what k3s would make on the machine: authorities, certificates, the key of service accounts and that of secrets. */
export function makeK3sKeys(machine: Machine, names: readonly string[]): void {
  const certificates: readonly Certificate[] = [
    { file: "client-kube-apiserver", signer: "client-ca", subject: "/CN=system:apiserver", extensions: CLIENT },
    {
      file: "client-controller",
      signer: "client-ca",
      subject: "/CN=system:kube-controller-manager",
      extensions: CLIENT,
    },
    { file: "client-admin", signer: "client-ca", subject: "/O=system:masters/CN=system:admin", extensions: CLIENT },
    { file: "client-auth-proxy", signer: "request-header-ca", subject: "/CN=system:auth-proxy", extensions: CLIENT },
    {
      file: "serving-kube-apiserver",
      signer: "server-ca",
      subject: "/CN=kube-apiserver",
      extensions: `extendedKeyUsage=serverAuth\nsubjectAltName=${names.join(",")}`,
    },
  ];
  const key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
  const script = [
    `mkdir -p ${K3S_TLS} ${K3S_CREDENTIALS}`,
    `cd ${K3S_TLS}`,
    "umask 077",
    ...AUTHORITIES.map(
      (name) =>
        `openssl req -x509 ${key} -subj /CN=k3s-${name} -addext keyUsage=critical,keyCertSign -days 3650 -keyout ${name}.key -out ${name}.crt`,
    ),
    ...certificates.flatMap(({ file, signer, subject, extensions }) => [
      `printf '${extensions}\n' > ${file}.ext`,
      `openssl req ${key} -subj ${subject} -keyout ${file}.key -out ${file}.csr`,
      `openssl x509 -req -in ${file}.csr -CA ${signer}.crt -CAkey ${signer}.key -CAcreateserial -days 1 -extfile ${file}.ext -out ${file}.crt`,
    ]),
    "openssl genrsa -traditional -out service.key 2048",
  ];
  machine.mustRun("sh", "-ec", script.join("\n"));
  writeCredentials(machine);
}

function writeCredentials(machine: Machine): void {
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "local",
        cluster: { server: "https://127.0.0.1:6443", "certificate-authority": `${K3S_TLS}/server-ca.crt` },
      },
    ],
    users: [
      {
        name: "user",
        user: {
          "client-certificate": `${K3S_TLS}/client-controller.crt`,
          "client-key": `${K3S_TLS}/client-controller.key`,
        },
      },
    ],
    contexts: [{ name: "default", context: { cluster: "local", user: "user" } }],
    "current-context": "default",
  };
  const encryption = {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [
      {
        resources: ["secrets"],
        providers: [
          { secretbox: { keys: [{ name: "secretboxkey", secret: randomBytes(32).toString("base64") }] } },
          { identity: {} },
        ],
      },
    ],
  };
  const write = (path: string, content: unknown) =>
    machine.write({ path, permissions: "0600", content: JSON.stringify(content) });
  const data = (name: string) => machine.mustRun("base64", "-w", "0", `${K3S_TLS}/${name}`).trim();
  const admin = { "client-certificate-data": data("client-admin.crt"), "client-key-data": data("client-admin.key") };
  const cluster = { server: "https://127.0.0.1:6443", "certificate-authority-data": data("server-ca.crt") };
  const own = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "default", cluster }],
    users: [{ name: "default", user: admin }],
    contexts: [{ name: "default", context: { cluster: "default", user: "default" } }],
    "current-context": "default",
  };
  machine.write({ path: "/etc/rancher/k3s/k3s.yaml", permissions: "0600", content: stringify(own, { lineWidth: 0 }) });
  write(`${K3S_CREDENTIALS}/controller.kubeconfig`, kubeconfig);
  write(`${K3S_CREDENTIALS}/encryption-config.json`, encryption);
}
