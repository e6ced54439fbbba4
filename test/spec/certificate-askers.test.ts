import { type DataCenterClusterInput, certificateGroup, certificateUser, oidcGroup, oidcUser } from "../../lib";
import { certificateAskers } from "../../lib/spec/certificate-askers";
import { plantCluster } from "../plant-cluster";

type Access = DataCenterClusterInput["access"][number];

const RECOVERY: Access = { who: certificateGroup("plant-recovery"), persona: "recovery" };

function askersWith(...access: readonly Access[]) {
  const viewer: Access = { who: oidcGroup("plant-operators"), persona: "viewer", namespaces: ["telemetry"] };
  return certificateAskers(plantCluster({ access: [RECOVERY, viewer, ...access] }));
}

test("whoever operates the cluster by a provider may ask for what he holds anyway", () => {
  expect(
    askersWith(
      { who: oidcGroup("b"), persona: "operator" },
      { who: oidcGroup("a"), persona: "operator" },
      { who: oidcUser("erin"), persona: "operator" },
    ),
  ).toEqual([{ group: "cert:plant-recovery", groups: ["oidc:a", "oidc:b"], users: ["oidc:erin"] }]);
});

test("whoever holds the same persona by a provider may ask for it", () => {
  expect(askersWith({ who: oidcGroup("on-call"), persona: "recovery" })).toEqual([
    { group: "cert:plant-recovery", groups: ["oidc:on-call"], users: [] },
  ]);
});

test.each<readonly [string, readonly Access[]]>([
  ["nobody holds more than one namespace", []],
  ["an auditor reads more and deletes no pod", [{ who: oidcGroup("audit"), persona: "auditor" }]],
  [
    "access ends, for a certificate would outlive it",
    [{ who: oidcGroup("visitors"), persona: "operator", until: "2031-01-01T00:00:00Z" }],
  ],
  ["another group of certificates holds the same", [{ who: certificateGroup("others"), persona: "recovery" }]],
])("refuses everybody where %s", (_, access) => {
  expect(askersWith(...access)).toEqual([]);
});

test("refuses a group whose name openssl would print otherwise, and names of single people", () => {
  const spec = plantCluster({
    access: [
      { who: oidcGroup("platform"), persona: "operator" },
      { who: certificateGroup("plant recovery"), persona: "recovery" },
      { who: certificateUser("alice"), persona: "recovery" },
    ],
  });
  expect(certificateAskers(spec)).toEqual([]);
});
