import { anyCharacter, fc } from "../property";
import { nftablesRuleset } from "../../lib/formats/nftables/ruleset";
import type { HostFirewallPlan, HostFirewallRule } from "../../lib/plan/host-firewall";
import type { InboundSource } from "../../lib/plan/inbound-rule";

const range = (cidr: string, why = "a reason"): InboundSource => ({ kind: "range", cidr, why });
const rule = (change: Partial<HostFirewallRule> = {}): HostFirewallRule => ({
  name: "api-server",
  protocol: "tcp",
  port: 6443,
  sources: [range("10.8.0.0/16")],
  ...change,
});
const plan = (change: Partial<HostFirewallPlan> = {}): HostFirewallPlan => ({
  inbound: [rule()],
  nodeRanges: ["10.40.0.0/24"],
  podRange: "10.244.0.0/16",
  podInterfaces: ["cni*"],
  ...change,
});
const accepts = (text: string, port: number) =>
  text.split("\n").filter((line) => line.includes(`dport ${port} accept`));

describe("the ruleset of a host firewall", () => {
  test("replaces its own table and no other", () => {
    const text = nftablesRuleset(plan());
    expect(text).toContain("table inet portcullis\ndelete table inet portcullis\n");
    expect(text).not.toMatch(/flush/);
  });

  test("drops what no line accepts", () => {
    expect(nftablesRuleset(plan())).toContain("type filter hook input priority filter; policy drop;");
  });

  test("believes an address only after the reverse path was checked", () => {
    const text = nftablesRuleset(plan());
    const check = text.indexOf("fib saddr . iif oif missing counter drop");
    expect(check).toBeGreaterThan(0);
    expect(text.indexOf("ip saddr 10.8.0.0/16")).toBeGreaterThan(check);
  });

  test("believes a pod's address only on a pod's interface", () => {
    const text = nftablesRuleset(
      plan({ inbound: [rule({ sources: [{ kind: "cluster", members: "pods", why: "pods" }] })] }),
    );
    expect(accepts(text, 6443)).toEqual([
      `\t\tiifname { "cni*" } ip saddr 10.244.0.0/16 tcp dport 6443 accept comment "api-server: pods"`,
    ]);
  });

  test("lets no pod in on a machine without pods, and needs no guard in front of them", () => {
    const sources: readonly InboundSource[] = [{ kind: "cluster", members: "pods", why: "pods" }];
    for (const change of [{ podRange: undefined }, { podInterfaces: [] }]) {
      expect(accepts(nftablesRuleset(plan({ inbound: [rule({ sources })], ...change })), 6443)).toEqual([]);
    }
    expect(nftablesRuleset(plan({ podRange: undefined }))).not.toContain("chain to_pods");
  });

  test("an empty list of sources means nobody", () => {
    const text = nftablesRuleset(plan({ inbound: [rule({ sources: [] })] }));
    expect(accepts(text, 6443)).toEqual([]);
    expect(text).toContain("# api-server (tcp dport 6443): nobody");
  });

  test("lets nodes in by every range of theirs", () => {
    const sources: readonly InboundSource[] = [{ kind: "cluster", members: "nodes", why: "nodes" }];
    const text = nftablesRuleset(plan({ inbound: [rule({ sources })], nodeRanges: ["10.41.0.0/24", "10.40.0.0/24"] }));
    expect(accepts(text, 6443).map((line) => line.trim().split(" tcp")[0])).toEqual([
      "ip saddr 10.40.0.0/24",
      "ip saddr 10.41.0.0/24",
    ]);
  });

  test("takes IPv6 sources", () => {
    const text = nftablesRuleset(plan({ inbound: [rule({ sources: [range("fd00:8::/32")] })] }));
    expect(accepts(text, 6443)).toEqual([
      `\t\tip6 saddr fd00:8::/32 tcp dport 6443 accept comment "api-server: a reason"`,
    ]);
  });

  test("closes node ports before their destination is rewritten", () => {
    const text = nftablesRuleset(plan());
    expect(text).toContain("hook prerouting priority dstnat - 20;");
    expect(text).toContain("fib daddr type local meta l4proto { tcp, udp, sctp } th dport 30000-32767 counter drop");
  });

  test("carries nobody's packets to pods but those of the cluster", () => {
    const guard = nftablesRuleset(plan()).split("chain to_pods")[1] ?? "";
    expect(
      guard
        .split("\n")
        .map((line) => line.trim())
        .slice(1, 9),
    ).toEqual([
      "type filter hook forward priority filter - 10; policy accept;",
      "ct state established,related accept",
      `iifname { "cni*" } accept`,
      "ip daddr != 10.244.0.0/16 accept",
      "fib saddr . iif oif missing counter drop",
      "ip saddr 10.244.0.0/16 accept",
      "ip saddr 10.40.0.0/24 accept",
      "counter drop",
    ]);
  });

  test("does not depend on the order of rules, sources, ranges and interfaces", () => {
    const a = plan({
      inbound: [rule({ sources: [range("10.8.0.0/16"), range("10.9.0.0/16")] }), rule({ name: "ssh", port: 22 })],
      nodeRanges: ["10.40.0.0/24", "10.41.0.0/24"],
      podInterfaces: ["cni*", "cali*"],
    });
    const b = plan({
      inbound: [rule({ name: "ssh", port: 22 }), rule({ sources: [range("10.9.0.0/16"), range("10.8.0.0/16")] })],
      nodeRanges: ["10.41.0.0/24", "10.40.0.0/24"],
      podInterfaces: ["cali*", "cni*"],
    });
    expect(nftablesRuleset(a)).toBe(nftablesRuleset(b));
  });

  test("a reason stays inside its comment, whatever is in it", () => {
    const open = /^\t\tip saddr 10\.8\.0\.0\/16 tcp dport 6443 accept comment "[^"\\\n]{1,128}"$/;
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 200, unit: anyCharacter }), (why) => {
        const text = nftablesRuleset(plan({ inbound: [rule({ sources: [range("10.8.0.0/16", why)] })] }));
        const lines = accepts(text, 6443);
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(open);
        expect(text.split("\n")).toHaveLength(nftablesRuleset(plan()).split("\n").length);
      }),
    );
  });

  test.each([
    ["10.8.0.0/16 accept; #", /canonical range/],
    ["10.8.0.1/16", /canonical range/],
    ["10.8.0.0", /canonical range/],
    ["0x0a.0.0.0/8", /canonical range/],
    ["", /canonical range/],
  ])("refuses the source %j", (cidr, message) => {
    expect(() => nftablesRuleset(plan({ inbound: [rule({ sources: [range(cidr)] })] }))).toThrow(message);
    expect(() => nftablesRuleset(plan({ podRange: cidr }))).toThrow(message);
  });

  test.each([0, 65536, 1.5, Number.NaN])("refuses the port %d", (port) => {
    expect(() => nftablesRuleset(plan({ inbound: [rule({ port })] }))).toThrow(/port from 1 to 65535/);
  });

  test.each(["", "Api", "a b", 'a"', "a".repeat(26)])("refuses the rule name %j", (name) => {
    expect(() => nftablesRuleset(plan({ inbound: [rule({ name })] }))).toThrow(/kebab-case/);
  });

  test.each(["", "a b", 'cni" accept', "cni*0", "a".repeat(16)])("refuses the interface %j", (name) => {
    expect(() => nftablesRuleset(plan({ podInterfaces: [name] }))).toThrow(/interface names/);
  });

  test("refuses a protocol that nft would read as code", () => {
    const protocol = "tcp accept #" as unknown as "tcp";
    expect(() => nftablesRuleset(plan({ inbound: [rule({ protocol })] }))).toThrow(/tcp or udp/);
  });
});
