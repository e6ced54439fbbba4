import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { configFile } from "../fixtures/written";

/** The control plane's own pods live here and could not start under `restricted`. */
const EXEMPT = ["kube-system"];

/** Pod Security of namespaces that say nothing of their own. */
export const POD_SECURITY_BY_DEFAULT: Rule<"admission-configuration"> = {
  id: "pod-security-by-default",
  title: "Pods of a namespace without labels are held to the Pod Security Standard restricted.",
  why: "Whoever may make a namespace, or take its labels away, could run privileged pods in it.",
  fix: "Configure the plugin PodSecurity with enforce: restricted, and exempt kube-system alone.",
  controls: ["CIS-1.12 5.2.1"],
  judges: "admission-configuration",
  reach: "ours",
  judge({ podSecurity }) {
    if (podSecurity === undefined)
      return failOn([
        { at: "plugins", got: "nothing", message: "PodSecurity is not configured, so its default is privileged" },
      ]);
    const faults: Fault[] = [];
    if (podSecurity.enforce !== "restricted") {
      faults.push({ at: "plugins", got: podSecurity.enforce, message: "the default level must be restricted" });
    }
    const exempt = podSecurity.exemptNamespaces.filter((name) => !EXEMPT.includes(name));
    for (const name of [...exempt, ...podSecurity.exemptEverywhere])
      faults.push({ at: "plugins", got: name, message: `${name} is exempt` });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      {
        name: "restricted but for the control plane",
        documents: admission({ enforce: "restricted" }, { namespaces: ["kube-system"] }),
      },
    ],
    fail: [
      {
        name: "the plugin not configured",
        documents: configFile({
          apiVersion: "apiserver.config.k8s.io/v1",
          kind: "AdmissionConfiguration",
          plugins: [],
        }),
      },
      { name: "a weaker level", documents: admission({ enforce: "baseline" }, {}) },
      { name: "no level", documents: admission({}, {}) },
      {
        name: "a namespace exempt",
        documents: admission({ enforce: "restricted" }, { namespaces: ["kube-system", "payments"] }),
      },
      { name: "a user exempt", documents: admission({ enforce: "restricted" }, { usernames: ["oidc:somebody"] }) },
    ],
  }),
};

function admission(defaults: object, exemptions: object) {
  return configFile({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AdmissionConfiguration",
    plugins: [
      {
        name: "PodSecurity",
        configuration: {
          apiVersion: "pod-security.admission.config.k8s.io/v1",
          kind: "PodSecurityConfiguration",
          defaults,
          exemptions,
        },
      },
    ],
  });
}
