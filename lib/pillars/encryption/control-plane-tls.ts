import type { Component, ComponentFlag } from "../../plan/component-flag";
import type { TlsVersion } from "../../spec/data-center-profile-spec";
import { kubernetesTlsVersion, STRONG_SUITES } from "./strong-suites";

/**
 * The oldest TLS that the control plane speaks. All its clients are Go programs of the same years, so there is seldom a
 * reason for 1.2, and then with strong suites alone; with 1.3 a list of cipher suites would have no effect, so none is
 * given. etcd spells versions otherwise and refuses to start with a list beside 1.3.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
 * @see https://etcd.io/docs/v3.6/op-guide/security/
 */
export function controlPlaneTls(minimumVersion: TlsVersion): readonly ComponentFlag[] {
  const flag = (component: Component, name: string, value: string, why: string): ComponentFlag => ({
    pillar: "encryption",
    fields: ["profile.minimumTlsVersion"],
    component,
    name,
    value,
    why,
  });
  const versions = COMPONENTS.map((component) =>
    flag(
      component,
      "tls-min-version",
      component === "etcd" ? `TLS${minimumVersion}` : kubernetesTlsVersion(minimumVersion),
      minimumVersion === "1.3" ? "every suite of TLS 1.3 is strong" : "what the description asks for",
    ),
  );
  if (minimumVersion === "1.3") return versions;
  const suites = COMPONENTS.map((component) =>
    flag(
      component,
      component === "etcd" ? "cipher-suites" : "tls-cipher-suites",
      STRONG_SUITES.join(","),
      "forward secrecy and authenticated encryption",
    ),
  );
  return [...versions, ...suites];
}

const COMPONENTS: readonly Component[] = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"];
