import { admissionConfiguration, admissionPluginFlags } from "../../../lib/pillars/admission/admission-plugins";
import { kernelParameters } from "../../../lib/pillars/admission/kernel-parameters";
import { kubeletPodLimits } from "../../../lib/pillars/admission/kubelet-pod-limits";
import { plantCluster } from "../../plant-cluster";

describe("admission plugins", () => {
  test("NodeRestriction stands in the list, which replaces kubeadm's", () => {
    const plugins = admissionPluginFlags()
      .find(({ name }) => name === "enable-admission-plugins")
      ?.value.split(",");
    expect(plugins).toEqual(["NodeRestriction", "DenyServiceExternalIPs", "EventRateLimit"]);
  });

  test("further plugins and limits of events are those of the description", () => {
    const admission = {
      eventRateLimits: [
        { type: "Server", qps: 100, burst: 200 },
        { type: "Namespace", qps: 10, burst: 20, cacheSize: 100 },
      ],
      plugins: ["OwnerReferencesPermissionEnforcement", "AlwaysPullImages"],
    } as const;
    const spec = plantCluster({ admission });
    const value = admissionPluginFlags(spec.admission).find(({ name }) => name === "enable-admission-plugins")?.value;
    expect(value).toBe(
      "NodeRestriction,DenyServiceExternalIPs,EventRateLimit,AlwaysPullImages,OwnerReferencesPermissionEnforcement",
    );
    const { plugins } = admissionConfiguration(spec).content as unknown as {
      plugins: readonly { configuration: { limits?: unknown } }[];
    };
    expect(plugins[0]?.configuration.limits).toEqual(admission.eventRateLimits);
  });

  test("every plugin that needs a configuration has one", () => {
    const { plugins } = admissionConfiguration(plantCluster()).content as unknown as {
      plugins: readonly { name: string }[];
    };
    expect(plugins.map(({ name }) => name)).toEqual(["EventRateLimit", "PodSecurity"]);
  });

  test.each(["1.34", "1.35", "1.36", "1.37"] as const)(
    "Pod Security of %s is restricted and pinned to it, outside of kube-system",
    (version) => {
      const text = JSON.stringify(admissionConfiguration(plantCluster({ kubernetesVersion: version })).content);
      expect(text).toContain(`"enforce":"restricted","enforce-version":"v${version}"`);
      expect(text).toContain(`"exemptions":{"usernames":[],"runtimeClasses":[],"namespaces":["kube-system"]}`);
      expect(text).not.toContain("latest");
    },
  );
});

describe("the kubelet's limits for pods", () => {
  const namesOf = (version: "1.34" | "1.35") =>
    kubeletPodLimits(plantCluster({ kubernetesVersion: version })).map(({ name }) => name);

  test("pull credentials are verified from 1.35", () => {
    expect(namesOf("1.35")).toContain("imagePullCredentialsVerificationPolicy");
  });

  test("1.34 does not get fields that it would not start with", () => {
    expect(namesOf("1.34").filter((name) => /imagePull|preloaded/.test(name))).toEqual([]);
  });

  test("what protectKernelDefaults compares is set on the machine", () => {
    expect(kernelParameters().map(({ name, value }) => `${name}=${value}`)).toEqual(
      expect.arrayContaining([
        "kernel.keys.root_maxbytes=25000000",
        "kernel.keys.root_maxkeys=1000000",
        "kernel.panic=10",
        "kernel.panic_on_oops=1",
        "vm.overcommit_memory=1",
        "vm.panic_on_oom=0",
      ]),
    );
  });
});
