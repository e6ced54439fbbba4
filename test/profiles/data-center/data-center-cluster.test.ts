import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, HttpBackend, TerraformStack, Testing } from "cdktf";
import { ControlPlaneNode, HostFirewall, SshDelivery, WorkerNode } from "../../../lib/constructs/machines";
import { DATA_CENTER_CAPABILITIES, DataCenterCluster, DataCenterClusterStack } from "../../../lib/profiles/data-center";
import { type DataCenterClusterInput, defineCluster } from "../../../lib";
import { InvalidInput } from "../../../lib/spec/invalid-input";
import { judge } from "../../../lib/testing";
import "../../../lib/testing/jest";
import { plant } from "../../../apps/fleet/clusters";
import { expectAddresses } from "../../expect-addresses";
import { plantCluster, plantOfThree } from "../../plant-cluster";
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

  test("forwards what takes ended access away, and nothing else besides, where somebody's access ends", () => {
    const userDataOf = (spec: typeof plant) => {
      const app = new App();
      const [resource] = Object.values(
        documentOf(new DataCenterClusterStack(app, spec.name, { spec })).resource?.terraform_data ?? {},
      );
      return (resource as { input: { user_data: string } }).input.user_data;
    };
    const [first, ...others] = plant.access;
    const visiting = defineCluster({
      ...plant,
      access: [...(first === undefined ? [] : [{ ...first, until: "2026-12-01T18:00:00Z" }]), ...others],
    } as DataCenterClusterInput);
    expect(plant.logs.forwardTo).toBeDefined();
    expect(userDataOf(plant)).not.toContain("portcullis-end-access");
    expect(userDataOf(visiting)).toContain("_SYSTEMD_UNIT: portcullis-end-access.service");
  });

  test("needs no provider, and no program on the PATH", () => {
    expect(document.provider).toEqual({});
    const before = process.env.PATH;
    process.env.PATH = "";
    try {
      const app = new App({ outdir: mkdtempSync(join(tmpdir(), "portcullis-")) });
      new DataCenterClusterStack(app, "plant-berlin", { spec: plantCluster() });
      app.synth();
      rmSync(app.outdir, { recursive: true });
    } finally {
      process.env.PATH = before;
    }
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
    expect(input(document.resource).user_data).toBe(stack.cluster.controlPlaneNodes["cp-1"]?.userDataForTerraform);
  });

  test("writes the same bytes every time", () => {
    const again = new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantCluster() });
    expect(Testing.synth(again)).toBe(Testing.synth(stack));
  });
});

describe("a cluster of several machines", () => {
  const stack = new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantOfThree() });
  const document = documentOf(stack);

  test("its addresses are as the golden says, and keep those of the single machine", () => {
    expectAddresses("data-center-of-three.txt", document);
    const single = addressesOf(
      documentOf(new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantCluster() })),
    );
    expect(addressesOf(document)).toEqual(expect.arrayContaining([...single]));
  });

  test("names the steps of the administrator as an output, and holds no secret", () => {
    const outputs = document.output as Record<string, { value: unknown }>;
    expect(outputs["next-steps"]?.value).toEqual(stack.cluster.joinSteps);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(["user-data-cp-3", "user-data-worker-2"]));
    expect(JSON.stringify(document)).not.toMatch(/PRIVATE KEY|[^a-z0-9][a-z0-9]{6}\.[a-z0-9]{16}[^a-z0-9]/);
  });

  test("names no steps where one machine is all", () => {
    const single = documentOf(new DataCenterClusterStack(new App(), "plant-berlin", { spec: plantCluster() }));
    expect(Object.keys(single.output)).toEqual(["user-data-cp-1"]);
  });

  test("is written, and every machine of it judged", () => {
    expect(Object.keys(stack.cluster.workers)).toEqual(["worker-1", "worker-2"]);
    const judged = judge(stack);
    expect(judged.findings).toEqual([]);
    const machines = judged.openings.map(({ place }) => place.path.split(".input")[0]);
    expect(new Set(machines).size).toBe(5);
  });
});

describe("WorkerNode", () => {
  test("stands alone in a team's stack, and refuses a machine that the description does not declare", () => {
    const stack = new TerraformStack(new App(), "team");
    const worker = { name: "worker-1", address: "10.40.0.21" };
    const machine = new WorkerNode(stack, "w", { spec: plantOfThree(), worker });
    expect(input(documentOf(stack).resource).user_data).toBe(machine.userDataForTerraform);
    expect(
      () => new WorkerNode(stack, "x", { spec: plantOfThree(), worker: { ...worker, address: "10.40.0.99" } }),
    ).toThrow(/none of the workers that plant-berlin declares/);
  });

  test("refuses a description that nobody checked, in words", () => {
    const spec = structuredClone(plantOfThree());
    const worker = { name: "worker-1", address: "10.40.0.21" };
    expect(() => new WorkerNode(new TerraformStack(new App(), "team"), "w", { spec, worker })).toThrow(InvalidInput);
  });
});

