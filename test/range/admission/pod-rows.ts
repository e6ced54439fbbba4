import { apply, create, dryRun, mend, replace } from "./acts";
import {
  ACCOUNT,
  account,
  BY_TAG,
  type Container,
  container,
  debugContainer,
  deployment,
  ELSEWHERE,
  GOOD_IMAGE,
  OTHER_IMAGE,
  pod,
} from "./objects";
import type { Case, Row } from "./row";
import { TENANT } from "./objects";

/** Changes of a container's own fields, one that a policy admits and one that it refuses. */
interface Containers {
  readonly good: Record<string, unknown>;
  readonly bad: Record<string, unknown>;
  /** What the refusal says of containers of a kind. */
  readonly says: (kind: "containers" | "init containers" | "ephemeral containers", name: string) => string;
}

const podOf = (name: string, own: Container) => pod(name, { containers: [own] });

/** The ways in which a new pod reaches the API server. */
function newPods({ good, bad, says }: Containers): readonly Case[] {
  const [right, wrong] = [container(good), container(bad)];
  const plain = says("containers", "quiet");
  return [
    { way: "create", refused: (n) => create(podOf(n, wrong)), passes: (n) => create(podOf(n, right)), says: plain },
    { way: "dry run", refused: (n) => dryRun(podOf(n, wrong)), passes: (n) => dryRun(podOf(n, right)), says: plain },
    {
      way: "server-side apply",
      refused: (n) => apply(podOf(n, wrong)),
      passes: (n) => apply(podOf(n, right)),
      says: plain,
    },
    {
      way: "init container",
      refused: (n) => create(pod(n, { initContainers: [{ ...wrong, name: "first" }] })),
      passes: (n) => create(pod(n, { initContainers: [{ ...right, name: "first" }] })),
      says: says("init containers", "first"),
    },
    {
      way: "workload template",
      refused: (n) => create(deployment(n, { containers: [wrong] })),
      passes: (n) => create(deployment(n, { containers: [right] })),
      says: plain,
    },
  ];
}

/** A debug container comes by a sub-resource, on a pod that is there. */
function debugged({ good, bad, says }: Containers): Case {
  const add = (change: Record<string, unknown>) => (name: string) =>
    mend(pod(name), { spec: { ephemeralContainers: [debugContainer(change)] } }, "/ephemeralcontainers");
  return {
    way: "ephemeral container",
    before: (name) => [create(pod(name))],
    refused: add(bad),
    passes: add(good),
    says: says("ephemeral containers", "debug"),
  };
}

/** The image is what can be changed in a pod that is there. */
function changedImages({ bad, says }: Containers): readonly Case[] {
  const before = (name: string) => [create(pod(name))];
  const image = (one: unknown) => ({ spec: { containers: [{ name: "quiet", image: one }] } });
  const plain = says("containers", "quiet");
  return [
    {
      way: "patch",
      before,
      refused: (n) => mend(pod(n), image(bad.image)),
      passes: (n) => mend(pod(n), image(OTHER_IMAGE)),
      says: plain,
    },
    {
      way: "update",
      before: (n) => [create(whole(n, GOOD_IMAGE))],
      refused: (n) => replace(whole(n, bad.image)),
      passes: (n) => replace(whole(n, OTHER_IMAGE)),
      says: plain,
    },
    {
      way: "server-side apply",
      of: "of a pod that is there",
      before,
      refused: (n) => apply(podOf(n, container(bad))),
      passes: (n) => apply(podOf(n, container({ image: OTHER_IMAGE }))),
      says: plain,
    },
  ];
}

/** What the API server and its plug-ins write into a pod, and no update may take out. */
function whole(name: string, image: unknown) {
  const tolerations = ["not-ready", "unreachable"].map((what) => ({
    key: `node.kubernetes.io/${what}`,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: 300,
  }));
  const amounts = { cpu: "50m", memory: "32Mi", "ephemeral-storage": "64Mi" };
  const resources = { requests: amounts, limits: amounts };
  return pod(name, {
    containers: [container({ image, resources })],
    tolerations,
    priority: 0,
    enableServiceLinks: true,
  });
}

const BY_DIGEST: Containers = {
  good: {},
  bad: { image: BY_TAG },
  says: (kind, name) =>
    `${kind} without a digest: ${name}. Write the image as name@sha256:<64 hexadecimal digits>, the digest that the registry shows for its tag.`,
};
const LISTED: Containers = {
  good: {},
  bad: { image: ELSEWHERE },
  says: (kind, name) =>
    `${kind} from a registry that is not listed: ${name}. Copy the image into a listed registry and name it from there`,
};
const WRITABLE: Containers = {
  good: {},
  bad: { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
  says: (kind, name) =>
    `${kind} with a writable root file system: ${name}. Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where the program writes.`,
};

const DEFAULT_ACCOUNT =
  "pods must not run as the ServiceAccount default. Create a ServiceAccount for the workload and name it in spec.serviceAccountName.";

/** What is demanded of pods of tenants. */
export const POD_ROWS: readonly Row[] = [
  { policy: "images-by-digest", cases: [...newPods(BY_DIGEST), ...changedImages(BY_DIGEST), debugged(BY_DIGEST)] },
  { policy: "images-from-listed-registries", cases: [...newPods(LISTED), ...changedImages(LISTED), debugged(LISTED)] },
  { policy: "read-only-root", cases: [...newPods(WRITABLE), debugged(WRITABLE)] },
  {
    policy: "own-service-account",
    cases: (["create", "dry run", "server-side apply", "workload template"] as const).map((way) => {
      const act = { create, "dry run": dryRun, "server-side apply": apply, "workload template": create }[way];
      const make = (serviceAccountName: string | undefined) => (name: string) =>
        act((way === "workload template" ? deployment : pod)(name, { serviceAccountName }));
      return { way, refused: make(undefined), passes: make(ACCOUNT), says: DEFAULT_ACCOUNT };
    }),
  },
];

/** What the pods of the rows above run as. */
export const PODS_NEED = [create(account(TENANT))];
