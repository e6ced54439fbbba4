import { parse } from "yaml";
import { apply, create, dryRun, type Written } from "./acts";
import { debugContainer } from "./objects";
import type { Case, Row } from "./row";

const ELSEWHERE = "Only the forwarder of records stands in this namespace; put everything else elsewhere.";
const NAMESPACE = "portcullis-logs";

interface PodSpec {
  readonly containers: readonly object[];
}

/** The pods that forward, of a cluster whose machines belong to somebody else. */
export function logForwarderRow(manifests: readonly string[]): Row {
  const daemonSet = manifests.map((text) => parse(text)).find((one) => one?.kind === "DaemonSet") as {
    readonly spec: { readonly template: { readonly spec: PodSpec } };
  };
  const { spec } = daemonSet.spec.template;
  const pod =
    (change: object) =>
    (name: string): Written => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: NAMESPACE },
      spec: { ...spec, ...change },
    });
  const contained = (change: object) => pod({ containers: spec.containers.map((one) => ({ ...one, ...change })) });
  const good = pod({});
  const network = pod({ hostNetwork: true });
  const NETWORK = `pods here use neither the network nor the processes of the machine. ${ELSEWHERE}`;
  const refused = (of: string, bad: (name: string) => Written, says: string): Case => ({
    way: "create",
    of,
    refused: (name) => create(bad(name)),
    passes: (name) => create(good(name)),
    says,
  });
  return {
    policy: "log-forwarder-alone",
    cases: [
      refused("the machine's network", network, NETWORK),
      refused(
        "another folder",
        pod({
          volumes: [{ name: "etc", hostPath: { path: "/etc" } }],
          containers: [{ ...spec.containers[0], volumeMounts: [] }],
        }),
        `pods here see /var/log/pods as the volume pod-logs, /var/lib/portcullis/forwarder as the volume state and nothing else of the machine. ${ELSEWHERE}`,
      ),
      refused(
        "another account",
        pod({ serviceAccountName: "default" }),
        "pods here run as the ServiceAccount log-forwarder and mount no token.",
      ),
      refused(
        "an image by tag",
        contained({ image: "registry.plant-berlin.example.com/quiet:1" }),
        "containers without a digest, or that are not confined:",
      ),
      { way: "dry run", refused: (n) => dryRun(network(n)), passes: (n) => dryRun(good(n)), says: NETWORK },
      { way: "server-side apply", refused: (n) => apply(network(n)), passes: (n) => apply(good(n)), says: NETWORK },
      {
        way: "init container",
        refused: (n) => create(pod({ initContainers: [debugContainer({ name: "first" })] })(n)),
        passes: (n) => create(good(n)),
        says: "pods here have the seccomp profile RuntimeDefault, and no init or debug containers.",
      },
    ],
  };
}

/** What of a cluster's manifests makes that namespace, for a cluster without it. */
export function forwarderManifests(manifests: readonly string[]): readonly string[] {
  return manifests.filter((text) => {
    const { kind, metadata } = parse(text) as Written;
    const policy = metadata.name === "log-forwarder-alone";
    return policy || (kind !== "DaemonSet" && (metadata.namespace === NAMESPACE || metadata.name === NAMESPACE));
  });
}
