import { parse } from "yaml";
import { apply, create, dryRun, mend, replace, type Written } from "./acts";
import { BY_TAG, debugContainer, OTHER_IMAGE } from "./objects";
import type { Case, Row } from "./row";

const ELSEWHERE = "Only the forwarder of records stands in this namespace; put everything else elsewhere.";
const NAMESPACE = "portcullis-logs";

interface PodSpec {
  readonly containers: readonly {
    readonly name: string;
    readonly resources: { readonly limits: object; readonly requests: object };
  }[];
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
  const TAG = "containers without a digest, or that are not confined:";
  const DEBUG = "pods here have the seccomp profile RuntimeDefault, and no init or debug containers.";
  const before = (name: string) => [create(good(name))];
  const image = (one: string) => (name: string) =>
    mend(good(name), { spec: { containers: spec.containers.map((each) => ({ name: each.name, image: one })) } });
  // What the API server and its plug-ins write into a pod, and no update may take out.
  const whole = (one: string) => (name: string) => {
    const containers = spec.containers.map(({ resources, ...each }) => ({
      ...each,
      image: one,
      resources: {
        limits: { "ephemeral-storage": "1Gi", ...resources.limits },
        requests: { "ephemeral-storage": "128Mi", ...resources.requests },
      },
    }));
    return replace(pod({ containers, priority: 2_000_001_000 })(name));
  };
  const made =
    (change: object) =>
    (name: string): Written => ({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace: NAMESPACE },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: { ...spec, ...change } },
      },
    });
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
      refused("an image by tag", contained({ image: BY_TAG }), TAG),
      { way: "dry run", refused: (n) => dryRun(network(n)), passes: (n) => dryRun(good(n)), says: NETWORK },
      { way: "server-side apply", refused: (n) => apply(network(n)), passes: (n) => apply(good(n)), says: NETWORK },
      {
        way: "init container",
        refused: (n) => create(pod({ initContainers: [debugContainer({ name: "first" })] })(n)),
        passes: (n) => create(good(n)),
        says: DEBUG,
      },
      {
        way: "ephemeral container",
        before,
        refused: (n) => mend(good(n), { spec: { ephemeralContainers: [debugContainer()] } }, "/ephemeralcontainers"),
        passes: image(OTHER_IMAGE),
        says: DEBUG,
      },
      { way: "patch", before, refused: image(BY_TAG), passes: image(OTHER_IMAGE), says: TAG },
      { way: "update", before, refused: whole(BY_TAG), passes: whole(OTHER_IMAGE), says: TAG },
      {
        way: "workload template",
        refused: (n) => create(made({ hostNetwork: true })(n)),
        passes: (n) => create(made({})(n)),
        says: NETWORK,
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
