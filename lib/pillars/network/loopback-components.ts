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
