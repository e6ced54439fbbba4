import { WARNED_POLICY, type WarnedFor } from "./warn-only";

const SAYS = `ValidatingAdmissionPolicy '${WARNED_POLICY}' with binding '${WARNED_POLICY}`;

/** What must have been seen of a policy that warned for a while. */
export function expectWarned({ before, within, after, late, unended, restored }: WarnedFor): void {
  expect(before).toMatchObject({ status: 403, message: expect.stringContaining(`${SAYS}' denied request`) });
  for (const { way, answer, event } of within) {
    expect([way, answer.status, answer.message]).toEqual([way, way === "patch" ? 200 : 201, ""]);
    expect(answer.warnings).toEqual([expect.stringContaining(`${SAYS}-warning'`)]);
    expect(JSON.stringify(event)).toContain("validation.policy.admission.k8s.io/validation_failure");
  }
  for (const each of after)
    expect(each).toMatchObject({ status: 403, message: expect.stringContaining(`${SAYS}' denied request`) });
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(15);
  expect(unended).toMatchObject({ status: 201, warnings: [expect.stringContaining(`${SAYS}-warning'`)] });
  expect(restored.status).toBe(403);
}
