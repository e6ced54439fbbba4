import { App, HttpBackend, TerraformStack, Testing } from "cdktf";
import { EdgeNode } from "../../../lib/constructs/machines";
import { EDGE_CAPABILITIES, EdgeCluster, EdgeClusterStack } from "../../../lib/profiles/edge";
import "../../../lib/testing/jest";
import { expectAddresses } from "../../expect-addresses";
import type { EdgeClusterSpec } from "../../../lib";
import { plantCluster } from "../../plant-cluster";
import { storeCluster, storeInput } from "../../store-cluster";
import { addressesOf, documentOf, onlyOf } from "../../terraform-document";

const userDataOf = (resource: unknown) =>
  (onlyOf(resource as never, "terraform_data") as { input: { user_data: string } }).input.user_data;

describe("EdgeClusterStack", () => {
  const stack = new EdgeClusterStack(new App(), "store-lyon", { spec: storeCluster() });
  const document = documentOf(stack);

  test("its addresses are as the golden says", () => {
    expectAddresses("edge.txt", document);
  });

  test("needs no provider", () => {
    expect(document.provider).toEqual({});
  });

  test("keeps its state in a file by a relative path, unless it is given a backend", () => {
    expect(document.terraform).toMatchObject({ backend: { local: { path: "../../../terraform.store-lyon.tfstate" } } });
    const other = new EdgeClusterStack(new App(), "store-lyon", {
      spec: storeCluster(),
      backend: (scope) => new HttpBackend(scope, { address: "https://state.example.com/store" }),
    });
    expect(Object.keys((documentOf(other).terraform as { backend: object }).backend)).toEqual(["http"]);
  });

  test("writes the user data of the machine, the same bytes every time", () => {
    expect(userDataOf(document.resource)).toBe(stack.cluster.machine.userDataForTerraform);
    const again = new EdgeClusterStack(new App(), "store-lyon", { spec: storeCluster() });
    expect(Testing.synth(again)).toBe(Testing.synth(stack));
  });

  test("hands the user data out as an output", () => {
    expect(document.output).toMatchObject({ "user-data-store-1": { value: expect.stringContaining(".output") } });
  });

  test("refuses a description of another profile, and one that nobody checked", () => {
    const another = plantCluster() as unknown as EdgeClusterSpec;
    const unchecked = storeInput() as unknown as EdgeClusterSpec;
    expect(() => new EdgeClusterStack(new App(), "x", { spec: another })).toThrow(/an? edge cluster is needed here/);
    expect(() => new EdgeClusterStack(new App(), "x", { spec: unchecked })).toThrow(/not a checked description/);
    const team = new TerraformStack(new App(), "team");
    expect(() => new EdgeNode(team, "till", { spec: another })).toThrow(/an? edge cluster is needed here/);
  });

  test("keeps its addresses in a team's own stack, under the same id", () => {
    const team = new TerraformStack(new App(), "store-lyon");
    new EdgeCluster(team, "cluster", { spec: storeCluster() });
    expect(addressesOf(documentOf(team))).toEqual(addressesOf(document));
  });
});

describe("a colleague's override of the user data", () => {
  /** The machine alone in a team's stack, with one text of its user data replaced on its way out. */
  function changed(from: string, to: string) {
    const stack = new TerraformStack(new App(), "team");
    const { data, userDataForTerraform } = new EdgeNode(stack, "till", { spec: storeCluster() });
    expect(userDataForTerraform).toContain(from);
    data.addOverride("input.user_data", userDataForTerraform.replace(from, to));
    return stack;
  }

  test("passes when it changes a comment alone", () => {
    expect(changed("operations tunnel", "operations tunnels")).toBeAccepted();
  });

  test.each([
    ["a firewall open to the world", "ip saddr 10.9.0.0/24 tcp", "ip saddr 0.0.0.0/0 tcp", "closed-inbound"],
    ["servicelb", "- servicelb\n", "- coredns\n", "k3s-nothing-uninvited"],
    ["secrets in clear", "secrets-encryption: true", "secrets-encryption: false", "k3s-store-encrypted"],
    [
      "a readable kubeconfig",
      'write-kubeconfig-mode: "0600"',
      'write-kubeconfig-mode: "0644"',
      "k3s-credentials-stay-on-the-machine",
    ],
    ["flannel's default tunnel", "wireguard-native", "vxlan", "k3s-closed-network"],
    ["images from the internet", '"*":\n', "docker.io:\n", "images-from-mirrors-only"],
    ["anonymous requests", "enabled: false\n      jwt", "enabled: true\n      jwt", "anonymous-only-for-health"],
    ["everybody allowed", "Node,RBAC", "AlwaysAllow", "api-server-flags"],
    ["a kubelet that believes everybody", "mode: Webhook", "mode: AlwaysAllow", "kubelet-hardened"],
  ] as const)("refuses %s", (_, from, to, rule) => {
    expect(changed(from, to)).toBeRefusedBy(rule);
  });
});

describe("the profile's capabilities", () => {
  test("say how or why wherever the answer is not native", () => {
    for (const capability of Object.values(EDGE_CAPABILITIES)) {
      const reason =
        capability.kind === "native" ? "native" : capability.kind === "refused" ? capability.why : capability.how;
      expect(reason.length).toBeGreaterThan(5);
    }
  });
});
