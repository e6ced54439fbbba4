import type { EgressFirewallFact } from "../facts/egress-firewall";
import type { Rule } from "../rule";
import type { Value } from "../value";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";
import { egressToNamedHostsFixtures } from "./egress-to-named-hosts.fixtures";

/** A firewall on the way out lets named hosts through and drops the rest, and nothing goes past it. */
export const EGRESS_TO_NAMED_HOSTS: Rule<"egress-firewall"> = {
  id: "egress-to-named-hosts",
  title:
    "A firewall on the way out lets through what goes to exact names on the web's ports, drops all else, and has no way around it.",
  why: "A firewall that lets most things out is a line on the bill: what was stolen leaves by whatever it does not look at.",
  fix: "Leave the firewall as profile.network.egress writes it, with exact names under destinations; take routes to the NAT gateway away.",
  controls: ["NIST-800-53 SC-7", "NIST-800-53 AC-4", "PCI-DSS-4.0.1 1.3.2"],
  judges: "egress-firewall",
  reach: "ours",
  judge: judgeFirewall,
  fixtures: egressToNamedHostsFixtures,
};

const NAME = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/;
const DROPS = ["aws:drop_established", "aws:drop_strict"];
const HARMLESS = ["aws:alert_established", "aws:alert_strict", ...DROPS];

function judgeFirewall(fact: EgressFirewallFact): Verdict {
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const demand = <T>(value: Value<T>, holds: (value: T) => boolean, message: string) => {
    if (!value.known) undecided.push({ at: "", got: value.why, message: `nobody can see whether ${message}` });
    else if (!holds(value.value)) certain.push({ at: "", got: JSON.stringify(value.value) ?? "nothing", message });
  };
  const same = (value: boolean) => value;
  demand(fact.strictOrder, same, "rules are taken in an order of their own, in which what is left over passes");
  demand(
    fact.defaults,
    (actions) =>
      actions.some((action) => DROPS.includes(action)) && actions.every((action) => HARMLESS.includes(action)),
    "what no rule names passes",
  );
  demand(
    fact.defaults,
    (actions) => actions.some((action) => action.startsWith("aws:alert_")),
    "what is dropped leaves no trace",
  );
  demand(
    fact.packetDefaults,
    (actions) => actions.length >= 2 && actions.every((action) => action === "aws:drop"),
    "packets that no rule names pass",
  );
  demand(
    fact.exceptions,
    (policy) => policy === undefined || policy === "DROP" || policy === "REJECT",
    "conversations go on after the firewall lost sight of them",
  );
  demand(
    fact.forwarded,
    (list) =>
      list.every(
        ({ protocols, ports }) =>
          protocols.length === 1 &&
          protocols[0] === 6 &&
          ports.length === 1 &&
          ports.every((port) => port === 443 || port === 80),
      ),
    "other traffic than that of the web is handed on, in which the firewall finds no names",
  );
  demand(
    fact.names,
    (names) => names.every((name) => NAME.test(name)),
    "a name stands for many hosts, also those of others",
  );
  demand(fact.recordsAlerts, same, "what is dropped is not on record for a year, encrypted with a key of yours");
  demand(fact.protectedFromDeletion, same, "one plan takes the firewall away");
  for (const route of fact.bypasses)
    certain.push({ at: "", got: route, message: "this route leads past the firewall" });
  return failOrUnknown(certain, undecided);
}
