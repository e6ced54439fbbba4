import type { EgressFirewallFact, ForwardedTraffic } from "../../facts/egress-firewall";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { namesKey } from "./eks-clusters";
import type { Expressions } from "./expressions";
import { pastTheFirewall } from "./firewall-routes";
import type { Block, StackDocument } from "./stack-document";

/** Reads the firewalls of ours with their policies and rules. */
export function readEgressFirewalls(stack: StackDocument, expressions: Expressions): readonly EgressFirewallFact[] {
  const blocks = [...stack.resources.values()];
  return blocks
    .filter(({ type, ours }) => ours && type === "aws_networkfirewall_firewall")
    .map((block) => {
      const body = new BlockBody(expressions, block.body);
      const policy = whenKnown(
        referred(body, "firewall_policy_arn", "aws_networkfirewall_firewall_policy", stack),
        (found) => one(found, "firewall_policy"),
      );
      const groups = (reference: string) =>
        whenKnown(policy, (found) =>
          whenKnown(found.blocks(reference), (references) =>
            all(references.map((each) => referred(each, "resource_arn", "aws_networkfirewall_rule_group", stack))),
          ),
        );
      const engine = whenKnown(policy, (found) => found.block("stateful_engine_options"));
      return {
        kind: "egress-firewall",
        place: block.place,
        ours: true,
        strictOrder: whenKnown(engine, (options) => isStrict(options)),
        defaults: whenKnown(policy, (found) => found.texts("stateful_default_actions")),
        packetDefaults: whenKnown(policy, (found) =>
          whenKnown(found.texts("stateless_default_actions"), (whole) =>
            whenKnown(found.texts("stateless_fragment_default_actions"), (pieces) => known([...whole, ...pieces])),
          ),
        ),
        exceptions: whenKnown(engine, (options) => options?.text("stream_exception_policy") ?? known(undefined)),
        forwarded: whenKnown(groups("stateless_rule_group_reference"), (found) =>
          whenKnown(all(found.map(forwardedBy)), (lists) => known(lists.flat())),
        ),
        names: whenKnown(groups("stateful_rule_group_reference"), (found) =>
          whenKnown(all(found.map(namesIn)), (lists) => known(lists.flat())),
        ),
        recordsAlerts: recordsAlerts(block, stack, expressions),
        protectedFromDeletion: body.flag("delete_protection", false),
        bypasses: pastTheFirewall(block, stack, expressions),
      };
    });
}

function referred(body: BlockBody, attribute: string, type: string, stack: StackDocument): Value<BlockBody> {
  const raw = body.raw(attribute);
  const found = body.expressions.resolve(raw);
  const block = found.kind === "resource" ? stack.resources.get(found.address) : undefined;
  return block?.type === type && !("count" in block.body) && !("for_each" in block.body)
    ? known(new BlockBody(body.expressions, block.body))
    : unknown(`${attribute} = ${asWritten(raw)} is no ${type} of this document`);
}

function one(body: BlockBody, name: string): Value<BlockBody> {
  return whenKnown(
    body.block(name),
    (found): Value<BlockBody> => (found ? known(found) : unknown(`there is no ${name}`)),
  );
}

function all<T>(values: readonly Value<T>[]): Value<readonly T[]> {
  const list: T[] = [];
  for (const value of values) {
    if (!value.known) return value;
    list.push(value.value);
  }
  return known(list);
}

function isStrict(options: BlockBody | undefined): Value<boolean> {
  return options === undefined
    ? known(false)
    : whenKnown(options.text("rule_order"), (order) => known(order === "STRICT_ORDER"));
}

/** What a group without state hands on to be looked at; anything else that it does is not read. */
function forwardedBy(group: BlockBody): Value<readonly ForwardedTraffic[]> {
  return whenKnown(one(group, "rule_group"), (rules) =>
    whenKnown(one(rules, "rules_source"), (source) =>
      whenKnown(one(source, "stateless_rules_and_custom_actions"), (stateless) =>
        stateless.has("custom_action")
          ? unknown("no rule reads custom actions of a firewall")
          : whenKnown(stateless.blocks("stateless_rule"), (list) => all(list.map(forwardedByRule))),
      ),
    ),
  );
}

