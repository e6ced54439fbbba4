import type { Fact } from "../../facts/fact";
import { isObject, type UncheckedObject } from "../fields";
import { type MachineFile, notUnderstood } from "./machine-file";
import { parseConfigFile } from "./read-config-documents";

/** The folder of drop-ins. */
export const K3S_KUBELET_FOLDER = "/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/";

/** What of the server's configuration reaches its kubelet. */
interface FromServer {
  readonly protectKernelDefaults: boolean;
  readonly serviceLb: boolean;
}

/**
 * The kubelet's configuration as k3s makes it: its own defaults, and one drop-in over them. Several would depend on the order of
 * their names, and one whose name sorts before `00-k3s-defaults.conf` loses against it.
 *
 * @see https://docs.k3s.io/installation/configuration#kubelet-configuration-files
 */
export function readK3sKubelet(
  dropIns: readonly MachineFile[],
  config: MachineFile,
  server: FromServer,
): readonly Fact[] {
  const base: UncheckedObject = {
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: "/var/lib/rancher/k3s/agent/client-ca.crt" },
    },
    authorization: { mode: "Webhook" },
    eventRecordQPS: 0,
    protectKernelDefaults: server.protectKernelDefaults,
    readOnlyPort: 0,
    ...(server.serviceLb ? { allowedUnsafeSysctls: ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"] } : {}),
  };
  const [first, ...more] = dropIns;
  const shapes = more.map((file) =>
    notUnderstood(file, `file ${file.path}`, "it is a second drop-in over the kubelet's configuration"),
  );
  const fact = (fields: UncheckedObject): Fact => ({
    kind: "kubelet-configuration",
    place: (first ?? config).place,
    ours: config.ours,
    startedBy: "k3s",
    fields,
  });
  if (first === undefined) return [fact(base)];
  const why = complaintAbout(first);
  if (why !== undefined) return [fact(base), notUnderstood(first, `file ${first.path}`, why), ...shapes];
  const parsed = parseConfigFile(first.content);
  const content = parsed.understood ? parsed.documents[0]?.content : undefined;
  return [fact(isObject(content) ? over(base, content) : base), ...shapes];
}

function complaintAbout(file: MachineFile): string | undefined {
  if (!/^[1-9][0-9]-[A-Za-z0-9-]+\.conf$/.test(file.path.slice(K3S_KUBELET_FOLDER.length)))
    return "its name is not two digits from 10 on and a word, so k3s's own file may win over it";
  const parsed = parseConfigFile(file.content);
  if (!parsed.understood) return parsed.why;
  const kinds = parsed.documents.map(({ kind }) => kind);
  return kinds.join() === "kubelet-configuration" ? undefined : "it is not one KubeletConfiguration";
}

/** Objects are merged, everything else is replaced. */
function over(base: UncheckedObject, dropIn: UncheckedObject): UncheckedObject {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(dropIn)) {
    const below = merged[name];
    merged[name] = isObject(value) && isObject(below) ? over(below, value) : value;
  }
  return merged;
}
