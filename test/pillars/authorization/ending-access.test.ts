import { oidcGroup } from "../../../lib";
import { endingAccess } from "../../../lib/pillars/authorization/ending-access";
import { personaBindings } from "../../../lib/pillars/authorization/persona-bindings";
import type { AccessSpec } from "../../../lib/spec/cluster-spec";
import { expectGolden } from "../../golden";
import { plantCluster, plantInput } from "../../plant-cluster";

const EVENING = "2026-12-01T18:00:00Z";
const node = { name: "cp-1", address: "10.40.0.11" };
const grant = (group: string, persona: AccessSpec["persona"], more: Partial<AccessSpec> = {}): AccessSpec => ({
  who: oidcGroup(group),
  persona,
  namespaces: [],
  ...more,
});
const ending = plantCluster({
  access: [...plantInput().access, { who: oidcGroup("sre"), persona: "auditor", until: EVENING }],
});

interface Bound {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly roleRef: { readonly name: string };
  readonly subjects: readonly { readonly name: string }[];
}
const bindings = (...access: readonly AccessSpec[]) =>
  personaBindings(access).map(({ object }) => {
    const { metadata, roleRef, subjects } = object as unknown as Bound;
    return [metadata.name, metadata.namespace, metadata.labels, roleRef.name, subjects.map(({ name }) => name)];
  });

test("what ends is bound apart from what does not, and from what ends at another moment", () => {
  expect(
    bindings(
      grant("a", "auditor"),
      grant("b", "auditor", { until: EVENING }),
      grant("c", "auditor", { until: EVENING }),
      grant("d", "auditor", { until: "2026-12-02T18:00:00Z" }),
    ),
  ).toEqual([
    [
      "portcullis:auditor:until-1796148000",
      undefined,
      { "portcullis.dev/until": "1796148000" },
      "portcullis:auditor",
      ["oidc:b", "oidc:c"],
    ],
    [
      "portcullis:auditor:until-1796234400",
      undefined,
      { "portcullis.dev/until": "1796234400" },
      "portcullis:auditor",
      ["oidc:d"],
    ],
    ["portcullis:auditor", undefined, undefined, "portcullis:auditor", ["oidc:a"]],
  ]);
});

test("in a namespace too, and ids say the moment, so that nobody else's binding moves", () => {
  const viewer = grant("a", "viewer", { namespaces: ["telemetry"], until: EVENING });
  expect(personaBindings([viewer]).map(({ id }) => id)).toEqual(["viewer-until-1796148000-in-telemetry"]);
  const lasting = grant("b", "viewer", { namespaces: ["telemetry"] });
  const before = personaBindings([lasting]);
  expect(personaBindings([viewer, lasting])).toEqual(expect.arrayContaining([...before]));
});

test("a cluster in which nothing ends has nothing that takes anything away", () => {
  expect(endingAccess(plantCluster(), node)).toEqual([]);
});

test.each([
  ["/sbin/portcullis-end-access", "end-access.sh", "0700"],
  ["/portcullis-end-access.service", "portcullis-end-access.service", "0644"],
  ["/portcullis-end-access.timer", "portcullis-end-access.timer", "0644"],
])("%s is as the golden says", (path, golden, mode) => {
  const file = endingAccess(ending, node).find((each) => each.path.endsWith(path));
  expect(file?.mode).toBe(mode);
  expectGolden(`data-center/${golden}`, file?.content ?? "");
});
