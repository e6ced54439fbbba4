import { controlPlaneInbound } from "../../../lib/pillars/network/control-plane-inbound";
import { hostFirewallUnit, kubeletBehindFirewall } from "../../../lib/pillars/network/host-firewall-unit";
import type { DataCenterClusterSpec } from "../../../lib";
import { plantCluster, plantInput, plantOfThree } from "../../plant-cluster";

const single = plantCluster();
const node = { name: "cp-1", address: "10.40.0.11" };
const sourcesOf = (spec: DataCenterClusterSpec, name: string) =>
  controlPlaneInbound(spec, node).find((rule) => rule.name === name)?.sources;

describe("what a control-plane machine answers on", () => {
  test("etcd answers nobody when there is one machine", () => {
    expect(sourcesOf(single, "etcd-client")).toEqual([]);
    expect(sourcesOf(single, "etcd-peer")).toEqual([]);
  });

  test("etcd answers the other control-plane machines alone", () => {
    expect(sourcesOf(plantOfThree(), "etcd-peer")).toEqual([
      { kind: "range", cidr: "10.40.0.12/32", why: "control plane cp-2" },
      { kind: "range", cidr: "10.40.0.13/32", why: "control plane cp-3" },
    ]);
  });

  test("the kubelet answers the cluster's machines alone", () => {
    expect(sourcesOf(single, "kubelet")).toEqual([
      { kind: "cluster", members: "nodes", why: "API servers and metrics" },
    ]);
  });

  test("SSH answers the declared ranges alone", () => {
    expect(sourcesOf(single, "ssh")).toEqual([{ kind: "range", cidr: "10.41.9.0/28", why: "administrator bastion" }]);
  });

  test("SSH answers nobody when nobody is declared", () => {
    const { sshReachableFrom: _, ...profile } = plantInput().profile;
    expect(sourcesOf(plantCluster({ profile }), "ssh")).toEqual([]);
  });

  test("nothing else answers", () => {
    expect(controlPlaneInbound(single, node).map(({ port }) => port)).toEqual([2379, 2380, 10250, 22]);
  });
});

describe("the firewall's unit", () => {
  test("loads before any interface is up and never empties what is not ours", () => {
    const { content } = hostFirewallUnit();
    expect(content).toContain("Before=network-pre.target");
    expect(content).not.toMatch(/flush|ExecStop/);
  });

  test("the kubelet does not run without it", () => {
    expect(kubeletBehindFirewall().content).toContain("Requires=portcullis-firewall.service");
  });
});
