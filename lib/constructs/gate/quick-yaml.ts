import { isDeepStrictEqual } from "node:util";
import { manifestYaml } from "../../formats/manifest-yaml";
import { parsePlainYaml } from "../../guardrails/readers/machine/plain-yaml";
import { rememberLast } from "../../guardrails/readers/remember";
import type { Json } from "../../plan/manifest";

/** By these marks the library that cdk8s writes YAML with knows a document that writes itself. */
const NODE_TYPE = Symbol.for("yaml.node.type");
const DOCUMENT = Symbol.for("yaml.document");

/**
 * Lets an object that was judged write itself as YAML when cdk8s asks for it: the same bytes sooner. It does so only where
 * a parser that shares nothing with the writer reads the object back as it is; otherwise the object stays as it is, and
 * so it does where a later version of the library no longer knows the marks.
 *
 * @param text the object as JSON
 */
export function writesItself(object: unknown, text: string): unknown {
  const yaml = checkedYaml(text);
  if (yaml === undefined || typeof object !== "object" || object === null) return object;
  return Object.defineProperties(object, {
    [NODE_TYPE]: { value: DOCUMENT, configurable: true },
    toString: { value: () => yaml, configurable: true },
  });
}

/** The YAML of an object that is given as JSON; most clusters share most of their policies, so the last are remembered. */
const checkedYaml: (text: string) => string | undefined = rememberLast(1024, (text) => {
  const object = JSON.parse(text) as Json;
  const yaml = manifestYaml(object);
  if (yaml === undefined) return undefined;
  const read = parsePlainYaml(yaml);
  return read !== undefined && read.length === 1 && isDeepStrictEqual(read[0], object) ? yaml : undefined;
});
