import { join } from "node:path";
import { authenticatingProxy, type DataCenterClusterSpec, proxyGroup } from "../../lib";
import { programPath } from "../conformance/programs";
import { plantCluster, plantInput } from "../plant-cluster";
import { isShown, writeEvidence } from "./attacks/evidence";
import { PROXY_CERTIFICATE_ATTACKS, PROXY_NAME } from "./attacks/proxy-certificates";
import { IN_VAIN, OF_MASTERS, OF_OTHERS } from "./attacks/proxy-headers";
import { eventOf, type Shown, tryAll } from "./attacks/run";
import { type ApiAnswer, type ApiRequest, ask } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { LoginProxy } from "./laboratory/login-proxy";
import { OpenLdap } from "./laboratory/open-ldap";
import { Plant } from "./laboratory/plant";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

/** The plant with a proxy beside its other methods. */
function plantOfProxy(): DataCenterClusterSpec {
  const { access, authentication } = plantInput();
  return plantCluster({
    authentication: { methods: [...authentication.methods, authenticatingProxy({ clientName: PROXY_NAME })] },
    access: [...access, { who: proxyGroup("oncall"), persona: "recovery" }],
  });
}

const DIRECTORY = "192.0.2.10";
const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const REVIEW: ApiRequest = {
  path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
  method: "POST",
  body: { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" },
};

interface Tried {
  readonly refused: ApiAnswer;
  readonly event?: unknown;
  readonly weakened: ApiAnswer;
}

let certificates: readonly Shown[];
let masters: readonly Tried[];
let others: readonly Pick<Tried, "refused" | "weakened">[];
let inVain: readonly ApiAnswer[];
let seen: Readonly<
  Record<"oncall" | "asOncall" | "inCapitals" | "bob" | "wrongPassword" | "nobody" | "afterwards", ApiAnswer>
>;
let record: unknown;

beforeAll(async () => {
  const plant = await Plant.start(
    { kubeadm: program("kubeadm"), "kube-apiserver": program("kube-apiserver"), etcd: program("etcd") },
    plantOfProxy(),
  );
  const people = { alice: ["oncall", "system:masters"], bob: ["staff"] };
  const directory = new OpenLdap(plant.hosts.issuer, "ldap.example.com", DIRECTORY, people, plant.folder);
  const place = (address: string) => ({ host: plant.hosts.operator, name: PROXY_NAME, address });
  const names = { "ldap.example.com": DIRECTORY, [plant.endpoint.name]: plant.endpoint.address };
  const proxy = new LoginProxy(place("10.8.0.10"), plant, program("apache2"));
  const careless = new LoginProxy(place("10.8.0.11"), plant, program("apache2"), (text) =>
    text.replace(/^LuaHookAccessChecker .*$/m, "# nothing drops anything"),
  );
  try {
    await directory.start(plant.authority);
    await proxy.start(directory, names);
    plant.on(plant.hosts.operator, "ip", "address", "add", "10.8.0.11/24", "dev", "eth0");
    await careless.start(directory, names);

    const by = (through: LoginProxy, who: string | undefined, request: ApiRequest, headers: readonly string[] = []) => {
      const login = who === undefined ? [] : ["--user", who];
      const curl = [...login, ...headers.flatMap((header) => ["--header", header])];
      return ask(plant.hosts.operator, through.endpoint, { ...request, curl });
    };
    const alice = `alice:${directory.passwordOf("alice")}`;
    const bob = `bob:${directory.passwordOf("bob")}`;
    const nodes = { path: "/api/v1/nodes" };

    const oncall = by(proxy, alice, nodes);
    record = eventOf(plant, { ...(oncall.auditId === undefined ? {} : { auditId: oncall.auditId }) }).event;
    seen = {
      oncall,
      asOncall: by(proxy, alice, REVIEW),
      inCapitals: by(proxy, `ALICE:${directory.passwordOf("alice")}`, REVIEW),
      bob: by(proxy, bob, REVIEW),
      wrongPassword: by(proxy, "alice:guess", nodes),
      nobody: by(proxy, undefined, nodes),
      afterwards: oncall,
    };
    masters = OF_MASTERS.map(({ headers }) => {
      const refused = by(proxy, bob, { path: SECRETS }, headers);
      const { auditId } = refused;
      return {
        refused,
        ...eventOf(plant, { ...(auditId === undefined ? {} : { auditId }) }),
        weakened: by(careless, bob, { path: SECRETS }, headers),
      };
    });
    others = OF_OTHERS.map(({ headers }) => ({
      refused: by(proxy, bob, REVIEW, headers),
      weakened: by(careless, bob, REVIEW, headers),
    }));
    inVain = IN_VAIN.map(({ headers }) => by(proxy, bob, REVIEW, headers));
    directory.leave("alice", "oncall");
    seen = { ...seen, afterwards: by(proxy, alice, nodes) };

    certificates = await tryAll(plant, PROXY_CERTIFICATE_ATTACKS);
    const versions = plant.versions();
    const evidence = { cluster: "plant-berlin-proxy", versions, differences: DIFFERENCES, shown: certificates };
    writeEvidence(PROOF, evidence);
  } finally {
    await proxy.stop();
    await careless.stop();
    await directory.stop();
    await plant.remove();
  }
}, 600_000);

/** Who Bob is to the API server, whatever he sends. */
const BOB = { username: "proxy:bob", groups: ["system:authenticated"] };
const whoIs = ({ body }: ApiAnswer): unknown => JSON.parse(body).status?.userInfo ?? body;

describe("the proxy of the documentation, with OpenLDAP behind it,", () => {
  test("lets in whoever is on call, by a group of the directory, and the record says who", () => {
    expect(seen.oncall.status).toBe(200);
    expect(record).toMatchObject({
      user: { username: "proxy:alice", groups: ["proxy:oncall", "system:authenticated"] },
      responseStatus: { code: 200 },
    });
  });

  test("hands on the groups that the description binds and no others, system:masters of the directory among them", () => {
    expect(whoIs(seen.asOncall)).toEqual({ username: "proxy:alice", groups: ["proxy:oncall", "system:authenticated"] });
    expect(whoIs(seen.bob)).toEqual(BOB);
  });

  test("names a user as the directory does, however the name was typed", () => {
    expect(whoIs(seen.inCapitals)).toMatchObject({ username: "proxy:alice" });
  });

  test.each(["wrongPassword", "nobody"] as const)("refuses before the API server hears of it: %s", (which) => {
    expect(seen[which]).toMatchObject({ status: 401, auditId: undefined });
  });

  test("refuses whoever has left the group, at once", () => {
    expect(seen.afterwards).toMatchObject({
      status: 403,
      message: expect.stringContaining('User "proxy:alice" cannot list resource "nodes"'),
    });
  });

  test.each(OF_MASTERS.map(({ name }, index) => [name, index] as const))(
    "refuses a user who has logged in and sends %s, and would not without the line that drops it",
    (_, index) => {
      const { refused, event, weakened } = masters[index] as Tried;
      expect(refused).toMatchObject({
        status: 403,
        message: expect.stringContaining('User "proxy:bob" cannot list resource "secrets"'),
      });
      expect(event).toMatchObject({ user: { username: "proxy:bob", groups: ["system:authenticated"] } });
      expect(weakened.status).toBe(200);
    },
  );

  test.each(OF_OTHERS.map(({ name }, index) => [name, index] as const))(
    "leaves a user who sends %s who they are, and would not without the line that drops it",
    (_, index) => {
      const { refused, weakened } = others[index] as Tried;
      expect(whoIs(refused)).toEqual(BOB);
      expect(whoIs(weakened)).not.toEqual(BOB);
    },
  );

  // The same user without the headers is answered the same: that is the legitimate twin.
  test.each(IN_VAIN.map(({ name }, index) => [name, index] as const))(
    "leaves a user who sends %s who they are",
    (_, index) => {
      expect(whoIs(inVain[index] as ApiAnswer)).toEqual(BOB);
    },
  );
});

describe("the API server beside it refuses", () => {
  test.each(PROXY_CERTIFICATE_ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
    const each = certificates[index] as Shown;
    if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
  });
});
