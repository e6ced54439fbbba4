import { BATCH, base64, CORE, mend, post, secret, template, type Request } from "./scene-objects";
import type { Scene } from "./sensitive-request";

/** Requests that are refused for their form, in words that could quote what they hold. */
export function malformed(scene: Scene): Readonly<Record<string, Request>> {
  const { run, planted } = scene;
  const [bad, map] = [planted["a Secret that is malformed"], planted["a ConfigMap that is malformed"]];
  return {
    "a secret of no base64": post(`${CORE}/secrets`, { ...secret(`bad-${run}`, ""), data: { key: `${bad}!` } }),
    "a secret under a bad name": post(`${CORE}/secrets`, {
      ...secret(`bad-${run}`, bad),
      data: { "a b": base64(bad) },
    }),
    "a secret of a type that wants another shape": post(`${CORE}/secrets`, {
      ...secret(`bad-${run}`, bad),
      type: "kubernetes.io/dockerconfigjson",
      data: { ".dockerconfigjson": base64(bad) },
    }),
    "a secret of a number": post(`${CORE}/secrets`, {
      ...secret(`bad-${run}`, ""),
      stringData: { key: { [bad]: bad } },
    }),
    "a config map under a bad name": post(`${CORE}/configmaps`, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `bad-${run}` },
      data: { "a b": map },
    }),
    "a config map with a list": post(`${CORE}/configmaps`, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `bad-${run}` },
      data: { key: [map] },
    }),
  };
}

/**
 * Requests that are refused because of what they would change, in words that quote what is there: the API server answers, and records,
 * with the pod's old and new variables.
 */
export function quoting(scene: Scene): Readonly<Record<string, Request>> {
  const { run, planted } = scene;
  const env = [{ name: "PASSWORD", value: planted["an answer"] }];
  return {
    "a variable of a pod that is there": mend(`${CORE}/pods/unbound-${run}`, {
      spec: { containers: [{ name: "quiet", env }] },
    }),
    "a variable of a job that is there": mend(`${BATCH}/jobs/job-${run}`, {
      spec: { suspend: false, template: template(scene, { containers: [{ name: "quiet", image: "a", env }] }) },
    }),
  };
}
