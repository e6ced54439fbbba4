import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DataCenterClusterSpec } from "../../lib";
import { clusterOfEveryPersona } from "./authorization/cluster";
import { type Listed, listedResources, nameOf } from "./authorization/discovery";
import { post } from "./authorization/escalation";
import { expectedOf, goldenTable, resourcesOfTable } from "./authorization/expected";
import { type Holder, holdersOf } from "./authorization/holders";
import { ELSEWHERE } from "./authorization/places";
import { allowedTo, type Question, questionsAbout } from "./authorization/reviews";
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
  const spec: DataCenterClusterSpec = clusterOfEveryPersona(version);
  let listed: readonly Listed[];
  let holders: readonly Holder[];
  let questions: readonly Question[];
  let allowed: ReadonlyMap<string, readonly string[]>;
  let elsewhere: { readonly before: readonly string[]; readonly after: readonly string[] };

  beforeAll(async () => {
    const plant = await Plant.start(controlPlanePrograms(version), spec);
    try {
      holders = holdersOf(plant);
      listed = listedResources(plant);
      const names = new Set(listed.map(nameOf));
      questions = questionsAbout([...listed, ...resourcesOfTable().filter((each) => !names.has(nameOf(each)))]);
      allowed = new Map(holders.map((holder) => [holder.name, allowedTo(plant, holder, questions)]));
      elsewhere = oneBindingMore(plant, holders, questions);
      const asked = { versions: plant.versions(), resources: listed.map(nameOf), questionsToEach: questions.length };
      mkdirSync(PROOF, { recursive: true });
      writeFileSync(
        join(PROOF, `access-reviews-${version}.json`),
        `${JSON.stringify({ ...asked, allowed: Object.fromEntries(allowed) }, undefined, 2)}\n`,
      );
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
});
