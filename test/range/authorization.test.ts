import { join } from "node:path";
import type { DataCenterClusterSpec } from "../../lib";
import { isShown, writeEvidence } from "./attacks/evidence";
import { type Shown, tryAll } from "./attacks/run";
import { ABAC_ATTACKS, prepareAbac } from "./authorization/abac";
import {
  ATTRIBUTE_CASES,
  REFUSED_BY_POLICY,
  SETTINGS,
  tryAttributes,
  withoutThePolicy,
} from "./authorization/attributes";
import { type AuditEvent, auditEvents } from "./authorization/audit-events";
import { clusterOfEveryPersona } from "./authorization/cluster";
import { ELSEWHERE, TENANT } from "./authorization/places";
import { type Listed, listedResources, nameOf } from "./authorization/discovery";
import { setScene } from "./authorization/escalations/objects";
import { post } from "./authorization/escalation";
import { type EndOfAccess, followVisitor } from "./authorization/ending-access";
import { expectedOf, goldenTable, resourcesOfTable } from "./authorization/expected";
import { type Holder, holdersOf } from "./authorization/holders";
import { allowedTo, type Question, questionsAbout } from "./authorization/reviews";
import { type Scaling, tryScaling } from "./authorization/scaling";
import type { ApiAnswer } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

/** Held by nobody and asked by all: what the personas' names are, in the order of the holders. */
const HOLDERS = [
  ...["viewer", "developer", "operator", "auditor", "recovery", "watcher"],
  ...["own:release", "machine:leader", "ABAC", "nobody"],
];

const settings = () =>
  post(`/api/v1/namespaces/${TENANT}/configmaps`, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: SETTINGS },
  });

