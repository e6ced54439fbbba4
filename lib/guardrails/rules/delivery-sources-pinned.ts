import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn, failOrUnknown } from "../verdict";

/** A commit of Git, whole, or a digest. */
const FIXED = /^([0-9a-f]{40}|[0-9a-f]{64}|(sha1:)?[0-9a-f]{40}|sha256:[0-9a-f]{64})$/;

/** Sources of Flux and Argo CD, a team's own among them. */
export const DELIVERY_SOURCES_PINNED: Rule<"delivered-source"> = {
  id: "delivery-sources-pinned",
  title: "What a controller fetches into the cluster is fixed by a digest or a whole commit.",
  why: "Whoever may move a branch, a tag or a chart's version puts objects into the cluster that nobody judged.",
  fix: "Name the digest of the OCI artifact (`ref.digest`) or the whole commit (`ref.commit`, `targetRevision`), and raise it in a reviewed change.",
  controls: ["NIST-800-53 CM-5", "NIST-800-53 SI-7"],
  judges: "delivered-source",
  reach: "exposure",
  judge({ revisions, what }) {
    if (!revisions.known) {
      return failOrUnknown([], [{ at: "", got: revisions.why, message: `nobody can see what the ${what} fetches` }]);
    }
    return failOn(
      revisions.value.flatMap(({ at, revision }): readonly Fault[] =>
        revision !== undefined && FIXED.test(revision)
          ? []
          : [{ at, got: revision ?? "nothing", message: `the ${what} fetches whatever that means at the time` }],
      ),
    );
  },
  fixtures: {
    pass: [
      {
        name: "an OCI artifact by its digest",
        documents: flux("OCIRepository", { digest: `sha256:${"0a".repeat(32)}` }),
      },
      { name: "a commit", documents: flux("GitRepository", { commit: "0a".repeat(20), branch: "main" }) },
      { name: "an application of Argo CD at a commit", documents: argo("Application", source("0a".repeat(20))) },
    ],
    fail: [
      { name: "an OCI artifact by its tag", documents: flux("OCIRepository", { tag: "v1.2.3" }) },
      { name: "an OCI artifact by nothing", documents: flux("OCIRepository") },
      { name: "an OCI artifact by a range of versions", documents: flux("OCIRepository", { semver: ">=1.0.0" }) },
      { name: "a branch", documents: flux("GitRepository", { branch: "main" }) },
      { name: "a part of a commit", documents: flux("GitRepository", { commit: "0a0a0a0" }) },
      { name: "a bucket", documents: flux("Bucket") },
      { name: "a repository of charts", documents: flux("HelmRepository") },
      { name: "an application of Argo CD at its default branch", documents: argo("Application", source("HEAD")) },
      {
        name: "one of two sources",
        documents: argo("Application", { sources: [source("0a".repeat(20)).source, source("main").source] }),
      },
      {
        name: "a set of applications that a generator names",
        documents: argo("ApplicationSet", { template: { spec: source("{{.commit}}") } }),
      },
      {
        name: "a release of a chart by its version",
        documents: manifests({
          apiVersion: "helm.toolkit.fluxcd.io/v2",
          kind: "HelmRelease",
          metadata: { name: "web", namespace: "team" },
          spec: {
            chart: { spec: { chart: "web", version: "1.2.3", sourceRef: { kind: "HelmRepository", name: "web" } } },
          },
        }),
      },
    ],
  },
};

function flux(kind: string, ref?: WrittenObject) {
  return manifests({
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind,
    metadata: { name: "web", namespace: "team" },
    spec: { url: "oci://registry.example.com/web", ...(ref === undefined ? {} : { ref }) },
  });
}

function source(targetRevision: string) {
  return { source: { repoURL: "https://git.example.com/web", path: "deploy", targetRevision } };
}

function argo(kind: string, spec: WrittenObject) {
  return manifests({ apiVersion: "argoproj.io/v1alpha1", kind, metadata: { name: "web", namespace: "argocd" }, spec });
}
