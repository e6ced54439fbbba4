import { parse } from "yaml";
import { oidcGroup } from "../../../lib";
import { controlPlaneUserData } from "../../../lib/constructs/machines/control-plane/control-plane-user-data";
import { judge } from "../../../lib/guardrails/judge";
import { plantCluster, plantInput } from "../../plant-cluster";

const spec = plantCluster({
  access: [...plantInput().access, { who: oidcGroup("sre"), persona: "auditor", until: "2026-12-01T18:00:00Z" }],
});
const USER_DATA = spec.profile.controlPlaneNodes.map((node) => controlPlaneUserData(spec, node)).join("");

interface Written {
  write_files: { path: string; content: string }[];
  runcmd: string[][];
}

function findings(change: (written: Written) => void = () => undefined): readonly string[] {
  const written = parse(USER_DATA.replace("#cloud-config\n", "")) as Written;
  change(written);
  const content = `#cloud-config\n${JSON.stringify(written)}`;
  return judge([{ kind: "machine", name: "machine", content }]).findings.map(({ rule }) => rule);
}

/** One text of one file changed. */
function edited(file: string, from: string, to: string): readonly string[] {
  return findings(({ write_files }) => {
    const found = write_files.find(({ path }) => path.endsWith(file));
    if (found === undefined || !found.content.includes(from)) throw new Error(`${file} does not hold ${from}`);
    found.content = found.content.replace(from, to);
  });
}

test("a machine that takes ended access away is understood as it is written", () => {
  expect(findings()).toEqual([]);
});

test.each([
  ["once an hour", "end-access.timer", "*-*-* *:*:00", "hourly", "ended-access-taken-away"],
  ["by another program", "end-access.service", "sbin/portcullis-end-access", "bin/true", "ended-access-taken-away"],
  ["what is not over yet", "sbin/portcullis-end-access", "%3C$now", "%3E$now", "known-shapes"],
  [
    "whatever there is",
    "sbin/portcullis-end-access",
    "?labelSelector=portcullis.dev%2Funtil%3C$now",
    "",
    "known-shapes",
  ],
  ["other objects too", "sbin/portcullis-end-access", "end clusterrolebindings", "end clusterroles", "known-shapes"],
  [
    "without looking who answers",
    "sbin/portcullis-end-access",
    "curl --disable",
    "curl --disable --insecure",
    "known-shapes",
  ],
  ["at a server elsewhere", "sbin/portcullis-end-access", "own=10.40.0.11", "own=evil.example.com", "known-shapes"],
  [
    "in a namespace with a command in its name",
    "sbin/portcullis-end-access",
    '"telemetry"',
    '"telemetry; reboot"',
    "known-shapes",
  ],
  ["and one line more", "sbin/portcullis-end-access", "failed=0\n", "failed=0\nreboot\n", "known-shapes"],
])("refuses what takes it away %s", (_, file, from, to, rule) => {
  expect(edited(file, from, to)).toContain(rule);
});

test("refuses a timer that nothing starts", () => {
  const started = findings(({ runcmd }) => {
    const index = runcmd.findIndex((command) => command.includes("portcullis-end-access.timer"));
    runcmd.splice(index, 1);
  });
  expect(started).toContain("ended-access-taken-away");
});
