import { join } from "node:path";
import {
  authenticatingProxy,
  type DataCenterClusterSpec,
  type KubernetesVersion,
  type LoginProxyMachineInput,
  proxyGroup,
} from "../../lib";
import { plantCluster, plantInput } from "../plant-cluster";
import { isShown, writeEvidence } from "./attacks/evidence";
import { PROXY_CERTIFICATE_ATTACKS, PROXY_NAME } from "./attacks/proxy-certificates";
import { IN_VAIN, OF_MASTERS, OF_OTHERS } from "./attacks/proxy-headers";
import { eventOf, type Shown, tryAll } from "./attacks/run";
import { type ApiAnswer, type ApiRequest, ask } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { LoginProxy } from "./laboratory/login-proxy";
import { OpenLdap } from "./laboratory/open-ldap";
import { Plant } from "./laboratory/plant";
import { apiServerPrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

/** The proxy's machine: at the bastion's address, in the plant's office network. */
const MACHINE: LoginProxyMachineInput = {
  address: "10.41.9.2",
  directory: {
    server: "ldap.example.com",
    people: "ou=people,dc=plant,dc=example,dc=com",
    groups: "ou=groups,dc=plant,dc=example,dc=com",
    reader: "cn=reader,dc=plant,dc=example,dc=com",
  },
};

/** The plant with a proxy beside its other methods. */
function plantOfProxy(kubernetesVersion: KubernetesVersion, machine?: LoginProxyMachineInput): DataCenterClusterSpec {
  const { access, authentication } = plantInput();
  const proxy = authenticatingProxy({ clientName: PROXY_NAME, ...(machine === undefined ? {} : { machine }) });
  return plantCluster({
    kubernetesVersion,
    authentication: { methods: [...authentication.methods, proxy] },
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

/** Who Bob is to the API server, whatever he sends. */
const BOB = { username: "proxy:bob", groups: ["system:authenticated"] };
/** How many packets the proxy's firewall has dropped. */
function firewallOf({ machine }: LoginProxy) {
  const rules = machine.mustRun("nft", "list", "ruleset");
  const counted = [...rules.matchAll(/counter packets (\d+) bytes \d+ drop/g)].map(([, packets]) => Number(packets));
  return { dropped: counted.reduce((sum, each) => sum + each, 0) };
}

const whoIs = ({ body }: ApiAnswer): unknown => JSON.parse(body).status?.userInfo ?? body;

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let certificates: readonly Shown[];
  let masters: readonly Tried[];
  let others: readonly Pick<Tried, "refused" | "weakened">[];
  let inVain: readonly ApiAnswer[];
  let seen: Readonly<
    Record<"oncall" | "asOncall" | "inCapitals" | "bob" | "wrongPassword" | "nobody" | "afterwards", ApiAnswer>
  >;
  let record: unknown;
  let outside: ApiAnswer;
  let dropsOfOutsider: number;

  beforeAll(async () => {
    const plant = await Plant.start(apiServerPrograms(version), plantOfProxy(version));
    const people = { alice: ["oncall", "system:masters"], bob: ["staff"] };
    const directory = new OpenLdap(plant.hosts.issuer, "ldap.example.com", DIRECTORY, people, plant.folder);
    let proxy: LoginProxy | undefined;
    try {
      await directory.start(plant.authority);
      const names = `${DIRECTORY} ldap.example.com\n${plant.endpoint.address} ${plant.endpoint.name}\n`;
      const { bastion, operator, outsider } = plant.hosts;
      proxy = await LoginProxy.start(plant, plantOfProxy(version, MACHINE), bastion, directory, names);
      const { endpoint } = proxy;
      const by = (who: string | undefined, request: ApiRequest, headers: readonly string[] = [], from = operator) => {
        const login = who === undefined ? [] : ["--user", who];
        const curl = [...login, ...headers.flatMap((header) => ["--header", header])];
        return ask(from, endpoint, { ...request, curl });
      };
      const alice = `alice:${directory.passwordOf("alice")}`;
      const bob = `bob:${directory.passwordOf("bob")}`;
      const nodes = { path: "/api/v1/nodes" };

      const oncall = by(alice, nodes);
      record = eventOf(plant, { ...(oncall.auditId === undefined ? {} : { auditId: oncall.auditId }) }).event;
      seen = {
        oncall,
        asOncall: by(alice, REVIEW),
        inCapitals: by(`ALICE:${directory.passwordOf("alice")}`, REVIEW),
        bob: by(bob, REVIEW),
        wrongPassword: by("alice:guess", nodes),
        nobody: by(undefined, nodes),
        afterwards: oncall,
      };
      const refused = OF_MASTERS.map(({ headers }) => {
        const answer = by(bob, { path: SECRETS }, headers);
        const { auditId } = answer;
        return { refused: answer, ...eventOf(plant, { ...(auditId === undefined ? {} : { auditId }) }) };
      });
      const same = OF_OTHERS.map(({ headers }) => by(bob, REVIEW, headers));
      inVain = IN_VAIN.map(({ headers }) => by(bob, REVIEW, headers));
      const { dropped } = firewallOf(proxy);
      outside = by(alice, nodes, [], outsider);
      dropsOfOutsider = firewallOf(proxy).dropped - dropped;
      directory.leave("alice", "oncall");
      seen = { ...seen, afterwards: by(alice, nodes) };

      await proxy.weaken(/^LuaHookAccessChecker .*$/m, "# nothing drops anything");
      masters = refused.map((each, index) => ({
        ...each,
        weakened: by(bob, { path: SECRETS }, OF_MASTERS[index]?.headers),
      }));
      others = same.map((answer, index) => ({
        refused: answer,
        weakened: by(bob, REVIEW, OF_OTHERS[index]?.headers),
      }));

      certificates = await tryAll(plant, PROXY_CERTIFICATE_ATTACKS);
      const versions = plant.versions();
      const evidence = {
        cluster: `plant-berlin-proxy-${version}`,
        versions,
        differences: DIFFERENCES,
        shown: certificates,
      };
      writeEvidence(PROOF, evidence);
    } finally {
      await proxy?.stop();
      await directory.stop();
      await plant.remove();
    }
  }, 600_000);

  describe("the proxy that the description asks for, with OpenLDAP behind it,", () => {
    test("lets in whoever is on call, by a group of the directory, and the record says who", () => {
      expect(seen.oncall.status).toBe(200);
      expect(record).toMatchObject({
        user: { username: "proxy:alice", groups: ["proxy:oncall", "system:authenticated"] },
        responseStatus: { code: 200 },
      });
    });

    test("hands on the groups that the description binds and no others, system:masters of the directory among them", () => {
      expect(whoIs(seen.asOncall)).toEqual({
        username: "proxy:alice",
        groups: ["proxy:oncall", "system:authenticated"],
      });
      expect(whoIs(seen.bob)).toEqual(BOB);
    });

    test("names a user as the directory does, however the name was typed", () => {
      expect(whoIs(seen.inCapitals)).toMatchObject({ username: "proxy:alice" });
    });

    test("is behind a firewall that drops who may not reach the API server either, and counts it", () => {
      expect(outside).toMatchObject({ status: 0, curlExit: 28 });
      expect(dropsOfOutsider).toBeGreaterThan(0);
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
});