describe("SshDelivery", () => {
  const hostKey = `ssh-ed25519 ${"A".repeat(68)}`;
  const delivered = (change: object = {}) => {
    const stack = new TerraformStack(new App(), "team");
    const machine = new WorkerNode(stack, "worker", {
      spec: plantOfThree(),
      worker: { name: "worker-1", address: "10.40.0.21" },
    });
    const delivery = new SshDelivery(stack, "delivery", { machine, user: "ops", hostKey, ...change });
    return { stack, machine, delivery };
  };
  type Written = Record<string, { connection?: object; provisioner?: object[]; triggers_replace?: object }>;
  const resources = (stack: TerraformStack) => documentOf(stack).resource.terraform_data as unknown as Written;

  test.each<readonly [string, object]>([
    ["a user with a space", { user: "o ps" }],
    ["no key of the machine", { hostKey: undefined }],
    ["a key file that is an expression", { privateKeyFile: "${var.key}" }],
  ])("refuses %s in words, without a stack trace", (_, change) => {
    expect(() => delivered(change)).toThrow(InvalidInput);
  });

  test("delivers the user data and nothing else, with a key that stands nowhere", () => {
    const { stack, machine } = delivered({ privateKeyFile: "~/.ssh/plant" });
    const [written] = Object.values(resources(stack)).filter(({ connection }) => connection !== undefined);
    expect(written?.connection).toEqual({
      type: "ssh",
      host: "10.40.0.21",
      user: "ops",
      host_key: hostKey,
      timeout: "30s",
      agent: "false",
      private_key: `$${'{file(pathexpand("~/.ssh/plant"))}'}`,
    });
    expect(written?.provisioner).toEqual([
      { file: { content: machine.userDataForTerraform, destination: "portcullis-user-data.yaml" } },
      {
        "remote-exec": { inline: expect.arrayContaining(["sudo systemctl enable --now portcullis-firewall.service"]) },
      },
    ]);
    expect(Object.keys(written?.triggers_replace ?? {})).toEqual(["sha256"]);
    expect(stack).toBeAccepted();
  });

  test("is judged with all that it delivers", () => {
    const { stack, delivery } = delivered();
    const twice = judge(stack).openings.map(({ place }) => place.path.split(" > ")[0]);
    expect(new Set(twice)).toContainEqual(expect.stringMatching(/provisioner\[0\]\.file\.content$/));
    delivery.data.addOverride("provisioner.0.file.content", "#cloud-config\nbootcmd: [[iptables, -F]]\n");
    expect(judge(stack).findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/provisioner|bootcmd/),
    );
  });

  test.each<[string, string, unknown, RegExp]>([
    ["another command", "provisioner.1.remote-exec.inline.1", "sudo iptables -F", /no rule reads|runs something/],
    ["one more command", "provisioner.1.remote-exec.inline.99", "true", /runs something/],
    ["another place for the file", "provisioner.0.file.destination", "/etc/cron.d/x", /runs something/],
    ["another kind of provisioner", "provisioner.2", { "local-exec": { command: "true" } }, /runs something/],
    ["a failure that does not matter", "provisioner.1.remote-exec.on_failure", "continue", /runs something/],
    ["a machine between", "connection.bastion_host", "10.9.9.9", /runs something/],
    ["a machine that nobody knows", "connection.host_key", null, /whoever answers is believed/],
    ["a key in the document", "connection.private_key", "-----BEGIN", /from a file or an agent/],
    ["a password", "connection.password", "secret", /runs something/],
  ])("refuses %s", (_, path, value, message) => {
    const { stack, delivery } = delivered();
    delivery.data.addOverride(path, value);
    expect(judge(stack).findings.map((finding) => finding.message)).toContainEqual(expect.stringMatching(message));
  });

  test("is made for the machines of a cluster whose keys are named, and for no others", () => {
    const made = (hostKeys: Readonly<Record<string, string>>) => {
      const stack = new DataCenterClusterStack(new App(), "plant-berlin", {
        spec: plantOfThree(),
        deliverBySsh: { user: "ops", hostKeys },
      });
      return Object.values(resources(stack)).flatMap(({ connection }) => connection ?? []) as { host: string }[];
    };
    expect(
      made({ "cp-2": hostKey, "worker-1": hostKey })
        .map(({ host }) => host)
        .sort(),
    ).toEqual(["10.40.0.12", "10.40.0.21"]);
    expect(() => made({ "cp-9": hostKey })).toThrow(/cp-9, which is none of the machines/);
    expect(() => made({ constructor: hostKey })).toThrow(/none of the machines/);
  });

  test("refuses a user, a key or a path that could not be real", () => {
    for (const change of [{ user: "ops; true" }, { hostKey: "any" }, { hostKey: "" }, { privateKeyFile: 'x")} $' }]) {
      expect(() => delivered(change)).toThrow(/a delivery over SSH needs another/);
    }
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
