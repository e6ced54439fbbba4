import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath, testUnless } from "./programs";

const ROOT = join(__dirname, "..", "..");
const CDKTF = ["--yes", "cdktf-cli@0.21.0"];
const CDK8S = ["--yes", "cdk8s-cli@2"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-clis-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (added: Readonly<Record<string, string>> = {}) => {
  const { CDKTF_OUTDIR: _, ...rest } = process.env;
  return { ...rest, CHECKPOINT_DISABLE: "1", CI: "1", ...added };
};

/** A framework's own command, in this project as somebody types it there; npx fetches it, which takes a registry. */
function npx(args: readonly string[], added?: Readonly<Record<string, string>>): string {
  const { status, stdout, stderr } = spawnSync("npx", args, {
    cwd: ROOT,
    env: environment(added),
    encoding: "utf8",
    timeout: 240_000,
  });
  if (status !== 0) throw new Error(`npx ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** What the program alone writes, without the command. */
function written(program: string): string {
  const out = join(folder, "alone");
  const added = { CDKTF_OUTDIR: out, CDK8S_OUTDIR: out };
  const hook = join(ROOT, "scripts", "from-source.cjs");
  execFileSync(process.execPath, ["--require", hook, join(ROOT, "apps", "fleet", program)], {
    cwd: ROOT,
    env: environment(added),
    stdio: "pipe",
  });
  return out;
}

function withoutNpx(): string | undefined {
  return programPath("npx") === undefined ? "npx is not on the PATH" : undefined;
}

describe("the frameworks' own commands", () => {
  testUnless(withoutNpx(), "cdktf synth writes the bytes that the program writes", () => {
    const byCommand = join(folder, "cdktf.out");
    npx([...CDKTF, "synth", "--output", byCommand]);
    const alone = written("cdktf.ts");
    const stacks = readdirSync(join(alone, "stacks")).sort();
    expect(readdirSync(join(byCommand, "stacks")).sort()).toEqual(stacks);
    expect(stacks).toEqual(["payments-prod", "plant-berlin", "store-lyon"]);
    for (const stack of stacks) {
      const document = (out: string) => readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8");
      expect(document(byCommand)).toBe(document(alone));
    }
  });

  testUnless(withoutNpx(), "cdktf synth fails, and writes no stack, once a colleague has opened the API server", () => {
    const program = join(folder, "opened.cjs");
    writeFileSync(
      program,
      `const { runProgram } = require(${JSON.stringify(join(ROOT, "lib", "index.ts"))});
       void runProgram(async () => {
         const { infrastructure } = require(${JSON.stringify(join(ROOT, "apps", "fleet", "infrastructure.ts"))});
         const app = infrastructure();
         app.node.findChild("payments-prod").cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
         app.synth();
       });`,
    );
    const out = join(folder, "refused");
    const command = `node --require ./scripts/from-source.cjs ${program}`;
    expect(() => npx([...CDKTF, "synth", "--output", out, "--app", command])).toThrow(/\[private-endpoint\]/);
    expect(existsSync(join(out, "stacks", "payments-prod", "cdk.tf.json"))).toBe(false);
  });

  testUnless(withoutNpx(), "cdk8s synth writes the bytes that the program writes", () => {
    const byCommand = join(folder, "dist");
    npx([...CDK8S, "synth", "--output", byCommand]);
    const alone = written("cdk8s.ts");
    const charts = readdirSync(alone).filter((name) => name.endsWith(".k8s.yaml"));
    expect(readdirSync(byCommand).sort()).toEqual(charts.sort());
    expect(charts).toHaveLength(3);
    for (const chart of charts)
      expect(readFileSync(join(byCommand, chart), "utf8")).toBe(readFileSync(join(alone, chart), "utf8"));
  });

  const terraform = programPath("terraform") ?? programPath("tofu");
  testUnless(
    withoutNpx() ?? (terraform === undefined ? "neither terraform nor tofu is on the PATH" : undefined),
    "cdktf deploy applies a stack of machines, whose user data terraform then has in its outputs",
    () => {
      mkdirSync(join(folder, "deployed"));
      const out = join(folder, "deployed", "cdktf.out");
      npx([...CDKTF, "deploy", "plant-berlin", "--auto-approve", "--output", out], {
        TERRAFORM_BINARY_NAME: terraform ?? "",
      });
      const state = join(folder, "deployed", "terraform.plant-berlin.tfstate");
      expect(existsSync(state)).toBe(true);
      const { outputs } = JSON.parse(readFileSync(state, "utf8")) as { outputs: Record<string, { value: string }> };
      expect(outputs["user-data-cp-1"]?.value).toContain("/etc/portcullis/host-firewall.nft");
    },
  );
});
