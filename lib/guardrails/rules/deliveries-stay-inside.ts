import type { DeliveryFact } from "../facts/delivery";
import { application, kustomization } from "../fixtures/deliveries";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** What applies manifests, also a team's own. */
export const DELIVERIES_STAY_INSIDE: Rule<"delivery"> = {
  id: "deliveries-stay-inside",
  title: "What a GitOps tool applies, it applies in one namespace of a team, with rights of that namespace.",
  why: "Without an account of its own a delivery has the tool's rights, which are all: whoever writes to the source then owns the cluster.",
  fix: "Name the namespace's own service account, keep source and objects in that namespace, and a project of its own in Argo CD; for this library, under `delivery` in the description.",
  controls: ["CIS-1.12 5.1.1", "NIST-800-53r5 AC-6", "NIST-800-53r5 CM-5"],
  judges: "delivery",
  reach: "exposure",
  judge: (delivery) =>
    failOn([...rightsOf(delivery), ...placesOf(delivery), ...(delivery.ours ? strayOf(delivery) : [])]),
  fixtures: () => ({
    pass: [
      { name: "an account of the namespace", documents: kustomization() },
      {
        name: "a source named with its own namespace",
        documents: kustomization({ sourceRef: { kind: "OCIRepository", name: "shop", namespace: "shop" } }),
      },
      { name: "an Application of a project into a namespace", ours: ["cluster"], documents: application() },
      {
        name: "a team's own that leaves what is gone",
        ours: ["cluster"],
        documents: ofTeam(kustomization({ prune: false, wait: false, targetNamespace: undefined })),
      },
    ],
    fail: [
      { name: "no account", documents: kustomization({ serviceAccountName: undefined }) },
      { name: "an account without a name", ours: ["cluster"], documents: kustomization({ serviceAccountName: "" }) },
      {
        name: "somebody else's source",
        documents: kustomization({ sourceRef: { kind: "OCIRepository", name: "shop", namespace: "flux-system" } }),
      },
      { name: "another cluster", documents: kustomization({ kubeConfig: { secretRef: { name: "other" } } }) },
      { name: "another namespace", documents: kustomization({ targetNamespace: "payments" }) },
      { name: "every namespace", documents: kustomization({ targetNamespace: undefined }) },
      {
        name: "a namespace of Kubernetes itself",
        ours: ["cluster"],
        documents: kustomization({ targetNamespace: "kube-system" }),
      },
      { name: "what is repaired once in ten years", documents: kustomization({ interval: "87600h" }) },
      { name: "what is repaired nobody knows when", documents: kustomization({ interval: "often" }) },
      { name: "what is gone from the source, and stays", documents: kustomization({ prune: false }) },
      { name: "what never became ready, and nobody hears of it", documents: kustomization({ wait: false }) },
      {
        name: "an Application of the project that permits everything",
        ours: ["cluster"],
        documents: application({ project: "default" }),
      },
      {
        name: "an Application into another cluster",
        ours: ["cluster"],
        documents: application({ destination: { server: "https://203.0.113.7", namespace: "shop" } }),
      },
      {
        name: "an Application into the namespace of Kubernetes itself",
        ours: ["cluster"],
        documents: application({ destination: { name: "in-cluster", namespace: "kube-system" } }),
      },
      {
        name: "an Application into no namespace",
        ours: ["cluster"],
        documents: application({ destination: { name: "in-cluster" } }),
      },
    ],
  }),
};

function rightsOf({ tool, actsAs }: DeliveryFact): readonly Fault[] {
  if (actsAs !== undefined) return [];
  return tool === "flux"
    ? [
        {
          at: "spec.serviceAccountName",
          got: "nothing",
          message: "it is applied with the rights of the controller itself",
        },
      ]
    : [{ at: "spec.project", got: "default", message: "the project permits every source, namespace and kind" }];
}

function placesOf({
  tool,
  otherCluster,
  sourceNamespace,
  ownNamespace,
  targetNamespace,
}: DeliveryFact): readonly Fault[] {
  const at = tool === "flux" ? "spec.targetNamespace" : "spec.destination.namespace";
  return [
    ...(otherCluster === undefined
      ? []
      : [
          {
            at: tool === "flux" ? "spec.kubeConfig" : "spec.destination",
            got: otherCluster,
            message: "it is applied to another cluster than this one",
          },
        ]),
    ...(sourceNamespace === ownNamespace
      ? []
      : [{ at: "spec.sourceRef.namespace", got: sourceNamespace, message: "the source belongs to another namespace" }]),
    ...(targetNamespace?.startsWith("kube-")
      ? [{ at, got: targetNamespace, message: "the namespace belongs to Kubernetes itself" }]
      : []),
    ...(tool === "argo-cd" && targetNamespace === undefined
      ? [{ at, got: "nothing", message: "every object decides by itself where it goes" }]
      : []),
  ];
}

function strayOf({
  tool,
  ownNamespace,
  targetNamespace,
  prunes,
  repairsEvery = 0,
  waits,
}: DeliveryFact): readonly Fault[] {
  if (tool !== "flux") return [];
  return [
    ...(targetNamespace === ownNamespace
      ? []
      : [
          {
            at: "spec.targetNamespace",
            got: targetNamespace ?? "nothing",
            message: `it is not held to the namespace ${ownNamespace}`,
          },
        ]),
    ...(repairsEvery >= 60 && repairsEvery <= 3600
      ? []
      : [
          {
            at: "spec.interval",
            got: `${repairsEvery} s`,
            message: "what somebody changes by hand stays for longer than an hour",
          },
        ]),
    ...(prunes
      ? []
      : [{ at: "spec.prune", got: "false", message: "what was taken out of the source stays in the cluster" }]),
    ...(waits ? [] : [{ at: "spec.wait", got: "false", message: "nobody hears of what never became ready" }]),
  ];
}

/** The same, written by a construct of a team's own. */
function ofTeam(documents: ReturnType<typeof kustomization>) {
  return documents.map((document) => ({
    ...document,
    objects: document.objects.map(({ content }) => ({ content, construct: "team/delivery" })),
  }));
}
