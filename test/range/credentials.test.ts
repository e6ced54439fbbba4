import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { programPath } from "../conformance/programs";
import { CREDENTIAL_ATTACKS } from "./attacks/credentials";
import { isShown, writeEvidence } from "./attacks/evidence";
import { type Shown, tryAll } from "./attacks/run";
import { type ApiAnswer, ask } from "./laboratory/api-client";
import { LaboratoryAuthority } from "./laboratory/certificates";
import { DIFFERENCES } from "./laboratory/control-plane";
import { Plant } from "./laboratory/plant";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");
const NAMESPACES = "/api/v1/namespaces";

let shown: readonly Shown[];
let ofServers: ApiAnswer;
let byPassword: ApiAnswer;
let inClear: string;
let clients: Readonly<Record<"right" | "anotherAuthority" | "anotherName", ApiAnswer>>;
let issuers: Readonly<Record<"own" | "foreign" | "foreignTrusted", ApiAnswer>>;

beforeAll(async () => {
  const plant = await Plant.start({
    kubeadm: program("kubeadm"),
    "kube-apiserver": program("kube-apiserver"),
    etcd: program("etcd"),
  });
  try {
    shown = await tryAll(plant, CREDENTIAL_ATTACKS);
    const evidence = {
      cluster: "plant-berlin-credentials",
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

async function until(done: () => boolean, seconds: number): Promise<void> {
  for (let tries = 0; tries < 2 * seconds && !done(); tries += 1) await setTimeout(500);
}

describe("the data-center cluster refuses", () => {
  test.each(CREDENTIAL_ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
    const each = shown[index] as Shown;
    if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
  });

  test("keys of an issuer whose certificate is of an authority that the machine does not trust", () => {
    expect(issuers.own.status).toBe(200);
    expect(issuers.foreign).toMatchObject({ status: 401, message: "Unauthorized" });
    expect(issuers.foreignTrusted.status).toBe(200);
  });
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
