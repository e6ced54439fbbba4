import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { payments } from "../../apps/fleet/clusters";
import { admissionRows } from "./admission";
import { type Bounds, tryBounds } from "./admission/bounds";
import { expectOnDisk } from "./admission/expect-on-disk";
import { expectWarned } from "./admission/expect-warned";
import { describedCluster, OF_THE_PLATFORM } from "./admission/description";
import { writeAdmissionEvidence } from "./admission/evidence";
import { forwarderManifests } from "./admission/log-forwarder-row";
import { type ShownOnDisk, tryPoliciesOnDisk } from "./admission/on-disk";
import { CONFIGURED, PLUGIN_ATTACKS, writtenPlugins } from "./admission/plugins";
import { PODS_NEED } from "./admission/pod-rows";
import { RowRunner, type ShownCase } from "./admission/try-row";
import { typeWarnings } from "./admission/type-checking";
import { usersOf } from "./admission/users";
import { tryWarnOnly, type WarnedFor } from "./admission/warn-only";
import { isShown } from "./attacks/evidence";
import { type Shown, tryAll } from "./attacks/run";
import { readsPoliciesFromDisk } from "../../lib/spec/kubernetes-version";
import { create } from "./admission/acts";
import { account } from "./admission/objects";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";
import { manifestsOf } from "./laboratory/written-files";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

describe.each(versionsAskedFor())("on Kubernetes %s", (kubernetesVersion) => {
  /** The policies that the example clusters of all profiles deliver. */
  let delivered: readonly string[];
  let tried: readonly string[];
  let shown: readonly ShownCase[] = [];
  let warnings: ReadonlyMap<string, readonly unknown[] | undefined>;
  let bounds: Bounds;
  let configured: readonly string[];
  let plugins: readonly Shown[];
  let warned: WarnedFor;
  let onDisk: ShownOnDisk | undefined;

  beforeAll(async () => {
    const plant = await Plant.start(controlPlanePrograms(kubernetesVersion), describedCluster(kubernetesVersion));
    try {
      const folder = join(plant.folder, "cloud");
      mkdirSync(folder);
      const forwarding = manifestsOf(folder, payments);
      const besides = forwarderManifests(forwarding);
      plant.apply(besides);
      delivered = policiesOf([...plant.manifests, ...forwarding]);
      // From here on the policies of the API stand alone.
      onDisk = await tryPoliciesOnDisk(plant);
      const users = usersOf(plant);
      const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: OF_THE_PLATFORM } };
      for (const act of [...PODS_NEED, create(namespace), create(account(OF_THE_PLATFORM))]) plant.asAdministrator(act);
      const runner = new RowRunner(plant, users, [...plant.manifests, ...besides]);
      const rows = admissionRows(plant, forwarding);
      tried = rows.map(({ policy }) => policy);
      for (const row of rows) shown = [...shown, ...(await runner.try(row))];
      warnings = await typeWarnings(plant);
      bounds = await tryBounds(plant);
      warned = await tryWarnOnly(plant, describedCluster(kubernetesVersion));
      configured = writtenPlugins(plant);
      plugins = await tryAll(plant, PLUGIN_ATTACKS);
      writeAdmissionEvidence(PROOF, { kubernetesVersion, versions: plant.versions(), shown, plugins });
    } finally {
      await plant.remove();
    }
  }, 900_000);

  test("every policy that any profile delivers is tried", () => {
    expect([...tried].sort()).toEqual([...new Set(delivered)].sort());
  });

  test("the type checker finds nothing in any policy", () => {
    expect(Object.fromEntries(warnings)).toEqual(Object.fromEntries([...new Set(delivered)].map((name) => [name, []])));
  });

  // The names are known without a server; the answers are not.
  test("every case was refused in the policy's words, let the right one pass, and got through without the policy", () => {
    expect(
      shown.filter(({ faults }) => faults.length > 0).map(({ policy, name, faults }) => ({ policy, name, faults })),
    ).toEqual([]);
    expect(shown.length).toBeGreaterThan(140);
  });

  test("the refusals came by every way that a request can take", () => {
    const ways = new Set(shown.map(({ way }) => way));
    expect([...ways].sort()).toEqual([...WAYS].sort());
  });

  test("from 1.37 on, what an administrator deletes in the API is refused by the policies on disk", () => {
    expectOnDisk(onDisk, kubernetesVersion);
  });

  test("a policy that only warns refuses again when its time is over, with nobody's doing", () => {
    expectWarned(warned);
  });

  test("every plug-in that the written files switch on or configure is tried", () => {
    // Where there are policies on disk, they have their own test above.
    const onDisk = readsPoliciesFromDisk(kubernetesVersion) ? ["ValidatingAdmissionPolicy"] : [];
    expect(configured).toEqual([...CONFIGURED, ...onDisk]);
  });

  describe("its plug-ins refuse", () => {
    test.each(PLUGIN_ATTACKS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      const each = plugins[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });
  });

  describe("the bounds of a tenant", () => {
    test("refuse the pod that is one too many, and the replica that a scale asks for", () => {
      expect(bounds.pods.map(({ status }) => status)).toEqual([201, 201, 403]);
      expect(bounds.pods[2]?.message).toContain(
        "exceeded quota: tenant-quota, requested: pods=1, used: pods=2, limited: pods=2",
      );
      expect([bounds.made.status, bounds.scaled.status]).toEqual([201, 200]);
      expect(bounds.replica).toMatchObject({
        status: 403,
        message: expect.stringContaining("exceeded quota: tenant-quota, requested: pods=1"),
      });
    });

    test("give limits and requests to a container that states none", () => {
      expect(bounds.defaults).toEqual({
        requests: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "128Mi" },
        limits: { cpu: "500m", memory: "256Mi", "ephemeral-storage": "1Gi" },
      });
    });

    test("go away with the namespace when the platform team deletes it", () => {
      expect([bounds.deleted.status, bounds.gone.status]).toEqual([200, 404]);
    });
  });
});

/** All ways of `Way`: a policy whose only case by one of them goes leaves it untried. */
const WAYS = [
  ...["connect", "create", "delete", "delete all", "dry run", "ephemeral container", "init container", "patch"],
  ...["scale", "server-side apply", "update", "workload template"],
];

function policiesOf(manifests: readonly string[]): readonly string[] {
  return manifests
    .map((text) => parse(text) as { readonly kind: string; readonly metadata: { readonly name: string } })
    .filter(({ kind }) => kind === "ValidatingAdmissionPolicy")
    .map(({ metadata }) => metadata.name);
}
