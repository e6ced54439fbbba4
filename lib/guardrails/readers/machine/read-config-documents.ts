import type { Fact } from "../../facts/fact";
import { Fields } from "../fields";
import { patchesIn } from "./hidden-changes";
import { type MachineFile, notUnderstood } from "./machine-file";
import { readAdmissionConfiguration } from "./read-admission-configuration";
import { readAuditBackend } from "./read-audit-backend";
import { readAuditPolicy } from "./read-audit-policy";
import { readAuthenticationConfiguration } from "./read-authentication-configuration";
import { readAuthorizationConfiguration } from "./read-authorization-configuration";
import { readEncryptionConfiguration } from "./read-encryption-configuration";
import { readKubeProxyConfiguration } from "./read-kube-proxy";
import { readKubeadmCluster } from "./read-kubeadm-cluster";
import { readKubeadmInit } from "./read-kubeadm-init";
import { readKubeadmJoin } from "./read-kubeadm-join";
import { readPoliciesOnDisk } from "./read-policies-on-disk";
import { parseStrictYaml } from "./strict-yaml";

/** The kinds of configuration that are read, and what a file that holds one is called. */
const KINDS = {
  "apiserver.config.k8s.io/v1/AdmissionConfiguration": "admission-configuration",
  "apiserver.config.k8s.io/v1/AuthenticationConfiguration": "authentication-configuration",
  "apiserver.config.k8s.io/v1/AuthorizationConfiguration": "authorization-configuration",
  "apiserver.config.k8s.io/v1/EncryptionConfiguration": "encryption-configuration",
  "audit.k8s.io/v1/Policy": "audit-policy",
  "kubeadm.k8s.io/v1beta4/ClusterConfiguration": "kubeadm-cluster",
  "kubeadm.k8s.io/v1beta4/InitConfiguration": "kubeadm-init",
  "kubeadm.k8s.io/v1beta4/JoinConfiguration": "kubeadm-join",
  "kubelet.config.k8s.io/v1beta1/KubeletConfiguration": "kubelet-configuration",
  "kubeproxy.config.k8s.io/v1alpha1/KubeProxyConfiguration": "kube-proxy-configuration",
  "v1/Config": "webhook-kubeconfig",
  "v1/List": "policies-on-disk",
} as const;

/** What an audit policy is called that records what it records when it arrives already. */
const STRICT_AUDIT_POLICY = "strict-audit-policy";

type ConfigKind = (typeof KINDS)[keyof typeof KINDS] | typeof STRICT_AUDIT_POLICY;

/** A file of configuration, parsed: its documents with their kinds, or why it is not understood. */
export type ConfigFileContent =
  | {
      readonly understood: true;
      readonly documents: readonly { readonly kind: ConfigKind; readonly content: unknown }[];
    }
  | { readonly understood: false; readonly why: string };

/** Parses a file of Kubernetes configuration. kubeadm's kinds may stand together in one file; every other one stands alone. */
export function parseConfigFile(text: string): ConfigFileContent {
  const parsed = parseStrictYaml(text);
  if (!parsed.known) return { understood: false, why: parsed.why };
  const documents: { kind: ConfigKind; content: unknown }[] = [];
  for (const content of parsed.value) {
    const fields = Fields.of(content, "", []);
    const key = `${fields.text("apiVersion") ?? ""}/${fields.text("kind") ?? ""}`;
    const kind = kindOf(key, fields);
    if (kind === undefined) return { understood: false, why: `no reader knows the kind ${key}` };
    if (documents.some((other) => other.kind === kind))
      return { understood: false, why: `it holds two documents of the kind ${key}` };
    documents.push({ kind, content });
  }
  const together = documents.length > 1 && documents.some(({ kind }) => !kind.startsWith("kube"));
  if (documents.length === 0 || together)
    return { understood: false, why: together ? "it holds documents for different programs" : "it is empty" };
  if (documents.length > 1 && documents.some(({ kind }) => kind === "kubeadm-join"))
    return { understood: false, why: "a machine that joins takes everything else from the cluster" };
  return { understood: true, documents };
}

function kindOf(key: string, document: Fields): ConfigKind | undefined {
  const kind = Object.hasOwn(KINDS, key) ? KINDS[key as keyof typeof KINDS] : undefined;
  if (kind !== "audit-policy") return kind;
  const omitting = [document, ...document.list("rules").filter((rule) => rule.text("level") !== "None")];
  return omitting.some((each) => each.texts("omitStages").length > 0) ? kind : STRICT_AUDIT_POLICY;
}

/** Reads the documents of a file into facts. What a reader complains of becomes an unknown shape, beside the facts. */
export function readConfigFile(
  content: ConfigFileContent,
  file: MachineFile,
  filesOnMachine: Readonly<Record<string, string>>,
  broughtAlong: readonly string[] = [],
): readonly Fact[] {
  if (!content.understood) return [notUnderstood(file, `configuration ${file.path}`, content.why)];
  const complaints: string[] = [];
  const facts = content.documents.flatMap(({ kind, content: document }): readonly Fact[] => {
    const fields = Fields.of(document, "", complaints);
    switch (kind) {
      case "admission-configuration":
        return [readAdmissionConfiguration(fields, file)];
      case "authentication-configuration":
        return [readAuthenticationConfiguration(fields, file)];
      case "authorization-configuration":
        readAuthorizationConfiguration(fields);
        return [];
      case "encryption-configuration":
        return [readEncryptionConfiguration(fields, file)];
      case "audit-policy":
      case "strict-audit-policy":
        return [readAuditPolicy(fields, file)];
      case "kubeadm-cluster":
        return readKubeadmCluster(fields, file, filesOnMachine);
      case "kubeadm-init":
        readKubeadmInit(fields);
        return [];
      case "kubeadm-join":
        return [readKubeadmJoin(fields, file, filesOnMachine, broughtAlong)];
      case "kubelet-configuration":
        return [
          {
            kind: "kubelet-configuration",
            place: file.place,
            ours: file.ours,
            startedBy: "kubeadm",
            fields: document as Readonly<Record<string, unknown>>,
          },
        ];
      case "webhook-kubeconfig":
        return [readAuditBackend(fields, file)];
      case "kube-proxy-configuration":
        readKubeProxyConfiguration(fields);
        return [];
      case "policies-on-disk":
        return readPoliciesOnDisk(document, file);
    }
  });
  // Without one, kubeadm gives the kubelet its own defaults, which are judged as what they are: nothing is hardened.
  const kinds = content.documents.map(({ kind }) => kind);
  const kubelet: readonly Fact[] =
    kinds.includes("kubeadm-cluster") && !kinds.includes("kubelet-configuration")
      ? [{ kind: "kubelet-configuration", place: file.place, ours: file.ours, startedBy: "kubeadm", fields: {} }]
      : [];
  // kubeadm has defaults of its own for what is left out: a token for a day, and health of kube-proxy on every address.
  if (kinds.includes("kubeadm-cluster")) {
    for (const [kind, name] of [
      ["kubeadm-init", "InitConfiguration"],
      ["kube-proxy-configuration", "KubeProxyConfiguration"],
    ] as const) {
      if (!kinds.includes(kind)) complaints.push(`there is no ${name}, so that kubeadm's own defaults hold`);
    }
  }
  return [
    ...facts,
    ...kubelet,
    ...content.documents.flatMap(({ content: document }) => patchesIn(Fields.of(document, "", []), file)),
    ...complaints.map((complaint) => notUnderstood(file, `configuration ${file.path}`, complaint)),
  ];
}
