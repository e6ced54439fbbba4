import { withStart } from "../fixtures/host-firewall";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** The firewall is there before anything that it protects, after every start of the machine. */
export const FIREWALL_BEFORE_KUBELET: Rule<"machine-start"> = {
  id: "firewall-before-kubelet",
  title:
    "The host firewall is loaded before the network is up, at every start, and the kubelet does not run without it.",
  why: "A ruleset that is loaded once is gone after the next restart, and one that is loaded late leaves the API server open until then.",
  fix: "Load it by a oneshot service that remains, is enabled, stands before network-pre.target and follows nftables.service; let the kubelet require it.",
  controls: ["NIST-800-53 SC-7", "NIST-800-53 CM-6"],
  judges: "machine-start",
  reach: "ours",
  judge({ firewall, kubeletWaitsFor, initialization }) {
    if (firewall === undefined)
      return failOn([
        { at: "", got: "no unit", message: "no unit loads the ruleset, so that it is gone after the next start" },
      ]);
    const faults: Fault[] = [];
    const expect = (holds: boolean, message: string) => {
      if (!holds) faults.push({ at: "", got: firewall.name, message });
    };
    expect(firewall.startsWithMachine, "nothing loads the ruleset when the machine starts again");
    expect(firewall.beforeNetwork, "the network may be up before the ruleset is loaded");
    expect(firewall.isAwaited, "nobody waits until the ruleset is loaded: the unit must be a oneshot that remains");
    expect(
      firewall.survivesFlush,
      "a restart of nftables.service empties every table, and nothing loads the ruleset again",
    );
    expect(kubeletWaitsFor.includes(firewall.name), "the kubelet starts without the ruleset");
    expect(
      initialization === undefined || initialization.waitsFor.includes(firewall.name),
      "the control plane starts without the ruleset",
    );
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "a ruleset before everything", documents: withStart({}) }],
    fail: [
      { name: "a unit that no target wants", documents: withStart({ firewall: [/\[Install\]\nWantedBy=.*\n/, ""] }) },
      {
        name: "a unit that is started once and not enabled",
        documents: withStart({ commands: [/enable --now/, "start"] }),
      },
      {
        name: "a unit that comes when the network is up",
        documents: withStart({ firewall: [/Before=network-pre.target /, "Before="] }),
      },
      { name: "a unit that nobody waits for", documents: withStart({ firewall: [/Type=oneshot\n/, ""] }) },
      {
        name: "a ruleset that the distribution's service empties",
        documents: withStart({ firewall: [/PartOf=.*\n/, ""] }),
      },
      { name: "a kubelet that runs without it", documents: withStart({ kubelet: [/Requires=.*\n/, ""] }) },
      { name: "a kubelet that does not wait for it", documents: withStart({ kubelet: [/After=.*\n/, ""] }) },
      { name: "a control plane that is made without it", documents: withStart({ first: [/Requires=.*\n/, ""] }) },
    ],
  }),
};
