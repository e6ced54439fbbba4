import { apply, create, dryRun, patch, replace, type Written } from "./acts";
import { account, deployment, pod, TENANT } from "./objects";
import type { Act, Case, Row } from "./row";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const TENANT_LABEL = "portcullis.dev/tenant";

const KEEPS = {
  label: `the label ${TENANT_LABEL} of a tenant stays. Put it back; a namespace that is no tenant any more is deleted.`,
  level: `the namespace of a tenant must enforce the Pod Security level restricted. Set the label ${ENFORCE} to restricted.`,
  version: `the Pod Security version of a tenant must be pinned and must not sink. Set the label ${ENFORCE}-version to the version of the cluster, such as v1.35.`,
};

/** A tenant's namespace; a label that is undefined is left out. */
function namespace(name: string, change: Readonly<Record<string, string | undefined>> = {}): Written {
  const labels = { [TENANT_LABEL]: name, [ENFORCE]: "restricted", [`${ENFORCE}-version`]: "v1.34", ...change };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

const relabel = (labels: Readonly<Record<string, string | null>>) => (name: string) =>
  patch(namespace(name), { metadata: { labels } });
const RISES = relabel({ [`${ENFORCE}-version`]: "v1.35" });

const patched = (of: string, labels: Readonly<Record<string, string | null>>, says: string): Case => ({
  way: "patch",
  of,
  before: (name) => [create(namespace(name))],
  refused: relabel(labels),
  passes: RISES,
  says,
});

const SINKS = { [`${ENFORCE}-version`]: "v1.33" };
const PRIVILEGED = { [ENFORCE]: "privileged" };

const made = (act: (object: Written) => Act, change: Readonly<Record<string, string>>) => (name: string) =>
  act(namespace(name, change));

const IN_DEFAULT =
  "nothing runs in the namespace default. Name the namespace of a tenant in metadata.namespace, or with kubectl -n.";
const asDefault = (object: Written): Written => ({
  ...object,
  metadata: { ...object.metadata, namespace: "default" },
  spec: { ...(object.spec as object), ...(object.kind === "Pod" ? { serviceAccountName: "default" } : {}) },
});

const work = (way: "create" | "dry run" | "server-side apply", of: string, make: (name: string) => Written): Case => {
  const act = { create, "dry run": dryRun, "server-side apply": apply }[way];
  return { way, of, refused: (n) => act(asDefault(make(n))), passes: (n) => act(make(n)), says: IN_DEFAULT };
};

const STRAY =
  "a namespace belongs to a tenant. Describe it under tenants and apply what is written then, or name it in admission.platformNamespaces with the reason.";
const STRAY_POD =
  "pods run in the namespaces of tenants. Move this one, describe its namespace under tenants, or have it named in admission.platformNamespaces with the reason.";

/** What somebody else makes, who knows nothing of labels. */
const stray = (name: string): Written => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
/** One that Kubernetes makes for itself, in which nothing has to run: it stands for all that were there before. */
const OLD = "kube-public";

/** Namespaces as they come and change. */
export const NAMESPACE_ROWS: readonly Row[] = [
  {
    policy: "no-stray-namespaces",
    prepare: [create(account(OLD))],
    cases: [
      { way: "create", refused: (n) => create(stray(n)), passes: made(create, {}), says: STRAY },
      { way: "dry run", refused: (n) => dryRun(stray(n)), passes: made(dryRun, {}), says: STRAY },
      { way: "server-side apply", refused: (n) => apply(stray(n)), passes: made(apply, {}), says: STRAY },
      {
        way: "create",
        of: "a pod",
        refused: (n) => create(pod(n, {}, OLD)),
        passes: (n) => create(pod(n)),
        says: STRAY_POD,
      },
      {
        way: "workload template",
        refused: (n) => create(deployment(n, {}, OLD)),
        passes: (n) => create(deployment(n)),
        says: STRAY_POD,
      },
    ],
  },
  {
    policy: "tenant-namespaces-stay-restricted",
    cases: [
      { way: "create", refused: made(create, PRIVILEGED), passes: made(create, {}), says: KEEPS.level },
      { way: "dry run", refused: made(dryRun, PRIVILEGED), passes: made(dryRun, {}), says: KEEPS.level },
      {
        way: "update",
        before: (name) => [create(namespace(name))],
        refused: made(replace, PRIVILEGED),
        passes: made(replace, { team: "a" }),
        says: KEEPS.level,
      },
      {
        way: "server-side apply",
        refused: made(apply, { [`${ENFORCE}-version`]: "latest" }),
        passes: made(apply, {}),
        says: KEEPS.version,
      },
      patched("a lower level", { [ENFORCE]: "baseline" }, KEEPS.level),
      patched("no level", { [ENFORCE]: null }, KEEPS.level),
      patched("an older version", SINKS, KEEPS.version),
      patched("no tenant", { [TENANT_LABEL]: null }, KEEPS.label),
      patched("another tenant", { [TENANT_LABEL]: TENANT }, KEEPS.label),
    ],
  },
  {
    policy: "no-work-in-default",
    cases: [
      work("create", "a pod", pod),
      work("dry run", "a pod", pod),
      work("server-side apply", "a pod", pod),
      work("create", "a workload", (name) => deployment(name, {}, TENANT, 0)),
      work("server-side apply", "a workload", (name) => deployment(name, {}, TENANT, 0)),
    ],
  },
];