/** What a viewer may do in the other namespace, before and after somebody binds the role of a developer there. */
function oneBindingMore(plant: Plant, holders: readonly Holder[], questions: readonly Question[]) {
  const viewer = holders.find(({ name }) => name === "viewer") as Holder;
  const there = questions.filter(({ line }) => line.startsWith(`${ELSEWHERE} `));
  const before = allowedTo(plant, viewer, there);
  plant.asAdministrator(
    post(`/apis/rbac.authorization.k8s.io/v1/namespaces/${ELSEWHERE}/rolebindings`, {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "one-more" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "portcullis:developer" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", ...viewer.subject }],
    }),
  );
  return { before, after: allowedTo(plant, viewer, there) };
}

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let spec: DataCenterClusterSpec;
  let listed: readonly Listed[];
  let holders: readonly Holder[];
  let questions: readonly Question[];
  let allowed: ReadonlyMap<string, readonly string[]>;
  let elsewhere: { readonly before: readonly string[]; readonly after: readonly string[] };
  let attributes: readonly ApiAnswer[];
  let withoutPolicy: readonly ApiAnswer[];
  let events: ReadonlyMap<string, AuditEvent>;
  let abac: readonly Shown[];
  let visitor: EndOfAccess;
  let scaling: Scaling;

  beforeAll(async () => {
    // Late enough that the cluster is there: access that is over before it began shows nothing.
    const until = `${new Date(Date.now() + 75_000).toISOString().slice(0, 19)}Z`;
    spec = clusterOfEveryPersona(version, until);
    const plant = await Plant.start(controlPlanePrograms(version), spec);
    try {
      const endOfVisit = followVisitor(plant, until);
      await setScene(plant);
      plant.asAdministrator(settings());
      prepareAbac(plant);
      holders = holdersOf(plant);
      const program = holders.find(({ name }) => name === "machine:leader")?.credential ?? {};
      scaling = tryScaling(plant, holders.find(({ name }) => name === "developer") as Holder);
      attributes = tryAttributes(plant, program);
      withoutPolicy = await withoutThePolicy(plant, program);
      events = auditEvents(plant);
      abac = await tryAll(plant, ABAC_ATTACKS);
      const versions = plant.versions();
      writeEvidence(PROOF, {
        cluster: `plant-berlin-abac-${version}`,
        versions,
        differences: DIFFERENCES,
        shown: abac,
      });

      visitor = await endOfVisit();
      listed = listedResources(plant);
      const names = new Set(listed.map(nameOf));
      questions = questionsAbout([...listed, ...resourcesOfTable().filter((each) => !names.has(nameOf(each)))]);
      allowed = new Map(holders.map((holder) => [holder.name, allowedTo(plant, holder, questions)]));
      elsewhere = oneBindingMore(plant, holders, questions);
    } finally {
      await plant.remove();
    }
  }, 600_000);

  describe("by access reviews over every resource that the server lists, in a tenant, in another one, in kube-system and everywhere,", () => {
    test("every persona was asked about, by a credential of its own", () => {
      expect(holders.map(({ name }) => name)).toEqual(HOLDERS);
      expect([...goldenTable().keys()].every((persona) => HOLDERS.includes(persona))).toBe(true);
    });

    test.each(HOLDERS)("%s may do what the golden table says, and nothing more", (name) => {
      const holder = holders.find((one) => one.name === name) as Holder;
      expect(allowed.get(name)).toEqual(expectedOf(holder, spec));
    });

    test("a binding that nobody has described is found: the comparison can fail", () => {
      const rights = [...(goldenTable().get("developer") ?? [])].flatMap(([resource, verbs]) =>
        verbs.map((verb) => `${ELSEWHERE} ${resource} ${verb}`),
      );
      expect(elsewhere.after.filter((line) => !elsewhere.before.includes(line))).toEqual(rights.sort());
    });

    test("thousands of questions were asked, about sub-resources too", () => {
      const names = listed.map(nameOf);
      expect(names.length).toBeGreaterThan(100);
      expect(names).toEqual(
        expect.arrayContaining([
          "pods/exec",
          "pods/ephemeralcontainers",
          "nodes/proxy",
          "serviceaccounts/token",
          "deployments/scale.apps",
        ]),
      );
      expect(questions.length * holders.length).toBeGreaterThan(30_000);
    });

    test("every resource that the table names is one that the server has, but for what others serve", () => {
      const names = new Set(listed.map(nameOf));
      const unknown = resourcesOfTable()
        .map(nameOf)
        .filter((name) => !names.has(name));
      // The metrics server brings two; policies that change objects come with 1.36.
      const ofOthers = ["nodes.metrics.k8s.io", "pods.metrics.k8s.io"];
      const later = ["mutatingadmissionpolicies", "mutatingadmissionpolicybindings"];
      expect([...ofOthers, ...later.map((name) => `${name}.admissionregistration.k8s.io`)]).toEqual(
        expect.arrayContaining(unknown),
      );
      expect(unknown).toEqual(expect.arrayContaining(ofOthers));
    });
  });

  test("a developer scales, and changes nothing of what runs by it", () => {
    expect(scaling.scaled.status).toBe(200);
    expect(scaling.withTemplate.status).toBe(200);
    expect(scaling.after).toEqual({ replicas: 2, images: 1, image: expect.stringContaining("@sha256:3f3f3f") });
    expect(scaling.itself).toMatchObject({
      status: 403,
      message: expect.stringContaining('cannot patch resource "deployments"'),
    });
  });

  describe("by attributes of people,", () => {
    test.each(ATTRIBUTE_CASES.map((each, index) => [`${each.name}: ${each.status}`, index] as const))(
      "%s",
      (_, index) => {
        const { status, words } = ATTRIBUTE_CASES[index] ?? { status: 0 };
        expect(attributes[index]).toMatchObject({ status, message: expect.stringContaining(words ?? "") });
      },
    );

    test("every refusal is on record with the attributes that its maker had", () => {
      for (const [index, { words, claims }] of ATTRIBUTE_CASES.entries()) {
        if (words === undefined) continue;
        const event = events.get(attributes[index]?.auditId ?? "");
        expect(event).toMatchObject({ responseStatus: { code: 403 }, user: { username: "oidc:rita" } });
        const [, ticket] = /^(CHG-\d+)$/.exec(String(claims?.change_ticket)) ?? [];
        expect(event?.user.extra?.["attributes.portcullis.dev/ticket"]).toEqual(
          ticket === undefined ? undefined : [ticket],
        );
        expect(event?.annotations?.["validation.policy.admission.k8s.io/validation_failure"]).toContain(
          "people-have-attributes",
        );
      }
    });

    test.each(REFUSED_BY_POLICY.map(({ name }, index) => [name, index] as const))(
      "without the policy nobody asks for them: %s",
      (_, index) => {
        expect([200, 201]).toContain(withoutPolicy[index]?.status);
      },
    );
  });

  describe("by the policy file of ABAC, the server refuses", () => {
    test.each(ABAC_ATTACKS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
      const each = abac[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });
  });

  describe("access that ends", () => {
    const seen = ({ cluster, tenant }: EndOfAccess["start"]) => [cluster.status, tenant.status];

    test("is there until its moment, also when the timer comes before", () => {
      expect(seen(visitor.start)).toEqual([200, 200]);
      expect(seen(visitor.early)).toEqual([200, 200]);
    });

    test("is refused once the timer has come after it, in words", () => {
      expect(visitor.ended.cluster).toMatchObject({
        status: 403,
        message: expect.stringContaining('User "oidc:victor" cannot list resource "clusterroles"'),
      });
      expect(visitor.ended.tenant).toMatchObject({
        status: 403,
        message: expect.stringContaining('User "oidc:victor" cannot list resource "configmaps"'),
      });
    });

    test("would go on without the timer: nothing else has a clock", () => {
      expect(seen(visitor.withoutTimer)).toEqual([200, 200]);
    });

    test("comes back when somebody applies the manifests again, until the timer's next minute", () => {
      expect(seen(visitor.appliedAgain)).toEqual([200, 200]);
      expect(seen(visitor.endedAgain)).toEqual([403, 403]);
    });

    test("takes nobody else's with it", () => {
      expect(visitor.others.status).toBe(200);
    });

    test("is on record when it ends, by the label that it was found by", () => {
      const uris = visitor.events.map(({ requestURI, user, responseStatus }) => {
        expect(user.username).toBe("kubernetes-admin");
        expect(responseStatus?.code).toBe(200);
        return requestURI.replace(/%3C\d{10}$/, "<now");
      });
      const root = "/apis/rbac.authorization.k8s.io/v1";
      const places = ["clusterrolebindings", ...[ELSEWHERE, TENANT].map((name) => `namespaces/${name}/rolebindings`)];
      const once = places.map((place) => `${root}/${place}?labelSelector=portcullis.dev%2Funtil<now`);
      expect(uris).toEqual([...once, ...once, ...once]);
    });
  });
});
