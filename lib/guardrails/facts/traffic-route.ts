import type { FactBase } from "./fact-base";

/** Where a route sends traffic. */
export type RouteTarget = { readonly at: string } & (
  | { readonly kind: "service"; readonly namespace: string; readonly name: string }
  | { readonly kind: "host"; readonly name: string }
  | { readonly kind: "address"; readonly address: string; readonly ports: readonly number[] }
  | { readonly kind: "pods"; readonly labels: Readonly<Record<string, string>> }
);

/** An object that sends traffic somewhere: a Service, its endpoints, an Ingress, a route of a gateway. */
export interface TrafficRouteFact extends FactBase {
  readonly kind: "traffic-route";
  readonly targets: readonly RouteTarget[];
}
