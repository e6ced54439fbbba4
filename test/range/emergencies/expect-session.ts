import { stays } from "../attacks/break-glass";
import { GROUP, type SessionSeen } from "./session";

/**
 * What must have been seen of a session, as tests.
 *
 * @param seen what was, once it is there
 * @param longest how many minutes a certificate lives
 */
export function expectSession(
  seen: () => SessionSeen,
  { tenant, longest }: { readonly tenant: string; readonly longest: number },
): void {
  describe("the command that breaks glass", () => {
    test.each(["somebody whom the description does not name", "nobody says why", "the log takes nothing"])(
      "refuses where %s",
      (which) => {
        expect(seen().refusals[which]?.status).not.toBe(0);
        expect(seen().refusals[which]?.output).not.toContain("client-key-data");
      },
    );

    test("gives a named person a certificate for the minutes of the description, in the one group, and the log says who, why and by whom", () => {
      const { certificate, log } = seen().issued;
      const minutes = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 60_000;
      expect(minutes).toBeGreaterThan(longest - 1);
      expect(minutes).toBeLessThanOrEqual(longest + 0.1);
      expect(certificate.subject).toMatch(/^O=portcullis:break-glass\nCN=portcullis:break-glass:alice:\d{10}$/);
      expect(log).toMatch(
        /portcullis-break-glass: .*alice:\d+ until \d{14}Z, let in by operator: INC-4711: nobody can log in/,
      );
    });
  });

  describe("whoever was let in by breaking glass", () => {
    const session = expect.stringMatching(/^portcullis:break-glass:alice:\d{10}$/);

    test.each(["reads nodes", "reads the bindings of roles", "scales a workload"])(
      "%s, on record under the session's name",
      (what) => {
        expect(seen().mends[what]?.answer.status).toBe(200);
        expect(seen().mends[what]?.event).toMatchObject({
          user: { username: session, groups: expect.arrayContaining([GROUP]) },
        });
      },
    );

    test("is refused secrets", () => {
      expect(seen().mends["reads secrets"]?.answer).toMatchObject({
        status: 403,
        message: expect.stringContaining('cannot list resource "secrets"'),
      });
    });

    test("is given no more by an administrator who binds the group to cluster-admin: a policy refuses that", () => {
      expect(seen().bound).toMatchObject({ status: 403, message: expect.stringContaining("no-master-bindings") });
    });

    const attempts = stays("test", tenant).map((stay, index) => [stay.name, stay, index] as const);

    test.each(attempts)("is refused, and on record, when he %s", (_, { refused }, index) => {
      const { answer, event } = (seen().tried[index] as SessionSeen["tried"][number]).hardened;
      expect(answer).toMatchObject({ status: 403, message: expect.stringContaining(refused) });
      expect(event).toMatchObject({ user: { username: session }, responseStatus: { code: 403 } });
    });

    test.each(attempts.filter(([, { stoppedByPolicy }]) => stoppedByPolicy))(
      "is refused by the admission policy, once somebody has bound his group to cluster-admin, when he %s",
      (_, __, index) => {
        const { answer, event } = (seen().tried[index] as SessionSeen["tried"][number]).looseRoles;
        expect(answer).toMatchObject({
          status: 403,
          message: expect.stringContaining("who breaks glass makes and changes nothing"),
        });
        expect(event).toMatchObject({ user: { username: session }, responseStatus: { code: 403 } });
      },
    );

    // The twin without which the seen().refusals prove nothing.
    test.each(attempts)("would stay, with both taken out, when he %s", (_, __, index) => {
      expect([200, 201]).toContain((seen().tried[index] as SessionSeen["tried"][number]).loose.answer.status);
    });

    test("leaves nothing that works once the session is closed: no token, no certificate, no object", () => {
      expect(seen().closed.tokenBefore.status).toBe(200);
      expect(seen().closed.token).toMatchObject({ status: 401, message: "Unauthorized" });
      expect(seen().closed.certificate).toMatchObject({ status: 403, message: expect.stringContaining("nodes") });
      expect(seen().closed.left).toEqual([]);
      expect(seen().closed.status).toBe(0);
    });

    test.each([
      "ended: /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/stay-everything",
      "ended: /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/portcullis%3Abreak-glass",
      "undone: create clusterrolebindings /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/stay-loose,",
      "undone: create certificatesigningrequests /apis/certificates.k8s.io/v1/certificatesigningrequests/stay-loose,",
      `undone: create serviceaccounts/token /api/v1/namespaces/${tenant}/serviceaccounts/metrics,`,
      "undone: create mutatingwebhookconfigurations /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/stay-loose,",
      "undone: create pods /api/v1/namespaces/kube-system/pods/stay-loose,",
      `allowed: patch deployments/scale /apis/apps/v1/namespaces/${tenant}/deployments/meter,`,
    ])("is told to have left, when the session is closed: %s", (line) => {
      expect(seen().closed.said).toContain(line);
    });

    test("may be seen().closed twice", () => {
      expect(seen().closed.again).toContain(
        "gone already: create pods /api/v1/namespaces/kube-system/pods/stay-loose,",
      );
      expect(seen().closed.again).not.toMatch(/^look:/m);
    });

    test("gets nothing by the same certificate once the one binding is deleted", () => {
      expect(seen().ended.before.status).toBe(200);
      expect(seen().ended.after).toMatchObject({
        status: 403,
        message: expect.stringContaining('cannot list resource "nodes"'),
      });
    });
  });
}
