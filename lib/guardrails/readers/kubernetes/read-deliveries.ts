import type { DeliveredSourceFact } from "../../facts/delivered-source";
import type { HiddenChangeFact } from "../../facts/hidden-change";
import { known, unknown } from "../../value";
import { asWritten, isObject, type UncheckedObject } from "../fields";
import type { ReadObject } from "./kubernetes-object";

type Revision = { readonly at: string; readonly revision: string | undefined };

/** How each kind says what it fetches, by group and kind. */
const FETCHING: ReadonlyMap<string, (spec: UncheckedObject) => readonly Revision[]> = new Map([
  // Flux takes the digest before the range of versions, and that before the tag; the commit before all others.
  ["source.toolkit.fluxcd.io/OCIRepository", (spec) => [refOf(spec, "digest", ["semver", "tag"])]],
  ["source.toolkit.fluxcd.io/GitRepository", (spec) => [refOf(spec, "commit", ["name", "semver", "tag", "branch"])]],
  ["source.toolkit.fluxcd.io/Bucket", () => [{ at: "spec.bucketName", revision: undefined }]],
  ["source.toolkit.fluxcd.io/HelmRepository", () => [{ at: "spec.url", revision: undefined }]],
  ["source.toolkit.fluxcd.io/HelmChart", (spec) => [{ at: "spec.version", revision: textOf(spec.version) }]],
  ["helm.toolkit.fluxcd.io/HelmRelease", chartOfRelease],
  ["argoproj.io/Application", (spec) => argoSources(spec, "spec")],
  ["argoproj.io/ApplicationSet", argoSet],
]);

/** Reads what controllers fetch into the cluster: sources of Flux and Argo CD, and charts that k3s installs by itself. */
export function readDelivery(object: ReadObject): readonly (DeliveredSourceFact | HiddenChangeFact)[] {
  const { apiVersion, kind, content, place, ours } = object;
  const group = apiVersion.slice(0, Math.max(apiVersion.indexOf("/"), 0));
  if (group === "helm.cattle.io") {
    const changes = `k3s installs or changes a chart by it, whose objects stand in no judged document`;
    return [{ kind: "hidden-change", place, ours, what: `${kind} of k3s`, changes }];
  }
  const read = FETCHING.get(`${group}/${kind}`);
  if (read === undefined) return [];
  const { spec } = content;
  const fact = { kind: "delivered-source", place, ours, what: kind } as const;
  return [{ ...fact, revisions: isObject(spec) ? known(read(spec)) : unknown(`spec is ${asWritten(spec)}`) }];
}

function refOf(spec: UncheckedObject, fixed: string, others: readonly string[]): Revision {
  const ref = isObject(spec.ref) ? spec.ref : {};
  const name = [fixed, ...others].find((one) => ref[one] !== undefined && ref[one] !== null);
  return {
    at: `spec.ref${name === undefined ? "" : `.${name}`}`,
    revision: name === undefined ? undefined : textOf(ref[name]),
  };
}

/** A release of a chart that another object fetches is as fixed as that object says. */
function chartOfRelease(spec: UncheckedObject): readonly Revision[] {
  if (isObject(spec.chartRef)) return [];
  const chart = isObject(spec.chart) && isObject(spec.chart.spec) ? spec.chart.spec : {};
  return [{ at: "spec.chart.spec.version", revision: textOf(chart.version) }];
}

function argoSources(spec: UncheckedObject, path: string): readonly Revision[] {
  const several = Array.isArray(spec.sources)
    ? spec.sources.map((one: unknown, index) => [one, `${path}.sources[${index}]`] as const)
    : [];
  const sources = [...(spec.source === undefined ? [] : [[spec.source, `${path}.source`] as const]), ...several];
  if (sources.length === 0) return [{ at: path, revision: undefined }];
  return sources.map(([source, at]) => ({
    at: `${at}.targetRevision`,
    revision: isObject(source) ? textOf(source.targetRevision) : undefined,
  }));
}

function argoSet(spec: UncheckedObject): readonly Revision[] {
  const template = isObject(spec.template) && isObject(spec.template.spec) ? spec.template.spec : {};
  const patch = spec.templatePatch === undefined ? [] : [{ at: "spec.templatePatch", revision: undefined }];
  return [...argoSources(template, "spec.template.spec"), ...patch];
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
