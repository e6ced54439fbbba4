import { fc, runs } from "../../property";
import type { InboundFact } from "../../../lib/guardrails/facts/inbound";
import type { Fact } from "../../../lib/guardrails/facts/fact";
import { judge } from "../../../lib/guardrails/judge";
import { readMachineText } from "../../../lib/guardrails/readers/machine-text";
import { CLOSED_INBOUND } from "../../../lib/guardrails/rules/closed-inbound";
import { KNOWN_SHAPES } from "../../../lib/guardrails/rules/known-shapes";
import { RULES } from "../../../lib/guardrails/rules";

const REVERSE_PATH = "fib saddr . iif oif missing drop";

interface Change {
  readonly policy?: string;
  readonly sets?: string;
  readonly first?: string;
  readonly reversePath?: string;
  readonly rules?: string;
  readonly chains?: string;
  readonly before?: string;
  readonly after?: string;
}

/** A closed ruleset with something changed. */
function ruleset({
  policy = "drop",
  sets = "",
  first = "",
  reversePath = REVERSE_PATH,
  rules = "",
  chains = "",
  before = "",
  after = "",
}: Change = {}) {
  return `${before}
table inet hostfw
delete table inet hostfw
table inet hostfw {
  ${sets}
  chain input {
    type filter hook input priority filter; policy ${policy};
    ct state vmap { established : accept, related : accept, invalid : drop }
    iif "lo" accept
    ${first}
    ${reversePath}
    ip saddr 10.8.0.0/16 tcp dport 6443 accept comment "corporate VPN"
    ${rules}
  }
  ${chains}
}
${after}`;
}

function read(text: string): readonly Fact[] {
  return readMachineText(text, { document: "fw", path: "fw" }, true) ?? [];
}

function inbound(change: Change): InboundFact {
  const [fact, ...others] = read(ruleset(change));
  if (fact?.kind !== "inbound" || others.length > 0)
    throw new Error(`not understood: ${JSON.stringify([fact, ...others])}`);
  return fact;
}

