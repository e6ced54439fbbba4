import { userData } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const CRI = "plugins/io.containerd.grpc.v1.cri";
const RUNC = `${CRI}/containerd/runtimes/runc`;

interface ExpectedSetting {
  readonly required: boolean;
  readonly allowed: string;
  readonly holds: (value: unknown) => boolean;
}

const exactly = (value: string | number | boolean, required: boolean): ExpectedSetting => ({
  required,
  allowed: JSON.stringify(value),
  holds: (found) => found === value,
});

/** Every key that may be set. Registries, listeners, other runtimes and plugins are not among them. */
const EXPECTED: Readonly<Record<string, ExpectedSetting>> = {
  version: exactly(2, true),
  [`${CRI}/sandbox_image`]: {
    required: true,
    allowed: "registry.k8s.io/pause with the tag of a release or a digest",
    holds: (value) =>
      typeof value === "string" &&
      /^registry\.k8s\.io\/pause(:\d+(\.\d+)+|(:\d+(\.\d+)+)?@sha256:[0-9a-f]{64})$/.test(value),
  },
  [`${CRI}/containerd/default_runtime_name`]: exactly("runc", false),
  [`${CRI}/enable_selinux`]: exactly(true, false),
  [`${RUNC}/runtime_type`]: exactly("io.containerd.runc.v2", true),
  [`${RUNC}/options/SystemdCgroup`]: exactly(true, true),
};

/** The container runtime of a machine. */
export const CONTAINER_RUNTIME_HARDENED: Rule<"containerd-configuration"> = {
  id: "container-runtime-hardened",
  title:
    "containerd names no registry that needs no TLS, listens nowhere else, and starts pods from a sandbox image of a known release.",
  why: "Whoever answers for a registry without TLS chooses what runs in every pod, and whoever reaches the runtime is root on the machine.",
  fix: "Deliver the configuration that the library writes; a key that no rule knows must go, or the rule must learn it.",
  controls: ["NIST-800-53 CM-7", "NIST-800-190 4.4.1", "NIST-800-190 4.2.1"],
  judges: "containerd-configuration",
  reach: "ours",
  judge({ settings }) {
    if (settings === undefined)
      return failOn([
        {
          at: "",
          got: "nothing",
          message: "no configuration of containerd is delivered: what the image holds was not judged",
        },
      ]);
    const given = Object.entries(settings).flatMap(([name, value]): readonly Fault[] => {
      const expected = Object.hasOwn(EXPECTED, name) ? EXPECTED[name] : undefined;
      const got = JSON.stringify(value);
      if (expected === undefined) return [{ at: name, got, message: `no rule knows containerd's setting ${name}` }];
      return expected.holds(value) ? [] : [{ at: name, got, message: `${name} must be ${expected.allowed}` }];
    });
    const missing = Object.entries(EXPECTED)
      .filter(([name, { required }]) => required && !Object.hasOwn(settings, name))
      .map(([name, { allowed }]) => ({
        at: name,
        got: "nothing",
        message: `${name} is missing; it must be ${allowed}`,
      }));
    return failOn([...given, ...missing]);
  },
  fixtures: () => ({
    pass: [
      { name: "a sandbox image by its release", documents: containerd("", "") },
      {
        name: "a sandbox image by its digest",
        documents: containerd("pause:3.10.1", `pause@sha256:${"0123456789abcdef".repeat(4)}`),
      },
    ],
    fail: [
      { name: "a sandbox image of whatever is newest", documents: containerd("pause:3.10.1", "pause:latest") },
      { name: "a sandbox image of somebody else", documents: containerd("registry.k8s.io/", "registry.example.com/") },
      {
        name: "other cgroups than the kubelet's",
        documents: containerd("SystemdCgroup = true", "SystemdCgroup = false"),
      },
      {
        name: "a registry whose certificate nobody checks",
        documents: containerd(
          "version = 2",
          'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.configs."registry.example.com".tls]\ninsecure_skip_verify = true\n',
        ),
      },
      {
        name: "hosts of registries from a folder that nobody judged",
        documents: containerd(
          "version = 2",
          'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n',
        ),
      },
      {
        name: "a listener on the network",
        documents: containerd("version = 2", 'version = 2\n[grpc]\ntcp_address = "0.0.0.0:1234"\n'),
      },
      { name: "another form of configuration", documents: containerd("version = 2", "version = 3") },
      {
        name: "a machine of kubeadm's without any",
        documents: userData({
          "/etc/kubernetes/kubeadm.yaml": "apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n",
        }),
      },
    ],
  }),
};

function containerd(from: string, to: string) {
  const content = `version = 2

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "registry.k8s.io/pause:3.10.1"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = true
`;
  return userData({ "/etc/containerd/config.toml": content.replace(from, to) });
}
