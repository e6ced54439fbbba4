import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { LEVELS } from "../../lib/guardrails/criteria/audit-levels";
import { policyFact } from "../guardrails/audit-policy-fact";
import { create } from "./admission/acts";
import { describedCluster } from "./admission/description";
import { account } from "./admission/objects";
import { keepComparison, keptComparison, levelOf, type PolicyResult, resultOf } from "./audit/comparison";
import { CORPUS } from "./audit/corpus";
import { expectedRecord } from "./audit/expected-record";
import { IDLE_MINUTES, type Idle, idle } from "./audit/idle";
import { OTHER_POLICIES } from "./audit/other-policies";
import { PEOPLE } from "./audit/people";
import { found, PLACES } from "./audit/planted";
import { type CorpusRun, CorpusRunner, POLICY, SCENE_NAMESPACE, type Told } from "./audit/run-corpus";
import { NAMESPACE } from "./audit/scene-objects";
import { ALL_BODIES, TWINS, type WrittenPolicy } from "./audit/twins";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");
const [COMPARED] = versionsAskedFor();
const rank = (level: string) => (LEVELS as readonly string[]).indexOf(level);

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  const compared = version === COMPARED;
  let policy: WrittenPolicy;
  let quiet: Idle;
  let run: CorpusRun;
  let operator: string;
  let twins: readonly (readonly [WrittenPolicy, CorpusRun])[] = [];
  let bodies: CorpusRun;
  let others: readonly (readonly [unknown, CorpusRun])[] = [];

  beforeAll(
    async () => {
      const plant = await Plant.start(controlPlanePrograms(version), describedCluster(version));
      try {
        for (const act of [create(SCENE_NAMESPACE), create(account(NAMESPACE, "default"))]) plant.asAdministrator(act);
        policy = parse(plant.machine.read(POLICY)) as WrittenPolicy;
        if (compared) quiet = await idle(plant, IDLE_MINUTES);
        const runner = new CorpusRunner(plant, CORPUS);
        run = runner.run();
        operator = plant.on(plant.hosts.operator, "ip", "-4", "-brief", "address", "show", "dev", "eth0");
        if (!compared) return;
        const under = async (content: unknown) => {
          await runner.judgeBy(stringify(content));
          return runner.run();
        };
        for (const twin of TWINS) {
          const changed = twin.change(policy);
          twins = [...twins, [changed, await under(changed)]];
        }
        bodies = await under(ALL_BODIES.change(policy));
        for (const { content } of OTHER_POLICIES) others = [...others, [content, await under(content)]];
        mkdirSync(PROOF, { recursive: true });
        const told = run.told.map(({ request, answer, events }) => ({
          name: request.name,
          status: answer.status,
          events,
        }));
        writeFileSync(join(PROOF, `audit-${version}.json`), `${JSON.stringify({ quiet, told }, undefined, 2)}\n`);
      } finally {
        await plant.remove();
      }
    },
    600_000 + IDLE_MINUTES * 60_000,
  );

  test.each(CORPUS.map(({ name }, index) => [name, index] as const))(
    "is on record, by whom and from where: %s",
    (_, index) => {
      const { request, answer, events } = run.told[index] as Told;
      const { as = "intruder", target, namespace, object, level, status } = request;
      const [resource, subresource] = "resource" in target ? target.resource.split("/") : [];
      expect(answer.status).toBe(status);
      const last = events.at(-1);
      expect(last).toMatchObject({
        level,
        // Who is believed to be nobody is answered before the request begins.
        stage: PEOPLE[as] === undefined ? "ResponseStarted" : "ResponseComplete",
        verb: target.verb,
        user: PEOPLE[as] === undefined ? {} : { username: PEOPLE[as] },
        sourceIPs: [/\d+\.\d+\.\d+\.\d+/.exec(operator)?.[0]],
        responseStatus: { code: status },
        requestURI: request.ask(run.scene).path,
        ...(resource === undefined
          ? {}
          : { objectRef: { resource, ...(subresource === undefined ? {} : { subresource }) } }),
      });
      if (namespace !== undefined) expect(last?.objectRef?.namespace).toBe(namespace);
      if (object !== undefined) expect(last?.objectRef?.name).toBe(object(run.scene));
      expect(Date.now() - Date.parse(last?.requestReceivedTimestamp ?? "")).toBeLessThan(3_600_000);
      if (
        answer.status < 300 &&
        rank(level) >= rank("Request") &&
        target.verb !== "delete" &&
        target.verb !== "deletecollection"
      )
        expect(last?.requestObject).toBeDefined();
      if (level === "Metadata")
        expect(events.flatMap((each) => [each.requestObject, each.responseObject])).toEqual(
          events.flatMap(() => [undefined, undefined]),
        );
    },
  );

  test("no planted secret, token or value is anywhere in the record, as it is or in base64", () => {
    expect(found(run.scene.planted, run.withoutQuotes)).toEqual([]);
    const tokens = run.told.flatMap(({ answer }) => answer.body.match(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g) ?? []);
    expect(tokens.length).toBeGreaterThan(0);
    expect(tokens.filter((token) => run.record.includes(token))).toEqual([]);
    expect(run.record).not.toMatch(/eyJ[\w-]{20,}\.eyJ/);
  });

  test("who acts as somebody else stands there under both names", () => {
    const told = run.told.find(({ request }) => request.name === "somebody acts as somebody else");
    expect(told?.events.at(-1)).toMatchObject({
      user: { username: PEOPLE.intruder },
      impersonatedUser: { username: "system:kube-controller-manager" },
    });
  });

  test("an audit ID is what the client says: two requests of one ID are two events", () => {
    expect(run.chosenId.map(({ requestURI }) => requestURI).sort()).toEqual(["/api/v1/namespaces", "/api/v1/secrets"]);
  });

  test("a command stands in the request's address, and so in the record: the documentation says so", () => {
    const told = run.told.find(({ request }) => request.name === "a command is run in a pod");
    expect(told?.events.at(-1)?.requestURI).toContain("command=id");
  });

  test("what is refused for its form is refused without a word of what it holds", () => {
    expect(Object.values(run.malformed).map(({ status }) => status)).toEqual([400, 422, 422, 400, 422, 400]);
  });

  test("the API server quotes variables of what may not change, in its answer and so in the record: the documentation says so", () => {
    expect(Object.values(run.quoting).map(({ status }) => status)).toEqual([422, 422]);
    expect(found(run.scene.planted, run.record)).toEqual(["a variable of a pod", "an answer"]);
  });

  if (!compared) return;

  test("every action is recorded as the guard-rails say, under every policy that was tried", () => {
    const all = [[policy, run] as const, ...twins, ...others];
    const apart = all.flatMap(([content, of], index) =>
      of.told.flatMap((told) => {
        const { level, omitStages } = expectedRecord(
          policyFact({ kind: "Policy", ...(content as object) }),
          told.request,
          of.scene,
        );
        const silent = PEOPLE[told.request.as ?? "intruder"] === undefined && omitStages.includes("ResponseStarted");
        const ours = silent ? "None" : level;
        return levelOf(told) === ours ? [] : [{ index, name: told.request.name, ours, theirs: levelOf(told) }];
      }),
    );
    expect(apart).toEqual([]);
    expect(all.length).toBe(1 + TWINS.length + OTHER_POLICIES.length);
  });

  test("every action is missing or poorer once what records it is taken out", () => {
    const poorer = new Set(
      twins.flatMap(([, of]) =>
        of.told.filter((told) => rank(levelOf(told)) < rank(told.request.level)).map(({ request }) => request.name),
      ),
    );
    expect(CORPUS.map(({ name }) => name).filter((name) => !poorer.has(name))).toEqual([]);
    // And each twin takes out something, and not all.
    for (const [, of] of twins) {
      const lost = of.told.filter((told) => rank(levelOf(told)) < rank(told.request.level)).length;
      expect(lost).toBeGreaterThan(0);
      expect(lost).toBeLessThan(CORPUS.length);
    }
  });

  test("with every body recorded, what was planted is found", () => {
    const never = ["a bearer token", "a header", "an answer"];
    expect(found(bodies.scene.planted, bodies.withoutQuotes)).toEqual(
      expect.arrayContaining(
        PLACES.filter((place) => !never.includes(place) && !place.includes("malformed") && !place.includes("debug")),
      ),
    );
  });

  test("what other policies make of the same actions is what the documentation shows", () => {
    const results: readonly PolicyResult[] = [
      resultOf("portcullis", "", run),
      ...others.map(([, of], index) => {
        const { name = "", source = "" } = OTHER_POLICIES[index] ?? {};
        return resultOf(name, source, of);
      }),
    ];
    if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") keepComparison(results);
    expect(keptComparison()).toEqual(results);
  });

  test(`while nobody does anything for ${IDLE_MINUTES} minutes, a control plane records at most 120 events a minute`, () => {
    expect(quiet.perMinute).toBeLessThanOrEqual(120);
    // Its own parts are at work: nothing at all would be no record.
    expect(quiet.perMinute).toBeGreaterThan(0);
  });
});
