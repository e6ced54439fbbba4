/**
 * The minor versions of Kubernetes that clusters may have. Written here a second time, because a rule does not believe what
 * the code that it judges says; a test holds the two lists together.
 */
export const KUBERNETES_MINORS: readonly string[] = ["1.34", "1.35", "1.36", "1.37"];

/** Whether a text is a minor version, written as Pod Security labels write it: `v1.35`. */
export function isMinor(text: string): boolean {
  return text.startsWith("v") && KUBERNETES_MINORS.includes(text.slice(1));
}

/** Whether a text is one release of a minor version: `v1.35.4`. */
export function isRelease(text: string): boolean {
  const [, minor = "", patch] = /^(v\d+\.\d+)\.(\d{1,3})$/.exec(text) ?? [];
  return patch !== undefined && isMinor(minor);
}
