import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { stays } from "./attacks/break-glass";
import { API_SERVER_POD } from "./attacks/files";
import { eventOf } from "./attacks/run";
import type { ApiAnswer, ApiRequest } from "./laboratory/api-client";
import { clientCertificate } from "./laboratory/client-certificate";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { certificateOf } from "./laboratory/kubeconfig";
import { Plant, plantOn } from "./laboratory/plant";
import { withoutPoliciesOnDisk } from "./laboratory/policies-on-disk";
import { apiServerPrograms } from "./laboratory/programs";
import { startSystemLog, systemLog } from "./laboratory/system-log";

const GROUP = "portcullis:break-glass";
const BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
const POLICIES = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings";
const DEPLOYMENTS = "/apis/apps/v1/namespaces/telemetry/deployments";

/** Which of the ways to stay is a token. */
const TOKEN = stays("").findIndex(({ request }) => request.path.endsWith("/token"));

interface Recorded {
  readonly answer: ApiAnswer;
  readonly event?: Readonly<Record<string, unknown>>;
}

/** What each attempt to stay met: as delivered, with roles loosened, and without the policy as well. */
interface Tried {
  readonly hardened: Recorded;
  readonly looseRoles: Recorded;
  readonly loose: Recorded;
}

/** Tries for a while; whoever comes after says what is still wrong. */
async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 40 && !done(); tries += 1) await setTimeout(250);
}

/** What a careless administrator does: the group gets every right. */
function everything() {
  const RBAC = "rbac.authorization.k8s.io";
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: "stay-everything" },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup: RBAC, kind: "Group", name: GROUP }],
  };
}

