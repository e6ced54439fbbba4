import { InvalidInput, parseCluster, Refusal, runProgram } from "portcullis";
import { GateBypass } from "../../lib/constructs/gate/bypass";
import { judge } from "../../lib/guardrails/judge";
import { requireSpec } from "../../lib/spec/require-spec";
import { paymentsInput, paymentsSpec } from "../example-clusters";

let printed: string;

beforeEach(() => {
  printed = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

const refusals = {
  "an unusable description": () => {
    const answer = parseCluster({});
    if (!answer.ok) throw new InvalidInput("see the issues");
  },
  "unusable props of a construct": () => {
    throw new InvalidInput("profile.network is missing");
  },
  "refused output": () => {
    throw new Refusal(judge([]));
  },
  "a way around the gate": () => {
    throw new GateBypass("it was tried.", "Do not.");
  },
};

test.each(Object.entries(refusals))("ends %s in words and exit code 2, without a stack trace", async (_what, main) => {
  await runProgram(main);
  expect(process.exitCode).toBe(2);
  expect(printed).not.toBe("");
  expect(printed).not.toMatch(/\n\s+at /);
});

test("lets every other error pass, with its stack trace", async () => {
  const bug = new TypeError("a bug");
  await expect(
    runProgram(() => {
      throw bug;
    }),
  ).rejects.toBe(bug);
  expect(printed).toBe("");
});

test("awaits a main part that loads its modules", async () => {
  await runProgram(async () => {
    await Promise.resolve();
    throw new InvalidInput("late");
  });
  expect(process.exitCode).toBe(2);
});

describe("a spec in the hands of a construct", () => {
  test("refuses what no parser has checked, whatever its type says", () => {
    const unchecked = paymentsInput() as unknown as typeof paymentsSpec;
    expect(() => requireSpec(unchecked, "team/cluster")).toThrow(/team\/cluster: spec is not a checked description/);
    expect(() => requireSpec({ ...paymentsSpec }, "team/cluster")).toThrow(InvalidInput);
    expect(() => requireSpec(undefined as unknown as typeof paymentsSpec, "team/cluster")).toThrow(InvalidInput);
  });

  test("refuses a cluster of another profile by the names of both", () => {
    expect(() => requireSpec(paymentsSpec, "team/cluster", "data-center")).toThrow(
      /payments-prod is a cloud cluster, and a data-center cluster/,
    );
  });

  test("takes a checked one of its profile", () => {
    expect(() => requireSpec(paymentsSpec, "team/cluster", "cloud")).not.toThrow();
  });
});
