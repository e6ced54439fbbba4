import { App, HttpBackend, TerraformStack, Testing } from "cdktf";
import { ControlPlaneNode, HostFirewall } from "../../../lib/constructs/machines";
import { DATA_CENTER_CAPABILITIES, DataCenterCluster, DataCenterClusterStack } from "../../../lib/profiles/data-center";
import { expectAddresses } from "../../expect-addresses";
import { plantCluster } from "../../plant-cluster";
import { addressesOf, documentOf, onlyOf } from "../../terraform-document";

const node = { name: "cp-1", address: "10.40.0.11" };
const input = (resource: unknown, type = "terraform_data") =>
  (onlyOf(resource as never, type) as { input: Record<string, string> }).input;

describe("DataCenterClusterStack", () => {
  const stack = new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantCluster() });
  const document = documentOf(stack);

  test("its addresses are as the golden says", () => {
    expectAddresses("data-center.txt", document);
  });

  test("needs no provider", () => {
    expect(document.provider).toEqual({});
  });

  test("keeps its state in a file by a relative path, unless it is given a backend", () => {
    expect(document.terraform).toMatchObject({
      backend: { local: { path: "../../../terraform.plant-berlin.tfstate" } },
    });
    const other = new DataCenterClusterStack(new App(), "plant-berlin", {
      spec: plantCluster(),
      backend: (scope) => new HttpBackend(scope, { address: "https://state.example.com/plant" }),
    });
    expect(Object.keys((documentOf(other).terraform as { backend: object }).backend)).toEqual(["http"]);
  });

  test("writes the user data of each control-plane machine", () => {
    expect(input(document.resource).user_data).toBe(stack.cluster.controlPlaneNodes["cp-1"]?.userData);
  });

  test("writes the same bytes every time", () => {
    const again = new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantCluster() });
    expect(Testing.synth(again)).toBe(Testing.synth(stack));
  });
});

describe("ControlPlaneNode", () => {
  test("stands alone in a team's stack", () => {
    const stack = new TerraformStack(new App(), "team");
    const machine = new ControlPlaneNode(stack, "cp", { spec: plantCluster(), node });
    expect(input(documentOf(stack).resource).user_data).toBe(machine.userDataForTerraform);
  });

  test("refuses a machine that the description does not declare", () => {
    const stack = new TerraformStack(new App(), "team");
    for (const stranger of [
      { name: "cp-9", address: "10.40.0.11" },
      { name: "cp-1", address: "10.40.0.99" },
    ]) {
      expect(
        () => new ControlPlaneNode(stack, stranger.address + stranger.name, { spec: plantCluster(), node: stranger }),
      ).toThrow(/none of the control-plane machines that plant-berlin declares/);
    }
  });
});

describe("HostFirewall", () => {
  test("stands alone in a team's stack, without a cluster", () => {
    const stack = new TerraformStack(new App(), "team");
    const firewall = new HostFirewall(stack, "database", {
      inbound: [
        {
          name: "postgres",
          protocol: "tcp",
          port: 5432,
          sources: [{ kind: "range", cidr: "10.8.0.0/16", why: "application servers" }],
        },
      ],
    });
    expect(input(documentOf(stack).resource).ruleset).toBe(firewall.ruleset);
    expect(firewall.ruleset).toContain(
      `ip saddr 10.8.0.0/16 tcp dport 5432 accept comment "postgres: application servers"`,
    );
  });

  test("doubles what Terraform would read as an expression", () => {
    const why = `$${"{path.module}"} and %${"{ if x }"}`;
    const stack = new TerraformStack(new App(), "team");
    const sources = [{ kind: "range", cidr: "10.8.0.0/16", why }] as const;
    const { ruleset } = new HostFirewall(stack, "odd", { inbound: [{ name: "x", protocol: "tcp", port: 1, sources }] });
    expect(ruleset).toContain(`comment "x: ${why}"`);
    const written = input(documentOf(stack).resource).ruleset;
    expect(written).toContain(`comment "x: $${why.replace("%{", "%%{")}"`);
  });

  test("lets nobody in by default", () => {
    const { ruleset } = new HostFirewall(new TerraformStack(new App(), "team"), "closed", { inbound: [] });
    expect(ruleset).not.toMatch(/dport \d+ accept/);
  });

  test("refuses what could not be a range", () => {
    const stack = new TerraformStack(new App(), "team");
    const sources = [{ kind: "range", cidr: `$${"{var.open}"}`, why: "a token" }] as const;
    expect(
      () => new HostFirewall(stack, "open", { inbound: [{ name: "x", protocol: "tcp", port: 1, sources }] }),
    ).toThrow(/canonical range/);
  });
});

describe("DataCenterCluster", () => {
  test("keeps its addresses in a team's own stack, under the same id", () => {
    const own = new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantCluster() });
    const team = new TerraformStack(new App(), "plant-berlin");
    new DataCenterCluster(team, "cluster", { spec: plantCluster() });
    expect(addressesOf(documentOf(team))).toEqual(addressesOf(documentOf(own)));
  });
});

describe("the profile's capabilities", () => {
  test("say how or why wherever the answer is not native", () => {
    for (const capability of Object.values(DATA_CENTER_CAPABILITIES)) {
      const reason =
        capability.kind === "native" ? "native" : capability.kind === "refused" ? capability.why : capability.how;
      expect(reason.length).toBeGreaterThan(5);
    }
  });
});
