import { edgeServer } from "../fixtures/edge-server";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Modes that let root alone read the file. */
const FOR_ROOT = ["0600", "600", "0400", "400"];

/** What lets somebody be a machine or an administrator of a k3s cluster. */
export const K3S_CREDENTIALS_STAY_ON_THE_MACHINE: Rule<"k3s-server"> = {
  id: "k3s-credentials-stay-on-the-machine",
  title: "Tokens, keys and the administrator's kubeconfig of k3s are made on the machine, for root alone.",
  why: "A join token makes its bearer a machine of the cluster, and the kubeconfig makes him its administrator for ever.",
  fix: 'Write no token or address with a password, and write-kubeconfig-mode: "0600" in quotes.',
  controls: ["CIS-1.12 1.1.13", "NIST-800-53r5 IA-5"],
  judges: "k3s-server",
  reach: "ours",
  promise: 4,
  judge(fact) {
    const faults: Fault[] = fact.credentials.map((name) => ({
      at: name,
      got: "a value",
      message: `${name} stands in the output, where everybody reads it`,
    }));
    if (!FOR_ROOT.includes(fact.kubeconfigMode ?? "")) {
      faults.push({
        at: "write-kubeconfig-mode",
        got: fact.kubeconfigMode ?? "nothing",
        message: "the administrator's kubeconfig must be for root alone, and the file must say so",
      });
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "no token, and a kubeconfig for root", documents: edgeServer() }],
    fail: [
      { name: "a join token", documents: edgeServer({ config: { token: "a-token-that-everybody-reads" } }) },
      { name: "a token for agents", documents: edgeServer({ config: { "agent-token": "another-one" } }) },
      {
        name: "a store with a password in its address",
        documents: edgeServer({ config: { "datastore-endpoint": "postgres://k3s:secret@10.0.0.9:5432/k3s" } }),
      },
      {
        name: "a kubeconfig that everybody on the machine reads",
        documents: edgeServer({ config: { "write-kubeconfig-mode": "0644" } }),
      },
      { name: "no word on the kubeconfig", documents: edgeServer({ config: { "write-kubeconfig-mode": undefined } }) },
    ],
  }),
};
