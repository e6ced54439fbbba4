import type { Component, ComponentFlag } from "../../plan/component-flag";

const PROFILED: readonly Component[] = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];

/** Profiles show memory and cost processor time; who debugs a control plane turns them on for the hour. */
export function profilingOff(): readonly ComponentFlag[] {
  return PROFILED.map((component) => ({
    pillar: "authorization",
    fields: [],
    component,
    name: "profiling",
    value: "false",
    why: "profiles show memory",
  }));
}
