import { userData, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** A group with the prefix of a method that proves a second factor. */
const GROUP = /^oidc(?:-[a-z0-9-]+)?:[^*\s][^*]*$/;
const SYSTEM_NAMESPACE = /^(?:default|kube-.*)$/;
/** Whose sub-resources hand out tokens, commands or connections, which ABAC cannot tell from the resource; and what holds secrets. */
const WITH_DOORS = ["nodes", "pods", "secrets", "serviceaccounts", "services"];

/** Lines of ABAC policy files. */
export const ABAC_NARROW: Rule<"abac-grant"> = {
  id: "abac-narrow",
  title: "A line of ABAC lets one group read one kind of resource in one tenant's namespace, and says why.",
  why: "A star or a missing word in such a line grants everything to everybody at once, and no list of roles and bindings shows it.",
  fix: "Name group, namespace, apiGroup and resource, set readonly, and write the reason above; better, grant by access in the description.",
  controls: ["CIS-1.12 5.1.1", "CIS-1.12 5.1.3", "NIST-800-53r5 AC-6"],
  judges: "abac-grant",
  reach: "exposure",
  promise: 4,
  judge({ user, group, readonly, namespace, apiGroup, resource, nonResourcePath, reason }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got: got || "nothing", message });
    if (user !== "") fault("user", user, "a user by name has proved no second factor that is known here");
    if (!GROUP.test(group)) fault("group", group, "it is not one group of the identity provider, by its prefix oidc:");
    if (!readonly) fault("readonly", "false", "it lets write: every verb, deletion too");
    if (!/^[a-z0-9-]+$/.test(namespace) || SYSTEM_NAMESPACE.test(namespace))
      fault("namespace", namespace, "it is not one tenant's namespace");
    if (!/^[a-z0-9.-]*$/.test(apiGroup)) fault("apiGroup", apiGroup, "it is not one API group");
    if (!/^[a-z][a-z0-9]*$/.test(resource)) fault("resource", resource, "it is not one resource");
    else if (WITH_DOORS.includes(resource))
      fault("resource", resource, "it holds secrets, or leads into pods, machines or accounts by its sub-resources");
    if (nonResourcePath !== "") fault("nonResourcePath", nonResourcePath, "paths of the API server are for nobody");
    if ((reason ?? "").trim().length < 10)
      fault("", reason ?? "no reason", "nobody says above the line why a role does not do");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "one group reads one resource in one namespace", documents: policy({}) },
      { name: "a group of a provider that has a name", documents: policy({ group: "oidc-partners:historian" }) },
      { name: "a resource of another group", documents: policy({ apiGroup: "apps", resource: "deployments" }) },
    ],
    fail: [
      { name: "everybody", documents: policy({ group: "*" }) },
      { name: "everybody who has logged in", documents: policy({ group: "system:authenticated" }) },
      { name: "a user", documents: policy({ user: "oidc:somebody" }) },
      { name: "whoever it is", documents: policy({ group: undefined, user: "*" }) },
      { name: "a group of certificates, without a second factor", documents: policy({ group: "cert:recovery" }) },
      { name: "a group of everybody at a provider that has a name", documents: policy({ group: "oidc-partners:*" }) },
      { name: "to write", documents: policy({ readonly: false }) },
      { name: "to write, by silence", documents: policy({ readonly: undefined }) },
      { name: "every namespace", documents: policy({ namespace: "*" }) },
      { name: "what stands in no namespace", documents: policy({ namespace: undefined }) },
      { name: "the namespace of the cluster itself", documents: policy({ namespace: "kube-system" }) },
      { name: "every resource", documents: policy({ resource: "*" }) },
      { name: "every API group", documents: policy({ apiGroup: "*" }) },
      ...WITH_DOORS.map((resource) => ({ name: resource, documents: policy({ resource }) })),
      { name: "paths of the API server", documents: policy({ nonResourcePath: "*" }) },
      { name: "no reason", documents: policy({}, "") },
    ],
  }),
};

function policy(change: WrittenObject, comment = "# why: the historian knows no roles\n") {
  const spec = {
    group: "oidc:historian",
    namespace: "telemetry",
    apiGroup: "",
    resource: "configmaps",
    readonly: true,
    ...change,
  };
  const line = JSON.stringify({ apiVersion: "abac.authorization.kubernetes.io/v1beta1", kind: "Policy", spec });
  return userData({ "/etc/kubernetes/fixture/abac.jsonl": `${comment}${line}\n` });
}
