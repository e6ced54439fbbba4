import { edgeServer } from "../fixtures/edge-server";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Shipped parts that answer on the machine's own addresses. */
const ANSWERING = ["servicelb", "traefik"];

/** Parts that k3s brings along. */
export const K3S_NOTHING_UNINVITED: Rule<"k3s-server"> = {
  id: "k3s-nothing-uninvited",
  title: "k3s starts none of its parts that open ports of the machine, install charts or hand out images.",
  why: "servicelb opens a port of the machine for every Service that asks; the Helm controller lends its rights over everything to whoever writes a HelmChart.",
  fix: "Write disable: [servicelb, traefik] and disable-helm-controller: true, and leave embedded-registry out.",
  controls: ["NIST-800-53r5 CM-7", "CIS-1.12 5.1.1"],
  judges: "k3s-server",
  reach: "ours",
  judge(fact) {
    const faults: Fault[] = ANSWERING.filter((part) => !fact.disabled.includes(part)).map((part) => ({
      at: "disable",
      got: fact.disabled.join(", ") || "nothing",
      message: `${part} is started, and answers on the machine's addresses`,
    }));
    if (fact.helmController)
      faults.push({
        at: "disable-helm-controller",
        got: "false",
        message: "whoever may write a HelmChart installs it with every right",
      });
    if (fact.embeddedRegistry)
      faults.push({
        at: "embedded-registry",
        got: "true",
        message: "one machine that was taken over hands its images to all others",
      });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "all of them off", documents: edgeServer() },
      {
        name: "more of them off",
        documents: edgeServer({ config: { disable: ["local-storage", "servicelb", "traefik"] } }),
      },
    ],
    fail: [
      { name: "servicelb", documents: edgeServer({ config: { disable: ["traefik"] } }) },
      { name: "Traefik", documents: edgeServer({ config: { disable: ["servicelb"] } }) },
      { name: "k3s's defaults", documents: edgeServer({ config: { disable: undefined } }) },
      { name: "the Helm controller", documents: edgeServer({ config: { "disable-helm-controller": undefined } }) },
      { name: "the embedded registry", documents: edgeServer({ config: { "embedded-registry": true } }) },
    ],
  }),
};
