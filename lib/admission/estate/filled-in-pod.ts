import { at, isJsonObject, type JsonObject } from "../json-object";

/**
 * A pod as policies see it: the API server takes requests from limits, its plug-ins fill in the namespace's default limits and
 * the account `default`, all before policies are asked.
 *
 * @param limitRanges those of the pod's namespace
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function filledInPod(pod: JsonObject, limitRanges: readonly JsonObject[]): JsonObject {
  const spec = at(pod, "spec");
  if (!isJsonObject(spec)) return pod;
  const limits = limitRanges.flatMap((range) => containerLimits(range));
  const filled = (list: unknown) => (Array.isArray(list) ? list.map((one: unknown) => filledIn(one, limits)) : list);
  return {
    ...pod,
    spec: {
      serviceAccountName: "default",
      ...withoutNulls(spec),
      ...(spec.containers === undefined ? {} : { containers: filled(spec.containers) }),
      ...(spec.initContainers === undefined ? {} : { initContainers: filled(spec.initContainers) }),
    },
  };
}

interface ContainerLimits {
  readonly requests: JsonObject;
  readonly limits: JsonObject;
}

function containerLimits(range: JsonObject): readonly ContainerLimits[] {
  const all = at(range, "spec", "limits");
  return (Array.isArray(all) ? all : []).flatMap((one: unknown) => {
    if (!isJsonObject(one) || one.type !== "Container") return [];
    // The API server completes the LimitRange itself so: what is the most is the default, and what is the default is asked for.
    const limits = { ...asObject(one.max), ...asObject(one.default) };
    return [{ limits, requests: { ...limits, ...asObject(one.min), ...asObject(one.defaultRequest) } }];
  });
}

function filledIn(container: unknown, defaults: readonly ContainerLimits[]): unknown {
  if (!isJsonObject(container)) return container;
  const stated = asObject(container.resources);
  const resources = defaults.reduce(
    ({ requests, limits }, more) => ({
      requests: { ...more.requests, ...requests },
      limits: { ...more.limits, ...limits },
    }),
    { requests: { ...asObject(stated.limits), ...asObject(stated.requests) }, limits: asObject(stated.limits) },
  );
  const { requests, limits } = resources;
  const some = (side: string, amounts: JsonObject) => (Object.keys(amounts).length === 0 ? {} : { [side]: amounts });
  return { ...container, resources: { ...stated, ...some("requests", requests), ...some("limits", limits) } };
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? withoutNulls(value) : {};
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== ""));
}