/** What the rules find in a ruleset, by rule and message. */
function findings(change: Change): readonly string[] {
  return judge([{ kind: "machine", name: "fw", content: ruleset(change) }], {
    rules: RULES.filter((rule) => rule === CLOSED_INBOUND || rule === KNOWN_SHAPES),
  }).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const ranges = (fact: InboundFact) =>
  fact.sources.map(({ from }) =>
    from.known ? ("range" in from.value ? from.value.range : `members ${from.value.members}`) : "unknown",
  );

describe("reading a closed ruleset", () => {
  test("names each source with its ports, its reason and its line", () => {
    const fact = inbound({});
    expect(fact).toMatchObject({ filter: "host firewall", leadsToCluster: true, limit: "bounded" });
    expect(fact.dropsTheRest).toEqual({ known: true, value: true });
    expect(fact.checksReversePath).toEqual({ known: true, value: true });
    expect(fact.sources).toEqual([
      {
        place: { document: "fw", path: "fw:12" },
        ports: "tcp 6443",
        from: { known: true, value: { range: "10.8.0.0/16" } },
        reason: "corporate VPN",
      },
    ]);
    expect(findings({})).toEqual([]);
  });

  test("takes sources from sets, with the comments of their elements", () => {
    const fact = inbound({
      sets: `set mgmt { type ipv4_addr; flags interval; elements = { 10.9.0.0/24 comment "bastion",
        10.10.0.1-10.10.0.9 } }`,
      rules: `ip saddr @mgmt tcp dport { 22, 80-90 } accept comment "administration"`,
    });
    expect(fact.sources.slice(1).map(({ ports, from, reason }) => [ports, from.known && from.value, reason])).toEqual([
      ["tcp 22, 80-90", { range: "10.9.0.0/24" }, "bastion"],
      ["tcp 22, 80-90", { range: "10.10.0.1-10.10.0.9" }, "administration"],
    ]);
  });

  test("recognizes pods by their interface and their range together", () => {
    expect(
      ranges(inbound({ rules: `iifname { "cni*", "cali*" } ip saddr 10.244.0.0/16 tcp dport 6443 accept` })),
    ).toContain("members pods");
  });

  test("passes over what opens nothing: answers, the loopback, ICMP, counters, logs and rejections", () => {
    const fact = inbound({
      rules: `ct state established,related accept
        iifname "lo" accept
        icmp type { echo-request, time-exceeded } limit rate 50/second burst 5 packets accept
        icmpv6 type nd-router-advert ip6 hoplimit 255 accept
        meta l4proto { icmp, ipv6-icmp } accept
        tcp dport 113 reject with tcp reset
        limit rate 5/second burst 20 packets log prefix "drop " level info
        counter packets 0 bytes 0 drop`,
    });
    expect(ranges(fact)).toEqual(["10.8.0.0/16"]);
  });

  test("reads chains at other hooks and does not take them for the input", () => {
    const chains = `chain node_ports {
      type filter hook prerouting priority dstnat - 20; policy accept;
      fib daddr type local meta l4proto { tcp, udp } th dport 30000-32767 counter drop
    }
    chain to_pods {
      type filter hook forward priority filter - 10; policy accept;
      iifname { "cni*" } accept
      ip daddr != 10.244.0.0/16 accept
      counter drop
    }`;
    expect(ranges(inbound({ chains }))).toEqual(["10.8.0.0/16"]);
  });

  test("finds the reverse path check in a chain that packets pass before", () => {
    const chains = `chain spoofed { type filter hook prerouting priority raw; policy accept; ${REVERSE_PATH}
    }`;
    expect(inbound({ reversePath: "", chains }).checksReversePath).toEqual({ known: true, value: true });
  });
});

describe("what a ruleset lets in", () => {
  test.each<[string, Change]>([
    ["a policy that accepts", { policy: "accept" }],
    [
      "the world in two halves",
      { rules: "ip saddr 0.0.0.0/1 tcp dport 22 accept\nip saddr 128.0.0.0/1 tcp dport 22 accept" },
    ],
    [
      "a set with everything in it",
      {
        sets: "set all { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 0.0.0.0/0 } }",
        rules: "ip saddr @all accept",
      },
    ],
    ["a range in place of a block", { rules: "ip saddr 1.0.0.0-223.255.255.255 tcp dport 22 accept" }],
    ["everything but a private range", { rules: "ip saddr != 10.0.0.0/8 accept" }],
    [
      "everything but a set",
      { sets: "set own { type ipv4_addr; elements = { 10.0.0.1 } }", rules: "ip saddr != @own tcp dport 22 accept" },
    ],
    ["a port for everybody", { rules: "tcp dport 6443 accept" }],
    ["a port for everybody on IPv6", { rules: "meta nfproto ipv6 tcp dport 6443 accept" }],
    ["all of IPv6", { rules: "ip6 saddr ::/0 tcp dport 6443 accept" }],
    ["half of IPv6", { rules: "ip6 saddr 2000::/3 tcp dport 6443 accept" }],
    ["IPv4 inside of IPv6", { rules: "ip6 saddr ::ffff:0:0/96 tcp dport 6443 accept" }],
    ["everything, without a match", { rules: "accept" }],
    ["everything that is new", { rules: "ct state new accept" }],
    ["everything that is not broken", { rules: "ct state != invalid accept" }],
    ["new connections by a map", { rules: "ct state vmap { new : accept }" }],
    ["untracked packets by a map", { rules: "ct state vmap { established : accept, untracked : accept }" }],
    ["one interface, whoever sends", { rules: `iifname "eth0" accept` }],
    ["every interface but one", { rules: `iifname != "eth0" tcp dport 22 accept` }],
    ["the loopback and another interface", { rules: `iifname { "lo", "eth0" } accept` }],
    ["a pod interface without a range", { rules: `iifname "cni*" accept` }],
    ["a pod interface with the world behind it", { rules: `iifname "cni*" ip saddr 0.0.0.0/0 accept` }],
    ["an interface that begins like every pod interface", { rules: `iifname "c*" ip saddr 0.0.0.0/0 accept` }],
    ["every protocol but ICMP", { rules: "ip protocol != icmp accept" }],
    ["another protocol", { rules: "ip protocol vrrp accept" }],
    ["packets that have no way back", { rules: "fib saddr . iif oif missing accept" }],
    [
      "one open port among closed ones",
      { rules: 'ip saddr 10.0.0.0/8 tcp dport 22 accept\nudp dport { 53, 8472 } counter accept comment "overlay"' },
    ],
  ])("refuses %s", (_, change) => {
    expect(findings(change)).toContainEqual(
      expect.stringMatching(/^closed-inbound: (the host firewall is open|what no rule names)/),
    );
  });

  test.each<[string, Change]>([
    ["no reverse path check", { reversePath: "" }],
    ["an address that is believed before the check", { first: "ip saddr 10.9.0.0/24 tcp dport 22 accept" }],
    [
      "a map that believes an address before the check",
      { first: "ip saddr 10.9.0.0/24 ct state vmap { new : accept }" },
    ],
    ["a check on one interface only", { reversePath: `iifname "eth0" ${REVERSE_PATH}` }],
    ["a check of one family only", { reversePath: `meta nfproto ipv6 ${REVERSE_PATH}` }],
    ["a check that only counts", { reversePath: "fib saddr . iif oif missing counter" }],
    ["a check with a rate", { reversePath: "fib saddr . iif oif missing limit rate 5/second drop" }],
    [
      "a check that some packets pass before",
      {
        reversePath: "",
        chains: `chain early { type filter hook prerouting priority raw; policy accept; tcp dport 22 accept\n${REVERSE_PATH}\n}`,
      },
    ],
    [
      "a check in a chain that forwards",
      {
        reversePath: "",
        chains: `chain forward { type filter hook forward priority filter; policy accept; ${REVERSE_PATH}\n}`,
      },
    ],
  ])("refuses %s", (_, change) => {
    expect(findings(change)).toContain("closed-inbound: forged source addresses are believed");
  });

  test("is bounded by the chain that drops, whatever another chain accepts before it", () => {
    const chains = "chain early { type filter hook input priority -10; policy accept; accept\n}";
    expect(findings({ chains })).toEqual([]);
  });

  test("counts nothing of a table for one family: the other is open", () => {
    const text = ruleset().replaceAll("inet", "ip");
    const facts = read(text);
    expect(facts).toMatchObject([{ kind: "inbound", dropsTheRest: { known: true, value: false } }]);
  });
});

describe("what is not understood", () => {
  test.each<[string, Change]>([
    ["an emptied ruleset", { before: "flush ruleset" }],
    ["an emptied table", { before: "flush table inet hostfw" }],
    ["another file", { before: 'include "/etc/nftables.d/*.nft"' }],
    ["variables", { before: "define open = 0.0.0.0/0", rules: "ip saddr $open accept" }],
    ["a jump", { rules: "jump more", chains: "chain more { accept\n}" }],
    ["a chain at no hook", { chains: "chain more { accept\n}" }],
    ["a map of verdicts by address", { rules: "ip saddr vmap { 10.0.0.0/8 : accept }" }],
    ["a map of verdicts by state with a jump", { rules: "ct state vmap { new : jump more }" }],
    [
      "address translation",
      { chains: "chain nat { type nat hook prerouting priority dstnat; tcp dport 443 redirect to :6443\n}" },
    ],
    ["a set that grows", { sets: "set seen { type ipv4_addr; flags dynamic; }", rules: "ip saddr @seen accept" }],
    ["a set that is nowhere", { rules: "ip saddr @nowhere accept" }],
    [
      "a set of ports in the place of addresses",
      { sets: "set ports { type inet_service; elements = { 22 } }", rules: "ip saddr @ports accept" },
    ],
    ["a name in place of an address", { rules: "ip saddr office.example.com accept" }],
    ["a shortened address", { rules: "ip saddr 10/8 accept" }],
    ["an octal address", { rules: "ip saddr 010.0.0.1 accept" }],
    ["an IPv6 address where IPv4 is named", { rules: "ip saddr fd00::/8 accept" }],
    ["a masked address", { rules: "ip saddr & 255.0.0.0 == 10.0.0.0 accept" }],
    ["the name of a port", { rules: "tcp dport ssh accept" }],
    ["a table deleted after it was written", { after: "delete table inet hostfw" }],
    ["another program's table deleted", { before: "delete table ip kube-proxy" }],
    [
      "a table written twice",
      { after: "table inet hostfw {\n chain more { type filter hook input priority 0; policy accept; }\n}" },
    ],
    ["rules added later", { after: "add rule inet hostfw input accept" }],
    ["a table of another family", { after: "table netdev early {\n}" }],
    ["packets handed to a program", { rules: "queue num 0" }],
    ["two sources in one rule", { rules: "ip saddr 10.0.0.0/8 ip saddr 10.1.0.0/16 accept" }],
    ["something after the verdict", { rules: "accept tcp dport 22" }],
    ["a line that goes on", { rules: "tcp dport 22 \\\n accept" }],
    ["a text without an end", { rules: 'tcp dport 22 accept comment "open' }],
    [
      "a chain with two hooks",
      { chains: "chain two { type filter hook input priority 0; policy drop; type filter hook output priority 0; }" },
    ],
    ["a chain without an end", { after: "table inet more { chain x { type filter hook input priority 0;" }],
  ])("refuses %s", (_, change) => {
    const facts = read(ruleset(change));
    expect(facts).toMatchObject([{ kind: "unknown-shape", why: expect.stringMatching(/^line \d+: /) }]);
  });

  test("refuses any ruleset that is cut off in the middle", () => {
    const text = ruleset();
    for (let length = text.indexOf("hook") + 40; length < text.lastIndexOf("}"); length += 7) {
      expect(read(text.slice(0, length)).every(({ kind }) => kind === "unknown-shape")).toBe(true);
    }
  });

  test("comes to an end with any sequence of words, and says something of it", () => {
    const word = fc.constantFrom(
      ...[
        "table",
        "inet",
        "x",
        "{",
        "}",
        ";",
        "\n",
        "chain",
        "set",
        "type",
        "filter",
        "hook",
        "input",
        "priority",
        "0",
        "policy",
        "drop",
        "accept",
      ],
      ...[
        "ip",
        "saddr",
        "!=",
        "@x",
        "10.0.0.0/8",
        "0.0.0.0/0",
        ",",
        "elements",
        "=",
        "ct",
        "state",
        "vmap",
        "new",
        ":",
        "iif",
        '"lo"',
        "comment",
        "limit",
        "rate",
        "log",
        "counter",
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.boolean(), (words, inside) => {
        const rules = words.join(" ");
        const text = inside
          ? ruleset({ rules })
          : `table inet x { chain y { type filter hook input priority 0; ${rules}`;
        const facts = read(text);
        expect(facts).toHaveLength(1);
        // Whatever was understood has not made a hole unseen: without the word accept, no range but the frame's own gets in.
        if (facts[0]?.kind === "inbound" && !rules.includes("accept"))
          expect(["10.8.0.0/16"]).toEqual(expect.arrayContaining([...ranges(facts[0])]));
      }),
      { numRuns: runs(500) },
    );
  });
});
