import { type Outage, OUTAGES, type Shown, TWINS } from "./forwarding/outages";
import { forwardContainerLines, forwardToSinks, type Sunk, WRITERS } from "./forwarding/container-lines";
import { type Compared, drain, fillQueue } from "./forwarding/sizing";
import { measureThroughput } from "./forwarding/throughput";
import { Undo } from "./laboratory/undo";
import type { Outcome } from "./forwarding/trial";
import { runTrials } from "./forwarding/run-trials";

const undo = new Undo();
let shown: ReadonlyMap<string, Shown>;

beforeAll(async () => {
  const only = process.env.PORTCULLIS_OUTAGE;
  const all = [...OUTAGES, ...TWINS].filter(({ name }) => only === undefined || new RegExp(only).test(name));
  shown = await runTrials(all, 4);
  if (only !== undefined) process.stdout.write(`${JSON.stringify(Object.fromEntries(shown), undefined, 1)}\n`);
}, 600_000);
afterEach(() => undo.all());

function outcomeOf(name: string): Outcome {
  const outcome = shown.get(name);
  if (outcome === undefined || "failed" in outcome) throw new Error(outcome?.failed ?? "it was not tried");
  return outcome;
}

const named = (outages: readonly Outage[]) => outages.map(({ name }) => name);

describe("every audit event comes at least once, in an order that can be told, below the cap, when", () => {
  test.each(named(OUTAGES))("%s", (name) => {
    const outcome = outcomeOf(name);
    expect(outcome).toMatchObject({ missing: 0, inOrder: true, missingBytes: 0, thrownAway: 0 });
    expect(outcome.written).toBeGreaterThanOrEqual(3000);
    expect(outcome.mostMiB).toBeLessThanOrEqual(outcome.capMiB);
  });
});

describe("audit events are lost by an agent with its own defaults, so that this can fail:", () => {
  test.each(named(TWINS))("%s", (name) => {
    const { missing, missingBytes, lostBytes, inOrder } = outcomeOf(name);
    expect(missing).toBeGreaterThan(0);
    // What came tells how many bytes did not, to the byte.
    expect({ missingBytes, inOrder }).toEqual({ missingBytes: lostBytes, inOrder: true });
  });

  test("records that were thrown away at a final answer are counted by the agent itself", () => {
    const { missing, thrownAway } = outcomeOf("an answer that OTLP calls final: 500");
    expect(thrownAway).toBe(missing);
  });
});

test("what a pod writes carries its own namespace, pod, container and machine, whatever the line says", async () => {
  const records = await forwardContainerLines(undo);
  for (const { namespace, pod, lines } of WRITERS) {
    const own = records.filter(({ attributes, resource }) => ({ ...attributes, ...resource })["k8s.pod.name"] === pod);
    expect(own.map(({ body }) => body)).toEqual([...lines, "long-line"]);
    for (const { attributes, resource } of own)
      expect({ ...attributes, ...resource }).toMatchObject({
        "k8s.namespace.name": namespace,
        "k8s.container.name": "app",
        "k8s.cluster.name": "store-lyon",
        "host.name": expect.stringMatching(/./),
        "log.file.record_offset": expect.any(Number),
      });
  }
  expect(records).toHaveLength(WRITERS.reduce((sum, { lines }) => sum + lines.length + 1, 0));
}, 100_000);

describe("what costs little and is run at once:", () => {
  const ended = new Undo();
  let sizes: readonly Compared[] = [];
  let [written, wider]: readonly Sunk[] = [];
  beforeAll(async () => {
    const widen = (text: string) => text.replace("/var/log/pods/payments_*/", "/var/log/pods/payments*/");
    const [held, drained, ...sinks] = await Promise.all([
      fillQueue(ended),
      drain(ended),
      forwardToSinks(ended, "forwarding-sinks"),
      forwardToSinks(ended, "forwarding-sinks-wider", widen),
    ]);
    sizes = [held, drained];
    [written, wider] = sinks;
  }, 200_000);
  afterAll(() => ended.all());
  const linesOf = (name: string) => [
    ...(WRITERS.find(({ namespace }) => namespace === name)?.lines ?? []),
    "long-line",
  ];

  test("a tenant's own sink gets what its namespace's pods write and nothing of another's, whose sink does not answer meanwhile", () => {
    expect(written?.sinks).toEqual({ payments: linesOf("payments"), intruder: linesOf("intruder") });
    expect(written?.aggregator).toHaveLength(linesOf("payments").length + linesOf("intruder").length + 2);
  });

  test("a tenant's own sink gets what a namespace writes that is called nearly alike, once the pattern is a little wider", () => {
    expect(wider?.sinks.payments).toContain("forked");
  });

  test("the formula of sizes agrees with a live run within a fifth: what a queue holds, and how long it drains", () => {
    process.stdout.write(`sizes ${JSON.stringify(sizes)}\n`);
    expect(sizes).toHaveLength(2);
    for (const { measured, formula } of sizes) {
      expect(measured / formula).toBeGreaterThan(0.8);
      expect(measured / formula).toBeLessThan(1.2);
    }
  });
});

test("the agent forwards at least ten times as fast as an API server records at its peak", async () => {
  const { recorded, forwarded, missing } = await measureThroughput(undo);
  process.stdout.write(`throughput ${JSON.stringify({ recorded, forwarded })}\n`);
  expect(missing).toBe(0);
  expect(forwarded.byProcessorSecond / recorded.byProcessorSecond).toBeGreaterThan(10);
  expect(forwarded.bySecond).toBeGreaterThan(recorded.bySecond);
}, 200_000);
