import { seconds } from "../duration";
import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";
import { type ExpectedFlag, exactly, judgeFlags, tlsFlags } from "../criteria/expected-flags";
import { controlPlane } from "../fixtures/control-plane";
import { edgeServer } from "../fixtures/edge-server";

/** Ninety days: kubelets renew theirs long before, and a stolen one ends within a quarter. */
const LONGEST_CERTIFICATE = 90 * 24 * 3600;

const SCHEDULER: Readonly<Record<string, ExpectedFlag>> = {
  "bind-address": exactly("127.0.0.1", true),
  profiling: exactly("false", true),
  ...tlsFlags("VersionTLS1", "tls-cipher-suites"),
};

const CONTROLLER_MANAGER: Readonly<Record<string, ExpectedFlag>> = {
  ...SCHEDULER,
  "cluster-signing-duration": {
    required: true,
    allowed: "a duration of at most ninety days",
    holds: (value) => (seconds(value) ?? 0) > 0 && (seconds(value) ?? Number.POSITIVE_INFINITY) <= LONGEST_CERTIFICATE,
  },
  "terminated-pod-gc-threshold": {
    required: false,
    allowed: "a number from 1 to 12500",
    holds: (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 12_500,
  },
  "use-service-account-credentials": exactly("true", true),
};

/** The command lines of controller manager and scheduler. */
export const CONTROLLER_MANAGER_AND_SCHEDULER_FLAGS: Rule<"component-flags"> = {
  id: "controller-manager-and-scheduler-flags",
  title: "Controller manager and scheduler answer the machine alone, and each controller holds its own rights.",
  why: "Both hold rights over the whole cluster: profiles show their memory, and certificates that they sign cannot be revoked.",
  fix: "Set the flag as the message says.",
  controls: ["CIS-1.12 1.3.2", "CIS-1.12 1.3.3", "CIS-1.12 1.3.7", "CIS-1.12 1.4.1", "CIS-1.12 1.4.2"],
  judges: "component-flags",
  reach: "ours",
  judge(fact) {
    if (fact.component === "kube-controller-manager") return failOn(judgeFlags(fact, CONTROLLER_MANAGER));
    if (fact.component === "kube-scheduler") return failOn(judgeFlags(fact, SCHEDULER));
    return notApplicable("another component");
  },
  fixtures: () => ({
    pass: [
      { name: "both on the loopback, without profiles", documents: controlPlane("scheduler") },
      { name: "both inside k3s, whose own flags count where nothing else is written", documents: edgeServer() },
    ],
    fail: [
      {
        name: "k3s told to let its controller manager answer everybody",
        documents: edgeServer({
          config: {
            "kube-controller-manager-arg": [
              "bind-address=0.0.0.0",
              "cluster-signing-duration=720h0m0s",
              "tls-min-version=VersionTLS13",
            ],
          },
        }),
      },
      {
        name: "k3s's certificates for a year",
        documents: edgeServer({ config: { "kube-controller-manager-arg": ["tls-min-version=VersionTLS13"] } }),
      },
      {
        name: "a controller manager that answers everybody",
        documents: controlPlane("controllerManager", { "bind-address": "0.0.0.0" }),
      },
      {
        name: "certificates for ten years",
        documents: controlPlane("controllerManager", { "cluster-signing-duration": "87600h" }),
      },
      {
        name: "all controllers with one account",
        documents: controlPlane("controllerManager", { "use-service-account-credentials": undefined }),
      },
      { name: "a scheduler with profiles", documents: controlPlane("scheduler", { profiling: "true" }) },
      {
        name: "a scheduler that speaks TLS 1.0",
        documents: controlPlane("scheduler", { "tls-min-version": "VersionTLS10" }),
      },
      {
        name: "a controller manager that speaks TLS 1.2 with whatever suite there is",
        documents: controlPlane("controllerManager", { "tls-min-version": "VersionTLS12" }),
      },
      {
        name: "the scheduler of k3s with 3DES",
        documents: edgeServer({
          config: {
            "kube-scheduler-arg": [
              "tls-min-version=VersionTLS12",
              "tls-cipher-suites=TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            ],
          },
        }),
      },
    ],
  }),
};
