import { writeFileSync } from "node:fs";
import { join } from "node:path";
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
import { setScene } from "./authorization/escalations/objects";
import { arrived, post } from "./authorization/escalation";
import { type EndOfAccess, followVisitor } from "./authorization/ending-access";
import { ENTERING_CASES, type Entering, tryEntering } from "./authorization/entering-by-attributes";
import { type Holder, holdersOf } from "./authorization/holders";
import { type Scaling, tryScaling } from "./authorization/scaling";
import type { ApiAnswer } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { withoutPoliciesOnDisk } from "./laboratory/policies-on-disk";
import { controlPlanePrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

const settings = () =>
  post(`/api/v1/namespaces/${TENANT}/configmaps`, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: SETTINGS },
  });

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let attributes: readonly ApiAnswer[];
  let withoutPolicy: readonly ApiAnswer[];
  let entering: Entering;
  let events: ReadonlyMap<string, AuditEvent>;
  let abac: readonly Shown[];
  let visitor: EndOfAccess;
  let scaling: Scaling;

  beforeAll(async () => {
    // Late enough that the cluster is there: access that is over before it began shows nothing.
    const until = `${new Date(Date.now() + 75_000).toISOString().slice(0, 19)}Z`;
    const plant = await Plant.start(controlPlanePrograms(version), clusterOfEveryPersona(version, until));
    try {
      // Layers are lifted in the API; those on disk have their own proof in admission.test.ts.
      await withoutPoliciesOnDisk(plant);
      const endOfVisit = followVisitor(plant, until);
      await setScene(plant);
      plant.asAdministrator(settings());
      prepareAbac(plant);
      const holders = holdersOf(plant);
      const program = holders.find(({ name }) => name === "machine:leader")?.credential ?? {};
      scaling = tryScaling(plant, holders.find(({ name }) => name === "developer") as Holder);
      attributes = tryAttributes(plant, program);
      withoutPolicy = await withoutThePolicy(plant, program);
      entering = await tryEntering(plant);
      events = auditEvents(plant);
      abac = await tryAll(plant, ABAC_ATTACKS);
      visitor = await endOfVisit();
      const versions = plant.versions();
      const cluster = `plant-berlin-abac-${version}`;
      writeEvidence(PROOF, { cluster, versions, differences: DIFFERENCES, shown: abac });
      const cases = ATTRIBUTE_CASES.map(({ name }, index) => ({ name, told: attributes[index] }));
      const seen = {
        versions,
        differences: DIFFERENCES,
        attributes: cases,
        withoutPolicy,
        entering,
        accessThatEnds: visitor,
      };
      writeFileSync(join(PROOF, `attributes-${version}.json`), `${JSON.stringify(seen, undefined, 2)}\n`);
    } finally {
      await plant.remove();
    }
  }, 600_000);

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

  describe("into pods, by attributes of people,", () => {
    const cases = ENTERING_CASES.map((each, index) => [each.name, each, index] as const);

    test.each(cases)("no role gives it: %s", (_, __, index) => {
      expect(entering.byRole[index]).toMatchObject({ status: 403, message: expect.stringContaining("cannot ") });
    });

    test.each(cases)("%s", (_, { words }, index) => {
      const answer = entering.withPolicy[index];
      if (words === undefined) expect(arrived(answer as ApiAnswer)).toBe(true);
      else expect(answer).toMatchObject({ status: 403, message: expect.stringContaining(words) });
    });

    test.each(cases)("without the policy nobody asks for them: %s", (_, __, index) => {
      expect(arrived(entering.withoutPolicy[index] as ApiAnswer)).toBe(true);
    });

    test("every refusal by attributes is on record, as what it was", () => {
      for (const [index, { words, act }] of ENTERING_CASES.entries()) {
        if (words === undefined) continue;
        const event = events.get(entering.withPolicy[index]?.auditId ?? "");
        expect(event).toMatchObject({ responseStatus: { code: 403 }, user: { username: "oidc:rita" } });
        expect(event?.requestURI).toBe(act.path);
        expect(event?.annotations?.["validation.policy.admission.k8s.io/validation_failure"]).toContain(
          "people-have-attributes",
        );
      }
    });
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
