import { userData } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** What every API server of a cluster reads, and must not read otherwise on one machine than on the others. */
const READ_BY_API_SERVERS: readonly (readonly [string, ...string[]])[] = [
  ["admission-configuration"],
  ["audit-policy", "strict-audit-policy"],
  ["authentication-configuration"],
];

/** A machine joins with what an administrator brings, never with what was delivered. */
export const JOINS_WITHOUT_SECRETS: Rule<"joining-node"> = {
  id: "joins-without-secrets",
  title:
    "A machine that joins holds no credential before, takes no more than its role needs, and runs no weaker API server.",
  why: "User data lies in Terraform's state and on metadata servers: whoever reads a join credential there adds a machine of his own.",
  fix: "Let an administrator pipe `portcullis-hand-over` into `portcullis-join`; deliver neither tokens nor keys nor the discovery file.",
  controls: ["CIS-1.12 4.1.9", "NIST-800-53 IA-3", "NIST-800-53 IA-5"],
  judges: "joining-node",
  reach: "ours",
  judge({ role, discovery, files, broughtAlong }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (discovery === undefined)
      fault("discovery", "nothing", "the machine must find the cluster by a file that is brought along");
    else if (Object.hasOwn(files, discovery))
      fault("discovery", discovery, "the file by which the machine joins was delivered with the user data");
    else if (!broughtAlong.includes(discovery))
      fault("discovery", discovery, "nothing that was judged brings the file by which the machine joins");
    if (role === "worker") {
      for (const path of broughtAlong.filter((path) => path !== discovery))
        fault("broughtAlong", path, "a worker takes over what belongs to control planes");
      return failOn(faults);
    }
    const readAs = Object.values(files);
    for (const [kind] of READ_BY_API_SERVERS.filter((kinds) => !kinds.some((kind) => readAs.includes(kind))))
      fault("files", "nothing", `the machine lacks the ${kind} that the other API servers have`);
    if (!broughtAlong.some((path) => path.endsWith("/encryption.yaml")))
      fault("broughtAlong", broughtAlong.join(", "), "the machine must take over the key by which the others encrypt");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a worker that waits for its credential", documents: machine({}) },
      { name: "a control plane that takes over keys and has every file", documents: machine({ controlPlane: true }) },
    ],
    fail: [
      { name: "a discovery file in the user data", documents: machine({ discoveryIn: "user data" }) },
      { name: "a discovery file from somewhere", documents: machine({ discoveryIn: "/etc/kubernetes/other.conf" }) },
      { name: "a worker that takes the cluster's keys", documents: machine({ takesKeys: true }) },
      {
        name: "a control plane without the key for encryption",
        documents: machine({ controlPlane: true, takesKeys: false }),
      },
      {
        name: "a control plane without an audit policy",
        documents: machine({ controlPlane: true, without: "audit-policy.yaml" }),
      },
      {
        name: "a control plane that believes other issuers",
        documents: machine({ controlPlane: true, without: "authentication.yaml" }),
      },
    ],
  }),
};

interface FixtureChange {
  readonly controlPlane?: boolean;
  readonly takesKeys?: boolean;
  readonly discoveryIn?: string;
  readonly without?: string;
}

function machine({ controlPlane = false, takesKeys = controlPlane, discoveryIn = "", without }: FixtureChange) {
  const folder = "/etc/kubernetes/portcullis/api-server";
  const discovery = discoveryIn.startsWith("/") ? discoveryIn : "/etc/kubernetes/portcullis/discovery.conf";
  const keys =
    "pki/ca.crt pki/ca.key pki/etcd/ca.crt pki/etcd/ca.key pki/front-proxy-ca.crt pki/front-proxy-ca.key pki/sa.key pki/sa.pub portcullis/api-server/encryption.yaml";
  const join = {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "JoinConfiguration",
    ...(controlPlane ? { controlPlane: { localAPIEndpoint: { advertiseAddress: "10.40.0.12" } } } : {}),
    discovery: { file: { kubeConfigPath: discovery } },
  };
  const config = (kind: string) => JSON.stringify({ apiVersion: "apiserver.config.k8s.io/v1", kind });
  const files: Readonly<Record<string, string>> = {
    "/etc/kubernetes/kubeadm.yaml": JSON.stringify(join),
    "/usr/local/sbin/portcullis-join": [
      "#!/bin/sh",
      "set -eu",
      "umask 077",
      'if [ -e /etc/kubernetes/kubelet.conf ]; then echo "this machine has joined already" >&2; exit 1; fi',
      `tar -xf - -C /etc/kubernetes --no-same-owner --no-same-permissions portcullis/discovery.conf${takesKeys ? ` ${keys}` : ""}`,
      "systemctl start portcullis-first-start.service",
    ].join("\n"),
    ...(discoveryIn === "user data" ? { [discovery]: "apiVersion: v1\nkind: Config\n" } : {}),
    ...(controlPlane
      ? {
          [`${folder}/admission.yaml`]: config("AdmissionConfiguration"),
          [`${folder}/audit-policy.yaml`]: JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "Policy" }),
          [`${folder}/authentication.yaml`]: config("AuthenticationConfiguration"),
        }
      : {}),
  };
  return userData(
    Object.fromEntries(
      Object.entries(files).filter(([path]) => without === undefined || !path.endsWith(`/${without}`)),
    ),
  );
}
