import type { ComponentFlagsFact } from "../../facts/component-flags";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

/** Everything below is mounted into the API server's pod by kubeadm itself. */
const CERTIFICATES = "/etc/kubernetes/pki";
const MOUNTABLE = /^\/(etc\/kubernetes|var\/log\/kubernetes)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;
/** The one folder that the API server writes into. */
const RECORDS = "/var/log/kubernetes/";
const ENCRYPTION_ALGORITHMS = ["RSA-2048", "RSA-3072", "RSA-4096", "ECDSA-P256", "ECDSA-P384"];

/**
 * Reads the command lines of the control plane from kubeadm's ClusterConfiguration. Whatever else it can do (other images, an etcd elsewhere,
 * environment variables, feature gates) is not read.
 *
 * @param filesOnMachine what lies on the machine, by path, and what each file is read as
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export function readKubeadmCluster(
  document: Fields,
  file: MachineFile,
  filesOnMachine: Readonly<Record<string, string>>,
): readonly ComponentFlagsFact[] {
  document.only(
    ...[
      "apiVersion",
      "kind",
      "clusterName",
      "kubernetesVersion",
      "controlPlaneEndpoint",
      "networking",
      "certificatesDir",
    ],
    ...["encryptionAlgorithm", "certificateValidityPeriod", "caCertificateValidityPeriod"],
    ...["apiServer", "controllerManager", "scheduler", "etcd"],
  );
  document.fields("networking").only("podSubnet", "serviceSubnet", "dnsDomain");
  oneOf(document, "certificatesDir", [CERTIFICATES]);
  oneOf(document, "encryptionAlgorithm", ENCRYPTION_ALGORITHMS);
  const etcd = document
    .fields("etcd")
    .only("local")
    .fields("local")
    .only("dataDir", "extraArgs", "serverCertSANs", "peerCertSANs");
  const apiServer = document.fields("apiServer").only("extraArgs", "extraVolumes", "certSANs");
  const controllerManager = document.fields("controllerManager").only("extraArgs");
  const scheduler = document.fields("scheduler").only("extraArgs");
  const of = (
    component: ComponentFlagsFact["component"],
    section: Fields,
    files: Readonly<Record<string, string>> = {},
  ): ComponentFlagsFact => ({
    kind: "component-flags",
    place: { ...file.place, path: `${file.place.path}: ${component}` },
    ours: file.ours,
    component,
    flags: readArguments(section, "extraArgs"),
    files,
  });
  return [
    of("kube-apiserver", apiServer, seenThrough(apiServer, filesOnMachine)),
    of("kube-controller-manager", controllerManager),
    of("kube-scheduler", scheduler),
    of("etcd", etcd),
  ];
}

/** Arguments as `v1beta4` writes them: a list of names and values. A name that comes twice is a flag given twice. */
export function readArguments(section: Fields, field: string): Readonly<Record<string, readonly string[]>> {
  const flags = new Map<string, string[]>();
  for (const argument of section.list(field)) {
    argument.only("name", "value");
    const name = argument.text("name") ?? "";
    const value = argument.text("value");
    if (!/^[a-z][a-z0-9-]*$/.test(name)) argument.complain("name", `is "${name}", not a flag without its dashes`);
    else if (value === undefined) argument.complain("value", "is missing");
    else flags.set(name, [...(flags.get(name) ?? []), value]);
  }
  return Object.fromEntries(flags);
}

/** What of the machine's files the API server sees: a path must be the same inside and outside, or one file could stand for another. */
function seenThrough(
  apiServer: Fields,
  filesOnMachine: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const seen = new Map<string, string>();
  for (const volume of apiServer.list("extraVolumes")) {
    volume.only("name", "hostPath", "mountPath", "readOnly", "pathType");
    const path = volume.text("hostPath") ?? "";
    const readOnly = volume.flag("readOnly") ?? false;
    oneOf(volume, "pathType", ["File", "Directory", "DirectoryOrCreate"]);
    if (volume.text("mountPath") !== path)
      volume.complain("mountPath", `is not ${path}: the API server would see one path under another`);
    else if (!MOUNTABLE.test(path))
      volume.complain("hostPath", `is "${path}", which the API server has no business in`);
    else if (!readOnly && !path.startsWith(RECORDS))
      volume.complain("readOnly", `is not true: the API server could rewrite what lies in ${path}`);
    else if (!readOnly) seen.set(path, "folder");
    for (const [name, readAs] of Object.entries(filesOnMachine)) {
      if (name === path || name.startsWith(`${path}/`)) seen.set(name, readAs);
    }
  }
  return Object.fromEntries(seen);
}

/** Complains unless a field is absent or one of a few values. */
export function oneOf(section: Fields, field: string, values: readonly string[]): void {
  const value = section.text(field);
  if (value !== undefined && !values.includes(value))
    section.complain(field, `is "${value}", not one of ${values.join(", ")}`);
}
