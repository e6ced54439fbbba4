import { spawnSync } from "node:child_process";
import { AUDIT_ALERTS } from "../../lib/pillars/audit/alerts/audit-alert";
import { lokiRules } from "../../lib/pillars/audit/alerts/loki-rules";
import { ABOUT, RECORDED, type RecordedEvent } from "../pillars/audit/recorded/recorded-events";
import { programPath, testUnless } from "./programs";

// Loki's own language and engine evaluate the rules over events that an API server recorded.
const program = programPath("alert-check");
const missing = program === undefined ? "alert-check is not on the PATH" : undefined;

interface Line {
  readonly at: string;
  readonly line: string;
  readonly beside: Readonly<Record<string, string>>;
}

interface Answer {
  readonly error?: string;
  readonly samples: readonly { readonly value: number }[];
}

const NOW = Date.parse("2026-11-23T12:00:00Z");
const CLUSTER = "plant";
const rules = (
  lokiRules({ cluster: CLUSTER, machines: ["cp-1", "cp-2"], silentMinutes: 15 }) as unknown as {
    readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
  }
).groups.flatMap(({ rules: each }) => each);

const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const audit = (event: RecordedEvent, minutes: number, machine = "cp-1"): Line => ({
  at: minutesAgo(minutes),
  line: JSON.stringify(event),
  beside: { portcullis_stream: "audit", host_name: machine },
});

/** Which rules alert on these records of a cluster. */
function alerting(lines: readonly Line[], cluster = CLUSTER): readonly string[] {
  const input = {
    at: new Date(NOW).toISOString(),
    rules: rules.map(({ expr }) => expr),
    streams: [
      { labels: `{k8s_cluster_name="${cluster}"}`, entries: [...lines].sort((a, b) => a.at.localeCompare(b.at)) },
    ],
  };
  const { status, stdout, stderr } = spawnSync(program ?? "", [], {
    encoding: "utf8",
    input: JSON.stringify(input),
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`alert-check ended with ${status}: ${stderr}`);
  const answers = JSON.parse(stdout) as readonly Answer[];
  expect(answers.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([]);
  return rules.filter((_, index) => (answers[index]?.samples.length ?? 0) > 0).map(({ alert }) => alert);
}

const event = (what: string) => RECORDED[what] as RecordedEvent;
/** A harmless record of each machine, so that none is silent. */
const heard = [audit(event("a secret read"), 1), audit(event("a secret read"), 1, "cp-2")];
const times = (count: number, make: (index: number) => Line) =>
  Array.from({ length: count }, (_, index) => make(index));

describe("rules on audit records, by Loki's own engine", () => {
  testUnless(missing, "are silent over what is harmless", () => {
    expect(alerting([...heard, audit(event("a pod made"), 2), audit(event("the server looked at"), 2)])).toEqual([]);
  });

  for (const { name, atLeast, withinMinutes } of AUDIT_ALERTS) {
    for (const what of ABOUT[name] ?? []) {
      testUnless(missing, `${name}: alerts on "${what}" as often as it takes, and not once less`, () => {
        const often = (count: number) => times(count, () => audit(event(what), withinMinutes / 2));
        expect(alerting([...heard, ...often(atLeast)])).toContain(name);
        expect(alerting([...heard, ...often(atLeast - 1)])).not.toContain(name);
      });
    }

    testUnless(
      missing,
      `${name}: is silent over every other recorded event, over old ones and over another cluster's`,
      () => {
        const others = Object.keys(RECORDED).filter((what) => ABOUT[name]?.includes(what) !== true);
        const many = others.flatMap((what) => times(atLeast, () => audit(event(what), 1)));
        expect(alerting([...heard, ...many])).not.toContain(name);
        const own = times(atLeast, () => audit(event(ABOUT[name]?.[0] ?? ""), withinMinutes + 1));
        expect(alerting([...heard, ...own])).not.toContain(name);
        const fresh = times(atLeast, () => audit(event(ABOUT[name]?.[0] ?? ""), 1));
        expect(alerting(fresh, "another")).not.toContain(name);
      },
    );
  }

  testUnless(missing, "a machine whose record is silent is heard of by its name, and no other", () => {
    expect(alerting([audit(event("a secret read"), 14), audit(event("a secret read"), 16, "cp-2")])).toEqual([
      "audit-silent-cp-2",
    ]);
    expect(alerting([])).toEqual(["audit-silent-cp-1", "audit-silent-cp-2"]);
  });

  testUnless(missing, "what the API server says to have lost is heard of, by whichever stream it comes", () => {
    const said =
      "E1123 12:00:00.000000 1 metrics.go:109] Error in audit plugin 'log' affecting 1 audit events: no space left on device";
    for (const stream of ["containers", "journal"]) {
      const line = { at: minutesAgo(1), line: said, beside: { portcullis_stream: stream } };
      expect(alerting([...heard, line])).toEqual(["audit-records-lost"]);
    }
    const quoted = { at: minutesAgo(1), line: said, beside: { portcullis_stream: "audit", host_name: "cp-1" } };
    expect(alerting([...heard, quoted])).not.toContain("audit-records-lost");
  });
});
