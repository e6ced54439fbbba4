import type { KubernetesVersion } from "../../../lib";
import { readsPoliciesFromDisk } from "../../../lib/spec/kubernetes-version";
import type { ShownOnDisk } from "./on-disk";

/** What must have been seen of policies that no user of the API can delete; nothing of versions that read none. */
export function expectOnDisk(shown: ShownOnDisk | undefined, version: KubernetesVersion): void {
  if (!readsPoliciesFromDisk(version)) {
    expect(shown).toBeUndefined();
    return;
  }
  if (shown === undefined) throw new Error("there are no policies on the disk of the machine");
  const { deleted, refused, event, legitimate, unknown, reserved, without, restored } = shown;
  expect(deleted.map(({ status }) => status)).toEqual([200, 200]);
  const said =
    "ValidatingAdmissionPolicy 'no-work-in-default.static.k8s.io' with binding 'no-work-in-default.static.k8s.io' denied request: nothing runs in the namespace default.";
  expect(refused).toMatchObject({ status: 403, message: expect.stringContaining(said) });
  expect(JSON.stringify(event)).toContain("no-work-in-default.static.k8s.io");
  expect(legitimate.status).toBe(201);
  expect(unknown.status).toBe(404);
  expect(reserved).toMatchObject({
    status: 422,
    message: expect.stringContaining("reserved for static manifest-based"),
  });
  expect(without.status).toBe(201);
  expect(restored).toMatchObject({ status: 403, message: expect.stringContaining("'no-work-in-default'") });
}
