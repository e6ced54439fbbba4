import type { NetworkExceptionFact } from "../../facts/network-exception";
import { Fields } from "../fields";
import type { ReadObject } from "./kubernetes-object";

const DIRECTIONS = [
  { rules: "ingress", peers: "from" },
  { rules: "egress", peers: "to" },
] as const;

/** Reads what a NetworkPolicy lets through. What cannot be read is complained of where its namespace is read. */
export function readNetworkExceptions(object: ReadObject): readonly NetworkExceptionFact[] {
  if (object.kind !== "NetworkPolicy") return [];
  const spec = Fields.of(object.content, "", []).fields("spec");
  const rules = DIRECTIONS.flatMap(({ rules: list, peers: field }) =>
    spec.list(list).map((rule, index) => {
      const peers = rule.list(field);
      return {
        at: `spec.${list}[${index}]`,
        ports: rule.list("ports").map((port) => (port.has("endPort") ? undefined : port.integer("port"))),
        peers: peers.length,
        everyPod: peers.flatMap((peer, at) => (peer.has("ipBlock") || namesPods(peer) ? [] : [`${field}[${at}]`])),
      };
    }),
  );
  return rules.length === 0 ? [] : [{ kind: "network-exception", place: object.place, ours: object.ours, rules }];
}

function namesPods(peer: Fields): boolean {
  const selector = peer.fields("podSelector");
  const named = selector
    .list("matchExpressions")
    .some((one) => one.text("operator") === "In" && one.texts("values").length > 0);
  return named || selector.fields("matchLabels").names().length > 0;
}
