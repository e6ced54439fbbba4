import { edgeServer } from "../fixtures/edge-server";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Where k3s keeps what it knows. */
export const K3S_STORE_ENCRYPTED: Rule<"k3s-server"> = {
  id: "k3s-store-encrypted",
  title: "k3s keeps secrets encrypted, in a store on its own machine.",
  why: "Whoever gets a backup or a disk of the store reads every secret; whoever reaches a store elsewhere writes himself rights.",
  fix: "Write secrets-encryption: true before the first start, and no datastore-endpoint.",
  controls: ["CIS-1.12 1.2.27", "CIS-1.12 1.2.28", "NIST-800-53r5 SC-28"],
  judges: "k3s-server",
  reach: "ours",
  judge(fact) {
    const faults: Fault[] = [];
    if (fact.secretsProvider === undefined)
      faults.push({ at: "secrets-encryption", got: "false", message: "secrets lie in the store in clear" });
    if (fact.datastore !== undefined)
      faults.push({
        at: "datastore-endpoint",
        got: fact.datastore,
        message: "the store is elsewhere, and nothing here shows who reaches it",
      });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "k3s's own default of encryption", documents: edgeServer() },
      { name: "secretbox", documents: edgeServer({ config: { "secrets-encryption-provider": "secretbox" } }) },
    ],
    fail: [
      { name: "encryption not switched on", documents: edgeServer({ config: { "secrets-encryption": undefined } }) },
      { name: "encryption switched off", documents: edgeServer({ config: { "secrets-encryption": false } }) },
      { name: "a text that looks like true", documents: edgeServer({ config: { "secrets-encryption": "true" } }) },
      {
        name: "a store elsewhere",
        documents: edgeServer({ config: { "datastore-endpoint": "http://10.0.0.9:2379" } }),
      },
    ],
  }),
};
