import { readFileSync } from "node:fs";
import { API_SERVER_POD } from "./attacks/files";
import { expectSession } from "./emergencies/expect-session";
import { breakGlassSession, type Recorded, recordedOn, type SessionSeen, until } from "./emergencies/session";
import type { ApiAnswer } from "./laboratory/api-client";
import { clientCertificate } from "./laboratory/client-certificate";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant, plantOn } from "./laboratory/plant";
import { apiServerPrograms } from "./laboratory/programs";

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let session: SessionSeen;
  let outage: Readonly<Record<"certificateBefore" | "certificate" | "token", Recorded>>;

  beforeAll(async () => {
    const plant = await Plant.start(apiServerPrograms(version), plantOn(version));
    try {
      session = await breakGlassSession(plant);
      outage = await withoutCertificates(plant, (answer) => recordedOn(plant, answer));
    } finally {
      await plant.remove();
    }
  }, 600_000);

  /** Takes the authority of client certificates away, as after a theft of its key, and asks by both methods. */
  async function withoutCertificates(plant: Plant, recorded: (answer: ApiAnswer) => Recorded): Promise<typeof outage> {
    const certificate = clientCertificate(plant, "recoverer", ["cert:plant-recovery"]);
    const byCertificate = () => recorded(plant.ask({ path: "/api/v1/nodes", certificate }));
    const certificateBefore = byCertificate();
    // Another authority, which has signed for nobody.
    const FLAG = "--client-ca-file=/etc/kubernetes/pki/ca.crt";
    const pod = plant.machine.read(API_SERVER_POD);
    if (!pod.includes(FLAG)) throw new Error(`${API_SERVER_POD} does not hold ${FLAG}`);
    plant.machine.write({
      path: "/etc/kubernetes/pki/new-ca.crt",
      content: readFileSync(plant.authority.certificate, "utf8"),
    });
    const content = pod.replace(FLAG, "--client-ca-file=/etc/kubernetes/pki/new-ca.crt");
    plant.machine.write({ path: API_SERVER_POD, permissions: "0600", content });
    await plant.restartApiServer();
    const token = plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] });
    await until(() => plant.ask({ path: "/api/v1/namespaces", token }).status === 200);
    return {
      certificateBefore,
      certificate: byCertificate(),
      token: recorded(plant.ask({ path: "/api/v1/namespaces", token })),
    };
  }

  expectSession(() => session, { tenant: "telemetry", longest: 30 });

  describe("while no client certificate is believed", () => {
    test("whoever held one is refused who was let in before, and it is on record", () => {
      expect(outage.certificateBefore.answer.status).toBe(200);
      expect(outage.certificate.answer).toMatchObject({ status: 401, message: "Unauthorized" });
      expect(outage.certificate.event).toMatchObject({ responseStatus: { code: 401 } });
    });

    test("tokens of the provider still get in, and the record says who", () => {
      expect(outage.token.answer.status).toBe(200);
      expect(outage.token.event).toMatchObject({
        user: { username: "oidc:alice", groups: expect.arrayContaining(["oidc:plant-platform"]) },
        responseStatus: { code: 200 },
      });
    });
  });
});
