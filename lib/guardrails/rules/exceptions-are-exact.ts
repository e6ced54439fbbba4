import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Network policies that our constructs make. */
export const EXCEPTIONS_ARE_EXACT: Rule<"network-exception"> = {
  id: "exceptions-are-exact",
  title: "What a network policy gives back of the default deny, it gives to named peers by numbered ports.",
  why: "An exception without a port or a peer is a hole of unknown size: a program that was taken over looks for the database next door.",
  fix: "Name the port's number, and the addresses or the labels of the pods.",
  controls: ["CIS-1.12 5.3.2", "NIST-800-53r5 SC-7(5)"],
  judges: "network-exception",
  reach: "ours",
  judge: ({ rules }) =>
    failOn(
      rules.flatMap(({ at, ports, peers, everyPod }): readonly Fault[] => [
        ...(peers === 0 ? [{ at, got: "no peer", message: "the exception is for everybody" }] : []),
        ...(ports.length === 0 ? [{ at, got: "no port", message: "the exception is for every port" }] : []),
        ...(ports.includes(undefined)
          ? [
              {
                at: `${at}.ports`,
                got: "a port without one number",
                message: "the exception is for more than one port",
              },
            ]
          : []),
        ...everyPod.map((peer) => ({
          at: `${at}.${peer}`,
          got: "no label of pods",
          message: "the exception is for every pod of a namespace",
        })),
      ]),
    ),
  fixtures: () => ({
    pass: [
      {
        name: "pods by their label, one port",
        documents: egress({ to: [labelled("app", "db")], ports: [{ port: 5432 }] }),
      },
      {
        name: "addresses, one port",
        documents: egress({ to: [{ ipBlock: { cidr: "10.0.0.7/32" } }], ports: [{ port: 443, protocol: "TCP" }] }),
      },
      { name: "a policy that gives nothing back", documents: policy({ podSelector: {}, policyTypes: ["Egress"] }) },
      { name: "a team's own exception", ours: ["cluster"], documents: ofTeam(egress({ to: [{ podSelector: {} }] })) },
    ],
    fail: [
      { name: "every port", documents: egress({ to: [labelled("app", "db")] }) },
      {
        name: "a port without a number",
        documents: egress({ to: [labelled("app", "db")], ports: [{ protocol: "TCP" }] }),
      },
      {
        name: "a range of ports",
        documents: egress({ to: [labelled("app", "db")], ports: [{ port: 1024, endPort: 65535 }] }),
      },
      { name: "everybody", documents: egress({ ports: [{ port: 443 }] }) },
      { name: "every pod of the namespace", documents: egress({ to: [{ podSelector: {} }], ports: [{ port: 9090 }] }) },
      {
        name: "every pod of another namespace",
        documents: egress({ to: [{ namespaceSelector: { matchLabels: { a: "b" } } }], ports: [{ port: 53 }] }),
      },
      {
        name: "pods without a label",
        documents: egress({
          to: [{ podSelector: { matchExpressions: [{ key: "a", operator: "DoesNotExist" }] } }],
          ports: [{ port: 53 }],
        }),
      },
      { name: "everybody, coming in", documents: policy({ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }) },
    ],
  }),
};

function labelled(key: string, value: string) {
  return { podSelector: { matchLabels: { [key]: value } } };
}

function egress(rule: WrittenObject) {
  return policy({ podSelector: {}, policyTypes: ["Egress"], egress: [rule] });
}

function policy(spec: WrittenObject) {
  return manifests({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "exception", namespace: "team" },
    spec,
  });
}

/** The same, written by a construct of a team's own. */
function ofTeam(documents: ReturnType<typeof policy>) {
  return documents.map((document) => ({
    ...document,
    objects: document.objects.map(({ content }) => ({ content, construct: "team/exception" })),
  }));
}
