import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { plant as description } from "../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster } from "../../lib";
import { CREDENTIAL_ATTACKS } from "./attacks/credentials";
import { isShown, writeEvidence } from "./attacks/evidence";
import { type Shown, tryAll } from "./attacks/run";
import { TLS_12_ATTACKS } from "./attacks/tls";
import { type ApiAnswer, ask } from "./laboratory/api-client";
import { LaboratoryAuthority } from "./laboratory/certificates";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { withoutPoliciesOnDisk } from "./laboratory/policies-on-disk";
import { apiServerPrograms } from "./laboratory/programs";
import { serveWebhook } from "./laboratory/webhook-server";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");
const NAMESPACES = "/api/v1/namespaces";
const ATTACKS = [...CREDENTIAL_ATTACKS, ...TLS_12_ATTACKS];

async function until(done: () => boolean, seconds: number): Promise<void> {
  for (let tries = 0; tries < 2 * seconds && !done(); tries += 1) await setTimeout(500);
}

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let shown: readonly Shown[];
  let ofServers: ApiAnswer;
  let byPassword: ApiAnswer;
  let inClear: string;
  let clients: Readonly<Record<"right" | "anotherAuthority" | "anotherName", ApiAnswer>>;
  /** What is made while a webhook must allow it, which shows a certificate of the authority that its object names, and of another. */
  let webhooks: Readonly<Record<"own" | "foreign", ApiAnswer>>;
  let issuers: Readonly<Record<"own" | "foreign" | "foreignTrusted", ApiAnswer>>;

  beforeAll(async () => {
    const profile = { ...description.profile, minimumTlsVersion: "1.2" };
    const spec = defineCluster({ ...description, profile, kubernetesVersion: version } as DataCenterClusterInput);
    const plant = await Plant.start(apiServerPrograms(version), spec);
    try {
      shown = await tryAll(plant, ATTACKS);
      const evidence = {
        cluster: `plant-berlin-credentials-${version}`,
        versions: plant.versions(),
        differences: DIFFERENCES,
        shown,
      };
      writeEvidence(PROOF, evidence);

      const server = ["crt", "key"].map((ending) => {
        const own = join(plant.folder, `server.${ending}`);
        writeFileSync(own, plant.machine.read(`/etc/kubernetes/pki/apiserver.${ending}`), { mode: 0o600 });
        return own;
      });
      ofServers = plant.ask({ path: NAMESPACES, certificate: { certificate: server[0] ?? "", key: server[1] ?? "" } });
      byPassword = plant.ask({ path: NAMESPACES, curl: ["--user", "admin:admin"] });
      const { name, address, port } = plant.endpoint;
      const words = [
        "--disable",
        "--noproxy",
        "*",
        "--silent",
        "--max-time",
        "5",
        "--resolve",
        `${name}:${port}:${address}`,
      ];
      inClear = plant.on(plant.hosts.operator, "curl", ...words, `http://${name}:${port}/livez`);

      const foreign = new LaboratoryAuthority(join(plant.folder, "foreign"));
      const asked = (endpoint: Partial<Plant["endpoint"]>) =>
        ask(plant.hosts.operator, { ...plant.endpoint, ...endpoint }, { path: "/livez" });
      clients = {
        right: asked({}),
        anotherAuthority: asked({ authority: foreign.certificate }),
        anotherName: asked({ name: "api.another.example.com" }),
      };

      webhooks = await askWebhooks(plant, foreign);

      const token = () => plant.issuer.token({ groups: ["plant-platform"], amr: ["mfa"] });
      const byToken = () => plant.ask({ path: NAMESPACES, token: token() });
      const own = byToken();
      // Somebody stands in the issuer's place, with a certificate for its name that the machine's authorities know nothing of.
      await plant.issuer.stop();
      await plant.issuer.start(foreign);
      await plant.restartApiServer();
      // As long as the twin below may take at most.
      await until(() => byToken().status === 200, 6);
      const refused = byToken();
      const trusted = "/etc/ssl/certs/ca-certificates.crt";
      const all = plant.machine.read(trusted) + readFileSync(foreign.certificate, "utf8");
      plant.machine.write({ path: trusted, content: all });
      await plant.restartApiServer();
      await until(() => byToken().status === 200, 6);
      issuers = { own, foreign: refused, foreignTrusted: byToken() };
    } finally {
      await plant.remove();
    }
  }, 600_000);

  /** A webhook of the site's own, at the address of the issuer; policies that keep webhooks inside are lifted for it. */
  async function askWebhooks(plant: Plant, foreign: LaboratoryAuthority): Promise<typeof webhooks> {
    const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
    const PORT = 8443;
    const must = (path: string, method: string, body?: object) => {
      const { status, message } = plant.asAdministrator({ path, method, ...(body === undefined ? {} : { body }) });
      if (status !== 200 && status !== 201) throw new Error(`${path}: ${status} ${message}`);
    };
    await withoutPoliciesOnDisk(plant);
    must(`${ADMISSION}/validatingadmissionpolicybindings/webhooks-inside`, "DELETE");
    const hook = {
      name: "laboratory.example.com",
      clientConfig: {
        url: `https://login.example.com:${PORT}/`,
        caBundle: readFileSync(plant.authority.certificate).toString("base64"),
      },
      rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] }],
      failurePolicy: "Fail",
      sideEffects: "None",
      admissionReviewVersions: ["v1"],
    };
    const body = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name: "laboratory" },
      webhooks: [hook],
    };
    const made = () =>
      plant.asAdministrator({ path: `${ADMISSION}/validatingwebhookconfigurations`, method: "POST", body });
    await until(() => made().status === 201, 6);
    const asked = async (by: { readonly certificate: string; readonly key: string }, words: RegExp) => {
      const server = await serveWebhook(plant.hosts.issuer, by, PORT);
      try {
        let answer: ApiAnswer | undefined;
        const one = { apiVersion: "v1", kind: "ConfigMap", metadata: { generateName: "asked-" } };
        const create = () =>
          plant.asAdministrator({ path: "/api/v1/namespaces/telemetry/configmaps", method: "POST", body: one });
        await until(() => {
          answer = create();
          return words.test(`${answer.status} ${answer.message}`);
        }, 6);
        return answer as ApiAnswer;
      } finally {
        server.kill("SIGKILL");
      }
    };
    const answers = {
      foreign: await asked(foreign.serve("login.example.com"), /unknown authority/),
      own: await asked(plant.authority.serve("login.example.com"), /^201/),
    };
    must(`${ADMISSION}/validatingwebhookconfigurations/laboratory`, "DELETE");
    return answers;
  }

  describe("the data-center cluster refuses", () => {
    test.each(ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
      const each = shown[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });

    test("keys of an issuer whose certificate is of an authority that the machine does not trust", () => {
      expect(issuers.own.status).toBe(200);
      expect(issuers.foreign).toMatchObject({ status: 401, message: "Unauthorized" });
      expect(issuers.foreignTrusted.status).toBe(200);
    });
  });

  test("the API server lets no webhook decide that shows a certificate of another authority than its object names", () => {
    expect(webhooks.foreign).toMatchObject({
      status: 500,
      message: expect.stringContaining("certificate signed by unknown authority"),
    });
    expect(webhooks.own.status).toBe(201);
  });

  // No line of ours stops these, so none can be taken out.
  describe("its API server, by itself, refuses", () => {
    test("its own serving certificate, shown by a client", () => {
      expect(ofServers).toMatchObject({ status: 401, message: "Unauthorized" });
    });

    test("a user and a password", () => {
      expect(byPassword).toMatchObject({ status: 401, message: "Unauthorized" });
    });

    test("whoever speaks without TLS", () => {
      expect(inClear).toBe("Client sent an HTTP request to an HTTPS server.\n");
    });
  });

  describe("a client that knows the cluster's authority", () => {
    test("is answered", () => {
      expect(clients.right).toMatchObject({ status: 200, curlExit: 0 });
    });

    test.each(["anotherAuthority", "anotherName"] as const)(
      "refuses a server with %s, before it has sent a word",
      (which) => {
        // curl's code for a certificate that it does not believe.
        expect(clients[which]).toMatchObject({ status: 0, curlExit: 60 });
      },
    );
  });
});
