import type { Component, ComponentFlag } from "../../plan/component-flag";

/**
 * The oldest TLS that the control plane speaks. All its clients are Go programs of the same years, so there is no reason
 * for 1.2; with 1.3 a list of cipher suites would have no effect, so none is given. etcd spells the version otherwise and
 * refuses to start with a list beside 1.3.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
 * @see https://etcd.io/docs/v3.6/op-guide/security/
 */
export function controlPlaneTls(): readonly ComponentFlag[] {
  const flag = (component: Component, value: string): ComponentFlag => ({
    pillar: "encryption",
    fields: [],
    component,
    name: "tls-min-version",
    value,
    why: "every suite of TLS 1.3 is strong",
  });
  return [
    flag("kube-apiserver", "VersionTLS13"),
    flag("kube-controller-manager", "VersionTLS13"),
    flag("kube-scheduler", "VersionTLS13"),
    flag("etcd", "TLS1.3"),
  ];
}
