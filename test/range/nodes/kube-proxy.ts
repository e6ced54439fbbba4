import { parseAllDocuments, stringify } from "yaml";
import type { Machine } from "../laboratory/machine";

const CONFIGURATION = "/etc/kubernetes/portcullis/kubeadm.yaml";
const OWN = "/var/lib/kube-proxy";

/** The configuration that kubeadm gives to the pods of kube-proxy, from the manifest that it prints. */
export function kubeProxyConfiguration(machine: Machine): Readonly<Record<string, unknown>> {
  const printed = machine.mustRun(
    "kubeadm",
    "init",
    "phase",
    "addon",
    "kube-proxy",
    "--config",
    CONFIGURATION,
    "--print-manifest",
  );
  for (const document of parseAllDocuments(printed)) {
    const { kind, data } = document.toJS() as {
      readonly kind: string;
      readonly data?: Readonly<Record<string, string>>;
    };
    if (kind === "ConfigMap" && data?.["config.conf"] !== undefined)
      return parseAllDocuments(data["config.conf"])[0]?.toJS();
  }
  throw new Error(`kubeadm prints no configuration of kube-proxy:\n${printed}`);
}

/**
 * Starts it as a process of a machine.
 * @param kubeconfig a credential of `system:kube-proxy`
 */
export function startKubeProxy(
  machine: Machine,
  program: string,
  configuration: Readonly<Record<string, unknown>>,
  kubeconfig: string,
): void {
  machine.write({ path: `${OWN}/kubeconfig.conf`, permissions: "0600", content: kubeconfig });
  const own = {
    ...configuration,
    clientConnection: { kubeconfig: `${OWN}/kubeconfig.conf` },
    hostnameOverride: machine.host.name,
    conntrack: { maxPerCore: 0, min: 0, tcpCloseWaitTimeout: "0s", tcpEstablishedTimeout: "0s" },
  };
  machine.write({ path: `${OWN}/config.conf`, content: stringify(own) });
  machine.start("kube-proxy", [program, `--config=${OWN}/config.conf`]);
}