function deployment() {
  const labels = { app: "meter" };
  const image = `registry.plant-berlin.example.com/meter@sha256:${"0".repeat(64)}`;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "meter" },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "meter", image }] } },
    },
  };
}

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let refusals: Readonly<Record<string, { readonly status: number | null; readonly output: string }>>;
  let issued: { readonly certificate: X509Certificate; readonly log: string };
  let mends: Readonly<Record<string, Recorded>>;
  let tried: readonly Tried[];
  /** An administrator who binds the group to cluster-admin. */
  let bound: ApiAnswer;
  /** What was born in the session, before and after it was closed. */
  let closed: {
    readonly tokenBefore: ApiAnswer;
    readonly token: ApiAnswer;
    readonly certificate: ApiAnswer;
    readonly left: readonly string[];
    readonly said: string;
    readonly status: number | null;
    readonly again: string;
  };
  let ended: { readonly before: ApiAnswer; readonly after: ApiAnswer };
  let outage: Readonly<Record<"certificateBefore" | "certificate" | "token", Recorded>>;

  beforeAll(async () => {
    const plant = await Plant.start(apiServerPrograms(version), plantOn(version));
    const recorded = (answer: ApiAnswer): Recorded => ({
      answer,
      ...eventOf(plant, { ...(answer.auditId === undefined ? {} : { auditId: answer.auditId }) }),
    });
    const must = (request: ApiRequest) => {
      const answer = plant.asAdministrator(request);
      if (answer.status !== 200 && answer.status !== 201) throw new Error(`${request.path}: ${answer.message}`);
    };
    try {
      const breakGlass = (...words: readonly string[]) =>
        plant.machine.run("env", "SUDO_USER=operator", "portcullis-break-glass", ...words);
      const WHY = "INC-4711: nobody can log in";
      // A machine whose log takes nothing lets nobody in.
      const unrecorded = breakGlass("alice", WHY);
      await startSystemLog(plant.machine);
      refusals = {
        "somebody whom the description does not name": breakGlass("mallory", WHY),
        "nobody says why": breakGlass("alice"),
        "the log takes nothing": unrecorded,
      };
      const kubeconfig = plant.machine.mustRun("env", "SUDO_USER=operator", "portcullis-break-glass", "alice", WHY);
      const certificate = certificateOf(kubeconfig, plant.folder, "break-glass");
      issued = {
        certificate: new X509Certificate(readFileSync(certificate.certificate)),
        log: systemLog(plant.machine),
      };
      const alice = (request: ApiRequest) => plant.ask({ ...request, certificate });

      must({
        path: "/api/v1/namespaces/telemetry/serviceaccounts",
        method: "POST",
        body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "metrics" } },
      });
      must({
        path: "/api/v1/namespaces/kube-system/serviceaccounts",
        method: "POST",
        body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } },
      });
      must({ path: DEPLOYMENTS, method: "POST", body: deployment() });
      mends = {
        "reads nodes": recorded(alice({ path: "/api/v1/nodes" })),
        "reads the bindings of roles": recorded(alice({ path: BINDINGS })),
        "scales a workload": recorded(
          alice({
            path: `${DEPLOYMENTS}/meter/scale`,
            method: "PATCH",
            contentType: "application/merge-patch+json",
            body: { spec: { replicas: 0 } },
          }),
        ),
        "reads secrets": recorded(alice({ path: "/api/v1/namespaces/kube-system/secrets" })),
      };

      const tryAll = (session: string) => stays(session).map(({ request }) => recorded(alice(request)));
      const hardened = tryAll("hardened");
      // A policy of its own refuses even an administrator such a binding.
      const binding = { path: BINDINGS, method: "POST", body: everything() };
      bound = plant.asAdministrator(binding);
      // From 1.37 on, policies stand on the machine's disk as well, where no administrator of the API takes them out.
      await withoutPoliciesOnDisk(plant);
      must({ path: `${POLICIES}/no-master-bindings`, method: "DELETE" });
      await until(() => plant.asAdministrator(binding).status !== 403);
      await until(() => alice({ path: "/api/v1/namespaces/kube-system/secrets" }).status === 200);
      const looseRoles = tryAll("loose-roles");
      must({ path: `${POLICIES}/break-glass-makes-nothing`, method: "DELETE" });
      await until(() => alice(stays("probe")[0]?.request ?? { path: "/" }).status === 201);
      const loose = tryAll("loose");
      tried = hardened.map((each, index) => ({
        hardened: each,
        looseRoles: looseRoles[index] as Recorded,
        loose: loose[index] as Recorded,
      }));
      closed = await closeSession(plant, { certificate }, loose);
      plant.apply([plant.manifestText("ClusterRoleBinding", GROUP)]);
      await until(() => alice({ path: "/api/v1/nodes" }).status === 200);

      const before = alice({ path: "/api/v1/nodes" });
      must({ path: `${BINDINGS}/${GROUP}`, method: "DELETE" });
      await until(() => alice({ path: "/api/v1/nodes" }).status === 403);
      ended = { before, after: alice({ path: "/api/v1/nodes" }) };

      outage = await withoutCertificates(plant, recorded);
    } finally {
      await plant.remove();
    }
  }, 600_000);

  /** Closes the session by the command, and asks by what was born in it. */
  async function closeSession(
    plant: Plant,
    alice: Pick<ApiRequest, "certificate">,
    loose: readonly Recorded[],
  ): Promise<typeof closed> {
    const { token } = JSON.parse(loose[TOKEN]?.answer.body ?? "{}").status as { readonly token: string };
    const byToken = () => plant.ask({ path: "/api", token });
    const tokenBefore = byToken();
    const { status, output } = plant.machine.run("portcullis-close-break-glass");
    await until(() => byToken().status === 401);
    await until(() => plant.ask({ path: "/api/v1/nodes", ...alice }).status === 403);
    const made = stays("loose").flatMap(({ request: { path, method, body } }) =>
      method === "POST" && !path.endsWith("/token")
        ? [`${path}/${(body as { metadata: { name: string } }).metadata.name}`]
        : [],
    );
    return {
      tokenBefore,
      token: byToken(),
      certificate: plant.ask({ path: "/api/v1/nodes", ...alice }),
      left: made.filter((path) => plant.asAdministrator({ path }).status !== 404),
      said: output,
      status,
      again: plant.machine.run("portcullis-close-break-glass").output,
    };
  }

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

  describe("the command that breaks glass", () => {
    test.each(["somebody whom the description does not name", "nobody says why", "the log takes nothing"])(
      "refuses where %s",
      (which) => {
        expect(refusals[which]?.status).not.toBe(0);
        expect(refusals[which]?.output).not.toContain("client-key-data");
      },
    );

    test("gives a named person a certificate for half an hour, in the one group, and the log says who, why and by whom", () => {
      const { certificate, log } = issued;
      const minutes = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 60_000;
      expect(minutes).toBeGreaterThan(29);
      expect(minutes).toBeLessThanOrEqual(30.1);
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
        expect(mends[what]?.answer.status).toBe(200);
        expect(mends[what]?.event).toMatchObject({
          user: { username: session, groups: expect.arrayContaining([GROUP]) },
        });
      },
    );

    test("is refused secrets", () => {
      expect(mends["reads secrets"]?.answer).toMatchObject({
        status: 403,
        message: expect.stringContaining('cannot list resource "secrets"'),
      });
    });

    test("is given no more by an administrator who binds the group to cluster-admin: a policy refuses that", () => {
      expect(bound).toMatchObject({ status: 403, message: expect.stringContaining("no-master-bindings") });
    });

    const attempts = stays("test").map((stay, index) => [stay.name, stay, index] as const);

    test.each(attempts)("is refused, and on record, when he %s", (_, { refused }, index) => {
      const { answer, event } = (tried[index] as Tried).hardened;
      expect(answer).toMatchObject({ status: 403, message: expect.stringContaining(refused) });
      expect(event).toMatchObject({ user: { username: session }, responseStatus: { code: 403 } });
    });

    test.each(attempts.filter(([, { stoppedByPolicy }]) => stoppedByPolicy))(
      "is refused by the admission policy, once somebody has bound his group to cluster-admin, when he %s",
      (_, __, index) => {
        const { answer, event } = (tried[index] as Tried).looseRoles;
        expect(answer).toMatchObject({
          status: 403,
          message: expect.stringContaining("who breaks glass makes and changes nothing"),
        });
        expect(event).toMatchObject({ user: { username: session }, responseStatus: { code: 403 } });
      },
    );

    // The twin without which the refusals prove nothing.
    test.each(attempts)("would stay, with both taken out, when he %s", (_, __, index) => {
      expect([200, 201]).toContain((tried[index] as Tried).loose.answer.status);
    });

    test("leaves nothing that works once the session is closed: no token, no certificate, no object", () => {
      expect(closed.tokenBefore.status).toBe(200);
      expect(closed.token).toMatchObject({ status: 401, message: "Unauthorized" });
      expect(closed.certificate).toMatchObject({ status: 403, message: expect.stringContaining("nodes") });
      expect(closed.left).toEqual([]);
      expect(closed.status).toBe(0);
    });

    test.each([
      "ended: /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/stay-everything",
      "ended: /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/portcullis%3Abreak-glass",
      "undone: create clusterrolebindings /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/stay-loose,",
      "undone: create certificatesigningrequests /apis/certificates.k8s.io/v1/certificatesigningrequests/stay-loose,",
      "undone: create serviceaccounts/token /api/v1/namespaces/telemetry/serviceaccounts/metrics,",
      "undone: create mutatingwebhookconfigurations /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/stay-loose,",
      "undone: create pods /api/v1/namespaces/kube-system/pods/stay-loose,",
      "allowed: patch deployments/scale /apis/apps/v1/namespaces/telemetry/deployments/meter,",
    ])("is told to have left, when the session is closed: %s", (line) => {
      expect(closed.said).toContain(line);
    });

    test("may be closed twice", () => {
      expect(closed.again).toContain("gone already: create pods /api/v1/namespaces/kube-system/pods/stay-loose,");
      expect(closed.again).not.toMatch(/^look:/m);
    });

    test("gets nothing by the same certificate once the one binding is deleted", () => {
      expect(ended.before.status).toBe(200);
      expect(ended.after).toMatchObject({
        status: 403,
        message: expect.stringContaining('cannot list resource "nodes"'),
      });
    });
  });

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
