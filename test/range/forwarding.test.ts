import { type Outage, OUTAGES, type Shown, TWINS } from "./forwarding/outages";
import type { Outcome } from "./forwarding/trial";
import { runTrials } from "./forwarding/run-trials";

let shown: ReadonlyMap<string, Shown>;

beforeAll(async () => {
  const only = process.env.PORTCULLIS_OUTAGE;
  const all = [...OUTAGES, ...TWINS].filter(({ name }) => only === undefined || new RegExp(only).test(name));
  shown = await runTrials(all, 4);
  if (only !== undefined) process.stdout.write(`${JSON.stringify(Object.fromEntries(shown), undefined, 1)}\n`);
}, 600_000);

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
