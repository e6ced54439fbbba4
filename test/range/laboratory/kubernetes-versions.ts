import type { KubernetesVersion } from "../../../lib";
import { KUBERNETES_VERSIONS } from "../../../lib/spec/kubernetes-version";

/** The version that most clusters run, and the newest. */
const USUAL: readonly KubernetesVersion[] = ["1.35", "1.37"];

/** On which versions the attacks are tried: those that the caller named (`npm run prove -- --kubernetes=1.34,1.36`), or the usual ones. */
export function versionsAskedFor(): readonly KubernetesVersion[] {
  const named = (process.env.PORTCULLIS_KUBERNETES ?? "").split(",").filter((text) => text !== "");
  if (named.length === 0) return USUAL;
  return named.map((text) => {
    const version = KUBERNETES_VERSIONS.find((each) => each === text);
    if (version === undefined) throw new Error(`${text} is none of ${KUBERNETES_VERSIONS.join(", ")}`);
    return version;
  });
}