function forwardedByRule(rule: BlockBody): Value<ForwardedTraffic> {
  return whenKnown(one(rule, "rule_definition"), (definition) =>
    whenKnown(definition.texts("actions"), (actions): Value<ForwardedTraffic> => {
      if (actions.join() !== "aws:forward_to_sfe")
        return unknown(`a rule does ${actions.join(", ")}, which no rule reads`);
      return whenKnown(one(definition, "match_attributes"), (match) =>
        whenKnown(match.list("protocols"), (protocols) =>
          whenKnown(portsIn(match, "destination_port"), (there) =>
            whenKnown(portsIn(match, "source_port"), (back) =>
              known({ protocols: protocols.map(Number), ports: [...there, ...back] }),
            ),
          ),
        ),
      );
    }),
  );
}

/** Single ports; a range reads as its two ends and all that the rules do not know. */
function portsIn(match: BlockBody, name: string): Value<readonly number[]> {
  return whenKnown(match.blocks(name), (list) =>
    whenKnown(
      all(
        list.map((range) =>
          whenKnown(range.integer("from_port"), (from) =>
            whenKnown(range.integer("to_port"), (to) =>
              known(from === (to ?? from) ? [from ?? 0] : [from ?? 0, -1, to ?? 0]),
            ),
          ),
        ),
      ),
      (ports) => known(ports.flat()),
    ),
  );
}

/** The names of a group that lets names through in strict order; rules in another language are not read. */
function namesIn(group: BlockBody): Value<readonly string[]> {
  return whenKnown(one(group, "rule_group"), (rules) =>
    whenKnown(isOrderOf(rules), (strict) =>
      whenKnown(one(rules, "rules_source"), (source) =>
        whenKnown(one(source, "rules_source_list"), (list) =>
          whenKnown(list.text("generated_rules_type"), (kind) =>
            whenKnown(list.texts("target_types"), (types): Value<readonly string[]> => {
              const named = types.length > 0 && types.every((type) => type === "TLS_SNI" || type === "HTTP_HOST");
              const others = ["rules_string", "stateful_rule", "stateless_rules_and_custom_actions"].some((name) =>
                source.has(name),
              );
              return strict &&
                kind === "ALLOWLIST" &&
                named &&
                !others &&
                !rules.has("rule_variables") &&
                !rules.has("reference_sets")
                ? list.texts("targets")
                : unknown("a group of rules is no list of names in strict order");
            }),
          ),
        ),
      ),
    ),
  );
}

function isOrderOf(rules: BlockBody): Value<boolean> {
  return whenKnown(rules.block("stateful_rule_options"), isStrict);
}

const SHORTEST_DAYS = 365;

function recordsAlerts(firewall: Block, stack: StackDocument, expressions: Expressions): Value<boolean> {
  const logging = [...stack.resources.values()]
    .filter(({ type }) => type === "aws_networkfirewall_logging_configuration")
    .map(({ body }) => new BlockBody(expressions, body))
    .find((body) => {
      const of = expressions.identity(body.raw("firewall_arn"));
      return of.known && of.value === firewall.address;
    });
  if (logging === undefined) return known(false);
  return whenKnown(one(logging, "logging_configuration"), (configuration) =>
    whenKnown(configuration.blocks("log_destination_config"), (list) => {
      const answers = list.map((destination) =>
        whenKnown(destination.text("log_type"), (type) =>
          whenKnown(destination.text("log_destination_type"), (kind): Value<boolean> => {
            if (type !== "ALERT" || kind !== "CloudWatchLogs") return known(false);
            return keepsLong(
              new BlockBody(expressions, asObject(destination.raw("log_destination"))).raw("logGroup"),
              stack,
              expressions,
            );
          }),
        ),
      );
      return (
        answers.find((answer) => answer.known && answer.value) ??
        answers.find((answer) => !answer.known) ??
        known(false)
      );
    }),
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function keepsLong(raw: unknown, stack: StackDocument, expressions: Expressions): Value<boolean> {
  const name = expressions.identity(raw);
  const group = [...stack.resources.values()].find(({ type, address, body }) => {
    if (type !== "aws_cloudwatch_log_group" || !name.known) return false;
    const own = expressions.resolve(body.name);
    return address === name.value || (own.kind === "literal" && own.value === name.value);
  });
  if (group === undefined) return unknown(`the log group ${asWritten(raw)} is not in this document`);
  const body = new BlockBody(expressions, group.body);
  return whenKnown(body.integer("retention_in_days"), (days) =>
    (days ?? 0) !== 0 && (days ?? 0) < SHORTEST_DAYS ? known(false) : namesKey(body, "kms_key_id"),
  );
}
