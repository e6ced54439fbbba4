import type { MachineDocument } from "../document";
import type { Fact } from "../facts/fact";
import type { Place } from "../place";
import { decodeUserData } from "./machine/decode-user-data";
import { type MachineFile, notUnderstood } from "./machine/machine-file";
import { readNftables } from "./machine/nftables/read-nftables";
import { readCloudConfig } from "./machine/read-cloud-config";
import { looksLikeBottlerocket, readBottlerocketSettings } from "./machine/read-bottlerocket";
import { parseConfigFile, readConfigFile } from "./machine/read-config-documents";
import { readK3s } from "./machine/read-k3s";
import { readMachine } from "./machine/read-machine";
import { looksLikeNodeConfig, readNodeConfig } from "./machine/read-node-config";
import { byDottedName } from "./dotted-names";

const CONFIG_GROUPS = /\b(apiserver\.config|audit|kubeadm|kubelet\.config|kubeproxy\.config)(\.k8s\.io)?\/v\d/;

/** Keys that only k3s's configuration has. */
const K3S_KEYS = /^(flannel-backend|kube-apiserver-arg|secrets-encryption|write-kubeconfig-mode): *\S*$/m;

/**
 * Reads text that a machine will run or load: cloud-init user data, and every file nested in it (kubeadm configuration,
 * nftables, authentication, audit, encryption), also base64 and gzip. Returns undefined when the text is none of that.
 *
 * What is not ours is read for what it lets into a cluster; that nobody can judge the rest of it is no finding.
 */
export function readMachineText(text: string, place: Place, ours: boolean): readonly Fact[] | undefined {
  const facts = readAny(text, place, ours);
  if (ours || facts === undefined) return facts;
  const cluster = facts.some(({ kind }) => kind === "component-flags" || kind === "joining-node");
  return facts.filter((fact) => cluster || fact.kind !== "unknown-shape");
}

/** Whether a text is user data: cloud-init, a script, settings of a node, packed or not. */
export function isUserData(text: string): boolean {
  const decoded = decodeUserData(text);
  if (!decoded.known || decoded.value !== text) return true;
  const firstLine = (text.split("\n")[0] ?? "").trimEnd();
  return (
    firstLine === "#cloud-config" ||
    looksLikeNodeConfig(text) ||
    looksLikeBottlerocket(text) ||
    otherUserData(text.trimStart()) !== undefined
  );
}

/** Whether a text is a ruleset of nftables that filters something. */
export function looksLikeNftables(content: string): boolean {
  return (
    /^\s*(table|delete|flush|add|include|define)\s/m.test(content) &&
    /\bhook\s+[a-z]+\s+(device\s+\S+\s+)?priority\b/.test(content)
  );
}

/** Reads a text that stands by itself as a document. One that no reader recognizes is an unknown shape. */
export function readMachineDocument(document: MachineDocument): readonly Fact[] {
  const place: Place = { document: document.name, path: document.name };
  if (document.format === "k3s") return readLoneK3s({ path: "", content: document.content, place, ours: true });
  return (
    readMachineText(document.content, place, true) ?? [
      notUnderstood({ place, ours: true }, "machine text", "no reader recognizes it"),
    ]
  );
}

function readAny(text: string, place: Place, ours: boolean): readonly Fact[] | undefined {
  const decoded = decodeUserData(text);
  if (!decoded.known) return [notUnderstood({ place, ours }, "user data", decoded.why)];
  const content = decoded.value;
  const firstLine = (content.split("\n")[0] ?? "").trimEnd();
  if (firstLine === "#cloud-config") return readMachine(readCloudConfig(content, place, ours), place, ours);

  const node = readNodeSettings(content, place, ours);
  if (node !== undefined) return [node];

  const refused = otherUserData(content.trimStart());
  if (refused !== undefined) return [notUnderstood({ place, ours }, refused, "no reader follows what it does")];
  const file: MachineFile = { path: "", content, place, ours };
  if (looksLikeNftables(content)) {
    return readNftables(file, ours);
  }
  if (/^\s*"?apiVersion"?:/m.test(content) && /^\s*"?kind"?:/m.test(content)) {
    const parsed = parseConfigFile(content);
    // Kubernetes objects and other people's kinds are not what machines are configured with.
    return parsed.understood || CONFIG_GROUPS.test(content) ? readConfigFile(parsed, file, {}) : undefined;
  }
  if (K3S_KEYS.test(content)) {
    return readLoneK3s(file);
  }
  return undefined;
}

/** A configuration of k3s by itself: nothing is known of what lies beside it on the machine. */
function readLoneK3s(file: MachineFile): readonly Fact[] {
  return readK3s(file, { registries: undefined, kubelet: [], files: {}, behindFirewall: false });
}

/** What a node of Amazon EKS is told: a NodeConfig in MIME, or Bottlerocket's TOML. */
function readNodeSettings(content: string, place: Place, ours: boolean): Fact | undefined {
  const isNodeConfig = looksLikeNodeConfig(content);
  if (!isNodeConfig && !looksLikeBottlerocket(content)) return undefined;
  const os = isNodeConfig ? "al2023" : "bottlerocket";
  const read = isNodeConfig ? readNodeConfig(content) : readBottlerocketSettings(content);
  if (!read.known) return notUnderstood({ place, ours }, `user data of ${os}`, read.why);
  return { kind: "node-settings", place, ours, os, settings: isNodeConfig ? byDottedName(read.value) : read.value };
}

/** The other forms of user data, as people call them. */
function otherUserData(content: string): string | undefined {
  if (content.startsWith("#!")) return "script";
  if (/^##\s*template:/i.test(content)) return "user data with a template";
  if (/^(MIME-Version:|Content-Type:)/i.test(content)) return "user data in several parts";
  const form =
    /^#(cloud-config-archive|cloud-config|cloud-boothook|include-once|include|part-handler|upstart-job)\b/.exec(
      content,
    )?.[1];
  return form === undefined ? undefined : `user data of the form #${form}`;
}
