import { join } from "node:path";
import { type AuditEvent, auditEvents } from "./authorization/audit-events";
import { clusterOfEveryPersona } from "./authorization/cluster";
import { escalationsOn } from "./authorization/escalations";
import { setScene } from "./authorization/escalations/objects";
import { writeAuthorizationEvidence } from "./authorization/evidence";
import { type Holder, holdersOf } from "./authorization/holders";
import { type Climb, climb } from "./authorization/try-escalations";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { withoutPoliciesOnDisk } from "./laboratory/policies-on-disk";
import { controlPlanePrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let climbs: readonly Climb[];
  let holders: readonly Holder[];
  let events: ReadonlyMap<string, AuditEvent>;

  beforeAll(async () => {
    const plant = await Plant.start(controlPlanePrograms(version), clusterOfEveryPersona(version));
    try {
      // Layers are lifted in the API; those on disk have their own proof in admission.test.ts.
      await withoutPoliciesOnDisk(plant);
      await setScene(plant);
      holders = holdersOf(plant);
      const tried = [];
      for (const escalation of escalationsOn(version)) tried.push(await climb(plant, holders, escalation));
      climbs = tried;
      events = auditEvents(plant);
      writeAuthorizationEvidence(PROOF, { versions: plant.versions(), differences: DIFFERENCES, climbs });
    } finally {
      await plant.remove();
    }
  }, 600_000);

  describe("the data-center cluster, started from its written files, refuses every persona", () => {
    test.each(escalationsOn(version).map(({ name }, index) => [name, index] as const))(
      "%s, in words, until all that stops it is taken out",
      (_, index) => {
        expect(climbs[index]?.faults).toEqual([]);
      },
    );
  });

  test("every persona has tried every escalation that is not its own to do", () => {
    expect(holders.map(({ name }) => name)).toEqual([
      "viewer",
      "developer",
      "operator",
      "auditor",
      "recovery",
      "watcher",
      "own:release",
      "machine:leader",
      "ABAC",
      "nobody",
    ]);
    for (const { escalation, steps } of climbs) {
      const { mayByRole = [], layers } = escalation;
      const climbers = holders.map(({ name }) => name).filter((name) => !mayByRole.includes(name));
      expect(steps.map((step) => step.map(({ who }) => who))).toEqual(
        Array.from({ length: layers.length + 1 }, () => climbers),
      );
    }
  });

  test("every refusal of the hardened server is on record, with the name of who tried", () => {
    const unrecorded = climbs.flatMap(({ escalation, steps }) =>
      (steps[0] ?? []).filter(({ auditId }) => {
        const event = events.get(auditId ?? "");
        const decision = event?.annotations?.["authorization.k8s.io/decision"];
        // Who is refused to be somebody else is refused before anybody asks what that one may do.
        return (
          event?.responseStatus?.code !== 403 || (decision !== "forbid" && !escalation.name.includes("impersonation"))
        );
      }),
    );
    expect(unrecorded).toEqual([]);
    const names = new Set(
      climbs.flatMap(({ steps }) => steps[0] ?? []).map(({ auditId }) => events.get(auditId ?? "")?.user.username),
    );
    expect([...names].sort()).toEqual([
      "cert:recoverer",
      ...["ABAC", "auditor", "developer", "nobody", "operator", "own:release", "viewer"].map((name) => `oidc:${name}`),
      ...["leader", "metrics"].map((name) => `system:serviceaccount:telemetry:${name}`),
    ]);
  });

  test("what a policy refuses is on record with the policy's name", () => {
    const byPolicy = climbs.flatMap(({ escalation, steps }) =>
      escalation.layers.flatMap(({ words }, index) => {
        const [, policy] = /^ValidatingAdmissionPolicy '([^']+)'$/.exec(words) ?? [];
        return policy === undefined ? [] : (steps[index] ?? []).map((told) => ({ policy, told }));
      }),
    );
    expect(new Set(byPolicy.map(({ policy }) => policy)).size).toBeGreaterThan(8);
    const unrecorded = byPolicy.filter(({ policy, told }) => {
      const event = events.get(told.auditId ?? "");
      const failure = event?.annotations?.["validation.policy.admission.k8s.io/validation_failure"] ?? "";
      return event?.responseStatus?.code !== 403 || !failure.includes(policy);
    });
    expect(unrecorded).toEqual([]);
  });
});
