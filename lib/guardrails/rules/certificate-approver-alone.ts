import { CERTIFICATE_APPROVER, CERTIFICATE_ASKER, isOfCertificates } from "../criteria/certificate-approval";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

const OF_PROVIDER = /^oidc(-[a-z0-9-]+)?:/;

/** Bindings of what decides on requests for certificates, and of who asks; also a team's own. */
export const CERTIFICATE_APPROVER_ALONE: Rule<"role-binding"> = {
  id: "certificate-approver-alone",
  title:
    "Nobody but the control-plane machines decides on requests for certificates, and only who proved a second factor asks.",
  why: "Who approves a request without reading it makes anybody of anybody; who asks without a second factor gets a way in around it.",
  fix: `Leave the bindings ${CERTIFICATE_APPROVER} and ${CERTIFICATE_ASKER} to the library; who asks holds a persona under access.`,
  controls: ["CIS-1.12 5.1.11", "NIST-800-53r5 AC-6", "NIST-800-53r5 IA-2(1)"],
  judges: "role-binding",
  reach: "exposure",
  promise: 4,
  judge({ bindingKind, name, role, subjects, grants }) {
    const own = [CERTIFICATE_APPROVER, CERTIFICATE_ASKER].find(
      (one) =>
        name === one ||
        role === `ClusterRole/${one}` ||
        (one === CERTIFICATE_APPROVER && subjects.some((subject) => subject.name === one)),
    );
    if (own === undefined)
      return notApplicable("it binds neither of the roles for certificates, nor the group that decides");
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (bindingKind !== "ClusterRoleBinding" || name !== own)
      fault("metadata.name", `${bindingKind} ${name}`, `there is one binding for this, ${own}`);
    if (role !== `ClusterRole/${own}`) fault("roleRef", role, `it is for the role ${own} alone`);
    if (grants !== undefined && !isOfCertificates(own, grants))
      fault("roleRef", role, "the role grants something else than it must");
    const strangers = subjects.filter((subject) =>
      own === CERTIFICATE_APPROVER
        ? subject.kind !== "Group" || subject.name !== own
        : subject.kind === "ServiceAccount" || !OF_PROVIDER.test(subject.name),
    );
    for (const stranger of strangers)
      fault(
        "subjects",
        `${stranger.kind} ${stranger.name}`,
        own === CERTIFICATE_APPROVER ? "it would approve what nobody has read" : "it has proven no second factor",
      );
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "the machines that decide", documents: manifests(binding(CERTIFICATE_APPROVER, CERTIFICATE_APPROVER)) },
      { name: "a provider's group that asks", documents: manifests(binding(CERTIFICATE_ASKER, "oidc:plant-platform")) },
      {
        name: "another provider's group that asks",
        documents: manifests(binding(CERTIFICATE_ASKER, "oidc-partners:platform")),
      },
    ],
    fail: [
      { name: "a group of people that decides", documents: manifests(binding(CERTIFICATE_APPROVER, "oidc:sre")) },
      {
        name: "a second binding of what decides",
        documents: manifests({ ...binding(CERTIFICATE_APPROVER, "oidc:sre"), metadata: { name: "more" } }),
      },
      {
        name: "another role for what decides",
        documents: manifests({
          ...binding(CERTIFICATE_APPROVER, CERTIFICATE_APPROVER),
          metadata: { name: "more" },
          roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "view" },
        }),
      },
      {
        name: "certificates that ask for certificates",
        documents: manifests(binding(CERTIFICATE_ASKER, "cert:plant-recovery")),
      },
      { name: "everybody who asks", documents: manifests(binding(CERTIFICATE_ASKER, "system:authenticated")) },
      {
        name: "an account that asks",
        documents: manifests(
          binding(CERTIFICATE_ASKER, "ci", { kind: "ServiceAccount", name: "ci", namespace: "team" }),
        ),
      },
      {
        name: "a role that asks for more",
        documents: manifests(
          {
            apiVersion: `${RBAC}/v1`,
            kind: "ClusterRole",
            metadata: { name: CERTIFICATE_ASKER },
            rules: [
              {
                apiGroups: ["certificates.k8s.io"],
                resources: ["certificatesigningrequests", "certificatesigningrequests/approval"],
                verbs: ["create", "get"],
              },
            ],
          },
          binding(CERTIFICATE_ASKER, "oidc:plant-platform"),
        ),
      },
    ],
  }),
};

const RBAC = "rbac.authorization.k8s.io";

function binding(
  role: string,
  group: string,
  subject: WrittenObject = { kind: "Group", name: group, apiGroup: RBAC },
): WrittenObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: role },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: role },
    subjects: [subject],
  };
}
