import { type Escalation, objectName, patch, post, remove } from "../escalation";
import { policy, right } from "../layers";
import { made } from "./objects";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const GROUP = "admissionregistration.k8s.io";
const POLICY_BINDINGS = `${ADMISSION}/validatingadmissionpolicybindings`;

/** What is nowhere: a webhook or policy on it disturbs nobody. */
const THINGS = { apiGroups: ["laboratory.example.com"], apiVersions: ["v1"], operations: ["*"], resources: ["things"] };

const webhook = (name: string, clientConfig: object) => ({
  apiVersion: `${GROUP}/v1`,
  kind: "MutatingWebhookConfiguration",
  metadata: { name: objectName(name) },
  webhooks: [
    {
      name: "things.laboratory.example.com",
      clientConfig,
      rules: [THINGS],
      sideEffects: "None",
      admissionReviewVersions: ["v1"],
      failurePolicy: "Ignore",
    },
  ],
});

export const ADMISSION_ESCALATIONS: readonly Escalation[] = [
  {
    name: "a webhook that is sent objects by URL",
    act: (who) => post(`${ADMISSION}/mutatingwebhookconfigurations`, webhook(who, { url: "https://192.0.2.66/" })),
    undo: (who) => made(`${ADMISSION}/mutatingwebhookconfigurations`, who),
    legitimate: () =>
      post(
        `${ADMISSION}/mutatingwebhookconfigurations`,
        webhook("administrator", { service: { name: "x", namespace: "kube-system" } }),
      ),
    layers: [right("create", "mutatingwebhookconfigurations", GROUP), policy("webhooks-inside")],
  },
  {
    name: "the end of an admission policy's binding",
    prepare: (who) => [
      post(POLICY_BINDINGS, {
        apiVersion: `${GROUP}/v1`,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: { name: objectName(who) },
        spec: { policyName: "laboratory-nothing", validationActions: ["Deny"] },
      }),
    ],
    act: (who) => remove(`${POLICY_BINDINGS}/${objectName(who)}`),
    layers: [right("delete", "validatingadmissionpolicybindings", GROUP)],
  },
  {
    name: "an admission policy made weaker",
    prepare: (who) => [
      post(`${ADMISSION}/validatingadmissionpolicies`, {
        apiVersion: `${GROUP}/v1`,
        kind: "ValidatingAdmissionPolicy",
        metadata: { name: objectName(who) },
        spec: {
          failurePolicy: "Fail",
          matchConstraints: { resourceRules: [THINGS] },
          validations: [{ expression: "true" }],
        },
      }),
    ],
    act: (who) =>
      patch(`${ADMISSION}/validatingadmissionpolicies/${objectName(who)}`, { spec: { failurePolicy: "Ignore" } }),
    undo: (who) => made(`${ADMISSION}/validatingadmissionpolicies`, who),
    layers: [right("patch", "validatingadmissionpolicies", GROUP)],
  },
  {
    name: "an admission policy that changes what others write",
    on: ["1.36", "1.37"],
    act: (who) =>
      post(`${ADMISSION}/mutatingadmissionpolicies`, {
        apiVersion: `${GROUP}/v1`,
        kind: "MutatingAdmissionPolicy",
        metadata: { name: objectName(who) },
        spec: {
          failurePolicy: "Fail",
          reinvocationPolicy: "Never",
          matchConstraints: { resourceRules: [THINGS] },
          mutations: [
            {
              patchType: "JSONPatch",
              jsonPatch: { expression: '[JSONPatch{op: "add", path: "/metadata/labels/mine", value: "yes"}]' },
            },
          ],
        },
      }),
    undo: (who) => made(`${ADMISSION}/mutatingadmissionpolicies`, who),
    layers: [right("create", "mutatingadmissionpolicies", GROUP)],
  },
];
