import { parseCluster } from "portcullis";
import { firstControlPlaneNode, joiningMachines } from "../../lib/spec/machine-roles";
import { plantCluster, plantOfThree } from "../plant-cluster";
import { briefly, changed, DATA_CENTER, LARGER_DATA_CENTER, REMOVED } from "./examples";

const P = "profile.";
const node = (number: number) => ({ name: `cp-${number}`, address: `10.40.0.${10 + number}` });

describe("a data-center of several machines", () => {
  test("is taken as it is", () => {
    expect(briefly(parseCluster(LARGER_DATA_CENTER))).toEqual([]);
  });

  test("takes five control-plane machines", () => {
    const five = changed(LARGER_DATA_CENTER, `${P}controlPlaneNodes`, [1, 2, 3, 4, 5].map(node));
    expect(briefly(parseCluster(five))).toEqual([]);
  });

  test.each<[string, unknown, readonly string[]]>([
    ["controlPlaneNodes", [1, 2].map(node), ["out-of-bounds profile.controlPlaneNodes"]],
    ["controlPlaneNodes", [1, 2, 3, 4].map(node), ["out-of-bounds profile.controlPlaneNodes"]],
    ["controlPlaneNodes", [1, 2, 3, 4, 5, 6, 7].map(node), ["out-of-bounds profile.controlPlaneNodes"]],
    ["controlPlaneNodes", [node(2)], ["not-allowed profile.virtualAddress"]],
    ["virtualAddress", REMOVED, ["missing profile.virtualAddress"]],
    ["virtualAddress", "10.40.0.10", ["wrong-type profile.virtualAddress"]],
    ["virtualAddress", { address: "10.40.0.10" }, ["missing profile.virtualAddress.interface"]],
    ["virtualAddress.address", "10.40.0.12", ["duplicate profile.virtualAddress.address"]],
    ["virtualAddress.address", "10.40.0.22", ["duplicate profile.virtualAddress.address"]],
    ["virtualAddress.address", "10.40.1.10", ["out-of-bounds profile.virtualAddress.address"]],
    ["virtualAddress.address", "9.9.9.9", ["out-of-bounds profile.virtualAddress.address"]],
    ["virtualAddress.address", "10.40.0.10/32", ["malformed profile.virtualAddress.address"]],
    ["virtualAddress.address", "fd00::10", ["malformed profile.virtualAddress.address"]],
    ["virtualAddress.interface", "lo", ["malformed profile.virtualAddress.interface"]],
    ["virtualAddress.interface", "", ["malformed profile.virtualAddress.interface"]],
    ["virtualAddress.interface", "a-name-of-16-sig", ["malformed profile.virtualAddress.interface"]],
    ["virtualAddress.interface", "eth0 }", ["malformed profile.virtualAddress.interface"]],
    ["virtualAddress.interface", "eth0\n}\nnotify /bin/sh", ["malformed profile.virtualAddress.interface"]],
    ["firstControlPlaneNode", "cp-9", ["unresolved-name profile.firstControlPlaneNode"]],
    ["firstControlPlaneNode", "worker-1", ["unresolved-name profile.firstControlPlaneNode"]],
    [
      "firstControlPlaneNode",
      "CP-1",
      ["unresolved-name profile.firstControlPlaneNode", "malformed profile.firstControlPlaneNode"],
    ],
    ["controlPlaneNodes[2].name", "cp-1", ["duplicate profile.controlPlaneNodes[2].name"]],
    ["controlPlaneNodes[2].address", "10.40.0.11", ["duplicate profile.controlPlaneNodes[2].address"]],
    ["workers", {}, ["wrong-type profile.workers"]],
    ["workers[0].name", "cp-1", ["duplicate profile.workers[0].name"]],
    ["workers[1].name", "worker_2", ["malformed profile.workers[1].name"]],
    ["workers[1].address", "10.40.0.21", ["duplicate profile.workers[1].address"]],
    ["workers[1].address", "10.40.0.13", ["duplicate profile.workers[1].address"]],
    ["workers[1].address", "10.40.1.22", ["out-of-bounds profile.workers[1].address"]],
    ["workers[1].role", "edge", ["unknown-key profile.workers[1].role"]],
    ["podNetwork", "flannel", ["not-allowed profile.podNetwork"]],
    ["podNetwork", { plugin: "cilium-vxlan" }, ["wrong-type profile.podNetwork"]],
    ["minimumTlsVersion", "1.1", ["not-allowed profile.minimumTlsVersion"]],
    ["minimumTlsVersion", 1.2, ["wrong-type profile.minimumTlsVersion"]],
  ])("refuses %s = %j", (place, value, issues) => {
    expect([...briefly(parseCluster(changed(LARGER_DATA_CENTER, P + place, value)))].sort()).toEqual(
      [...issues].sort(),
    );
  });

  test("refuses three machines without an address that moves, and says why", () => {
    const several = changed(DATA_CENTER, `${P}controlPlaneNodes`, [1, 2, 3].map(node));
    const result = parseCluster(several);
    expect(result.ok ? [] : result.issues.map(({ fix }) => fix)).toEqual([
      expect.stringContaining("the API server's name leads to one machine"),
    ]);
  });
});

describe("who starts the cluster", () => {
  test("is the machine whose name sorts first, in whatever order they are written", () => {
    const { profile } = plantOfThree();
    expect(firstControlPlaneNode(profile).name).toBe("cp-1");
    expect(
      firstControlPlaneNode({ ...profile, controlPlaneNodes: [...profile.controlPlaneNodes].reverse() }).name,
    ).toBe("cp-1");
  });

  test("is the one that the description names", () => {
    const { profile } = plantOfThree({ firstControlPlaneNode: "cp-3" });
    expect(firstControlPlaneNode(profile).name).toBe("cp-3");
    expect(joiningMachines(profile).map(({ machine, role }) => `${machine.name} ${role}`)).toEqual([
      "cp-1 joining-control-plane",
      "cp-2 joining-control-plane",
      "worker-1 worker",
      "worker-2 worker",
    ]);
  });

  test("nobody joins a cluster of one machine", () => {
    expect(joiningMachines(plantCluster().profile)).toEqual([]);
  });
});
