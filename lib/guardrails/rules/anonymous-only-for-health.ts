import type { Rule } from "../rule";
import { failOn, PASS } from "../verdict";
import { configFile } from "../fixtures/written";

/** What the kubelet asks its own API server without credentials. */
const HEALTH = ["/healthz", "/livez", "/readyz"];

/** Requests without credentials. */
export const ANONYMOUS_ONLY_FOR_HEALTH: Rule<"authentication-configuration"> = {
  id: "anonymous-only-for-health",
  title: "Without credentials the API server tells nothing but that it is alive.",
  why: "Every role that is ever bound to anonymous users by mistake would be open to whoever reaches the port.",
  fix: "Write the anonymous block with enabled: true and conditions for /healthz, /livez and /readyz alone, or with enabled: false.",
  controls: ["CIS-1.12 1.2.1"],
  judges: "authentication-configuration",
  reach: "ours",
  promise: 3,
  judge({ anonymous }) {
    if (anonymous === undefined) {
      return failOn([
        { at: "anonymous", got: "nothing", message: "without the block every path is answered without credentials" },
      ]);
    }
    if (!anonymous.enabled) return PASS;
    if (anonymous.paths === undefined) {
      return failOn([
        { at: "anonymous.conditions", got: "no condition", message: "every path is answered without credentials" },
      ]);
    }
    return failOn(
      anonymous.paths
        .filter((path) => !HEALTH.includes(path))
        .map((path) => ({ at: "anonymous.conditions", got: path, message: `${path} is answered without credentials` })),
    );
  },
  fixtures: () => ({
    pass: [
      {
        name: "health probes alone",
        documents: authentication({ enabled: true, conditions: [{ path: "/livez" }, { path: "/readyz" }] }),
      },
      { name: "nobody", documents: authentication({ enabled: false }) },
    ],
    fail: [
      { name: "no word on it", documents: authentication(undefined) },
      { name: "no condition", documents: authentication({ enabled: true }) },
      {
        name: "the API as well",
        documents: authentication({ enabled: true, conditions: [{ path: "/livez" }, { path: "/api" }] }),
      },
    ],
  }),
};

function authentication(anonymous: object | undefined) {
  return configFile({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthenticationConfiguration",
    anonymous,
    jwt: [],
  });
}
