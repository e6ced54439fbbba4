import type { Component, ComponentFlag } from "../plan/component-flag";
import type { K3sSetting } from "../plan/k3s-setting";
import { yamlText } from "./yaml-text";

/** What a k3s server is started with. */
export interface K3sPlan {
  readonly settings: readonly K3sSetting[];
  readonly flags: readonly ComponentFlag[];
}

/** The keys that hold flags of the programs inside k3s. Without an embedded etcd there are none for it. */
const ARGUMENTS = {
  "kube-apiserver": "kube-apiserver-arg",
  "kube-controller-manager": "kube-controller-manager-arg",
  "kube-scheduler": "kube-scheduler-arg",
  "kube-proxy": "kube-proxy-arg",
} as const satisfies Partial<Record<Component, string>>;

type Inside = keyof typeof ARGUMENTS;

/**
 * k3s's `config.yaml`, keys sorted. A flag `name=value` replaces what k3s itself would set.
 *
 * @see https://docs.k3s.io/installation/configuration#configuration-file
 * @throws an Error when two pillars set one key or flag, or a flag is for a program that k3s does not start
 */
export function k3sConfiguration({ settings, flags }: K3sPlan): string {
  const entries = [
    ...settings.map(({ name, value }) => [name, value] as const),
    ...Object.entries(ARGUMENTS).map(([component, key]) => [key, argumentsOf(component, flags)] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const stranger = flags.find(({ component }) => !isInside(component));
  if (stranger !== undefined) throw new Error(`k3s starts no ${stranger.component}, so ${stranger.name} has no place`);
  refuseRepeats(entries.map(([key]) => key));
  return yamlText(Object.fromEntries(entries));
}

function argumentsOf(component: string, flags: readonly ComponentFlag[]): readonly string[] {
  const own = flags.filter((flag) => flag.component === component);
  refuseRepeats(own.map(({ name }) => name));
  return own.map(({ name, value }) => `${name}=${value}`).sort();
}

function isInside(component: Component): component is Inside {
  return Object.hasOwn(ARGUMENTS, component);
}

function refuseRepeats(names: readonly string[]): void {
  const again = names.find((name, index) => names.indexOf(name) < index);
  if (again !== undefined) throw new Error(`k3s gets ${again} twice`);
}
