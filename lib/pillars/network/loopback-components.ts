import type { Component, ComponentFlag } from "../../plan/component-flag";

/** Controller manager and scheduler answer the machine itself and nobody else. */
export function loopbackComponents(): readonly ComponentFlag[] {
  const components: readonly Component[] = ["kube-controller-manager", "kube-scheduler"];
  return components.map((component) => ({
    pillar: "network",
    fields: [],
    component,
    name: "bind-address",
    value: "127.0.0.1",
    why: "only the machine itself asks for their health and metrics",
  }));
}

/** kube-proxy's health and metrics answer the machine itself and nobody else. k3s has the same default. */
export function loopbackKubeProxy(): readonly ComponentFlag[] {
  const flag = (name: string, value: string): ComponentFlag => ({
    pillar: "network",
    fields: [],
    component: "kube-proxy",
    name,
    value,
    why: "only the machine itself asks for its health and metrics",
  });
  return [flag("healthz-bind-address", "127.0.0.1:10256"), flag("metrics-bind-address", "127.0.0.1:10249")];
}
