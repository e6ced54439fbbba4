import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECK } from "../../lib/cli/check/run-check";
import type { Outcome, Surroundings } from "../../lib/cli/command";
import { COMMANDS } from "../../lib/cli/commands";
import { runExplain } from "../../lib/cli/explain/run-explain";
import { faultOf } from "../../lib/cli/fault";
import { main } from "../../lib/cli/main";
import { PACKS } from "../../lib/guardrails/packs";
import { RULES } from "../../lib/guardrails/rules";

const around: Surroundings = {
  today: "2026-11-23",
  now: () => 0,
  tell: () => undefined,
  isTerminal: false,
  stopped: () => undefined,
};
const run = (...args: readonly string[]) => main(args, around);

describe("the help", () => {
  test("of the command names every command, in lines that fit", async () => {
    const { stdout, exitCode } = await run("--help");
    expect(exitCode).toBe(0);
    for (const { name, operands, summary } of COMMANDS)
      expect(stdout).toMatch(
        new RegExp(`portcullis ${name} ?${operands.replaceAll(".", "\\.")} +${summary.replace(/[()]/g, "\\$&")}\n`),
      );
    expect(await run("help")).toEqual(await run("-h"));
  });

  test.each(COMMANDS.map((command) => [command.name, command] as const))(
    "of %s names its options and exit codes",
    async (name, { help, options }) => {
      expect(await run(name, "--help")).toEqual({ stdout: help, stderr: "", exitCode: 0 });
      expect(await run("help", name)).toEqual(await run(name, "-h"));
      expect(help).toMatch(new RegExp(`^portcullis ${name}\\b`));
      for (const [option, { short }] of Object.entries(options))
        expect(help).toContain(`  ${short === undefined ? "" : `-${short}, `}--${option}`);
      expect(help).toMatch(/\nExit codes\n {2}0 {2}/);
      for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
      expect(options).toHaveProperty("json");
    },
  );

  test("docs/command.md says of every command what its help says", () => {
    const page = readFileSync(join(__dirname, "../../docs/command.md"), "utf8");
    for (const { name, operands, options } of COMMANDS) {
      expect(page).toContain(`## portcullis ${name}${operands === "" ? "" : ` ${operands}`}\n`);
      for (const option of Object.keys(options)) expect(page).toContain(`--${option}`);
    }
    for (const code of ["0", "1", "2", "3", "130, 143"]) expect(page).toContain(`| ${code} |`);
  });
});

describe("refuses, with words on standard error and exit code 2,", () => {
  const refused = ({ stdout, stderr, exitCode }: Outcome) => {
    expect([stdout, exitCode]).toEqual(["", 2]);
    return stderr;
  };

  test("no command, and one that there is not, with the nearest name", async () => {
    expect(refused(await run())).toContain("Commands");
    expect(refused(await run("sinth"))).toContain('there is no command "sinth"; did you mean synth?');
    expect(refused(await run("help", "chek"))).toContain("did you mean check?");
    expect(refused(await run("deploy"))).toMatch(/^there is no command "deploy"\n/);
  });

  test.each(COMMANDS.map(({ name }) => name))("an option that %s has not", async (name) => {
    expect(refused(await run(name, "x", "--jsn"))).toContain("--jsn is no option; did you mean --json?");
    expect(refused(await run(name, "x", "--json=yes"))).toContain("--json takes no value");
  });

  test.each<readonly [string, readonly string[], string]>([
    ["operands of schema", ["schema", "x"], 'it takes no "x"'],
    ["no shell", ["completion"], "name one SHELL: bash, zsh, fish"],
    ["a shell that there is not", ["completion", "tcsh"], "name one SHELL"],
    ["no term", ["explain"], "no TERM is given"],
    ["one side", ["diff", "a"], "it takes two: OLD and NEW"],
    ["two sides of an edition", ["diff", "a", "b", "--baseline", "1"], "it takes one fleet file, with --baseline"],
    ["an edition that there is not", ["diff", "a", "--baseline", "2"], 'no edition "2"; there are: 1'],
    ["standard input on both sides", ["diff", "-", "-"], "standard input is read once"],
  ])("%s", async (_, args, words) => {
    expect(refused(await run(...args))).toContain(words);
  });
});

test("a fault of the program ends in words and exit code 3, with a trace for who asks", () => {
  const fault = new TypeError("a bug");
  expect(faultOf(fault, false)).toEqual({
    stdout: "",
    stderr: "portcullis failed: a bug\nThis is a fault of the program. PORTCULLIS_TRACE=1 shows where.\n",
    exitCode: 3,
  });
  expect(faultOf(fault, true).stderr).toMatch(/\n\s+at /);
  expect(faultOf("nothing", true).stderr).toContain("portcullis failed: nothing\n");
});

test("--version is the package's", async () => {
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("schema prints the schema of fleet files", async () => {
  const { stdout } = await run("schema");
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: "http://json-schema.org/draft-07/schema#",
    required: ["clusters"],
  });
  expect((await run("schema", "--json")).stdout).toBe(stdout);
});

describe("explain", () => {
  const json = (...terms: readonly string[]) => JSON.parse(runExplain([...terms, "--json"]).stdout);

  test("knows every rule, with what to do and the clauses it supports", () => {
    for (const rule of [...RULES, ...PACKS.flatMap(({ rules }) => rules)]) {
      const { stdout, exitCode } = runExplain([rule.id]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`${rule.id}: a rule\n  holds `);
      expect(json(rule.id).rules).toEqual([
        expect.objectContaining({ id: rule.id, fix: rule.fix, controls: rule.controls }),
      ]);
    }
  });

  test("says of a field what it means, its bounds, default, source, and what is tighter", () => {
    expect(json("breakGlass.longestMinutes").fields).toEqual([
      expect.objectContaining({
        path: "breakGlass.longestMinutes",
        profiles: ["cloud", "data-center", "edge"],
        meaning: expect.stringContaining("10 to 60"),
        default: "60",
        isRequired: false,
        tighter: "the same number or a smaller one",
      }),
    ]);
    const { stdout } = runExplain(["apiServer.reachableFrom[0].cidr"]);
    expect(stdout).toContain("source      https://www.rfc-editor.org/rfc/rfc4632");
    expect(stdout).toContain("none: it is required");
  });

  test("finds a field by its end, on every profile and alternative", () => {
    expect(json("podRange").fields.map(({ path }: { path: string }) => path)).toEqual([
      "profile<data-center>.podRange",
      "profile<edge>.podRange",
    ]);
    expect(json("profile.region").fields).toHaveLength(1);
    expect(json("profile<cloud>.region").fields).toHaveLength(1);
  });

  test("says what each profile answers to a control, beside the rule of its name", () => {
    const { rules, controls } = json("private-endpoint");
    expect(rules).toHaveLength(1);
    expect(controls[0].answers).toMatchObject({ cloud: { kind: "native" }, edge: { kind: "compensated" } });
    expect(runExplain(["abac"]).stdout).toMatch(/cloud +refused: Amazon EKS takes no policy file/);
  });

  test("names the rules of a clause, quoted or not, and all clauses of a standard", () => {
    expect(json("CIS-EKS-1.8 5.4.1")).toEqual(json("CIS-EKS-1.8", "5.4.1"));
    expect(json("cis-eks-1.8 5.4.1").clauses).toEqual([
      { clause: "CIS-EKS-1.8 5.4.1", rules: ["closed-inbound", "private-endpoint"] },
    ]);
    expect(json("PCI-DSS-4.0.1").clauses.length).toBeGreaterThan(2);
  });

  test.each([
    ["privat-endpoint", "private-endpoint"],
    ["retentionDay", "retentionDays"],
    ["apiServer.reachableFrm", "apiServer.reachableFrom"],
  ])("suggests the nearest name for %s", (term, nearest) => {
    const { stderr, exitCode } = runExplain([term]);
    expect([stderr.split("\n")[0], exitCode]).toEqual([
      `nothing is called ${JSON.stringify(term)}; did you mean ${nearest}?`,
      2,
    ]);
    expect(json(term)).toMatchObject({ exitCode: 2, nearest, rules: [], fields: [] });
  });

  test("refuses what is like nothing, and prints no sign that moves the cursor", () => {
    expect(runExplain(["\x1b[2Jqqqqqqqqqqqqqqqqqqqqqq"])).toMatchObject({
      exitCode: 2,
      stderr: expect.not.stringContaining("\x1b"),
    });
  });
});

describe("completion", () => {
  const bash = (...words: readonly string[]) => {
    const script = `source /dev/stdin <<'END'\n${completion("bash")}END\nCOMP_WORDS=(portcullis "$@"); COMP_CWORD=$#; _portcullis; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], {
      encoding: "utf8",
      cwd: join(__dirname, "../.."),
    });
    expect(stderr).toBe("");
    return stdout
      .split("\n")
      .filter((word) => word !== "")
      .sort();
  };
  const scripts = new Map<string, string>();
  const completion = (shell: string) => scripts.get(shell) ?? "";
  beforeAll(async () => {
    for (const shell of ["bash", "zsh", "fish"]) scripts.set(shell, (await run("completion", shell)).stdout);
  });

  test("bash offers commands, options, values, files and names of rules", () => {
    expect(bash("")).toEqual([...COMMANDS.map(({ name }) => name), "help", "--help", "--version"].sort());
    expect(bash("sy")).toEqual(["synth"]);
    expect(bash("help", "ex")).toEqual(["explain"]);
    expect(bash("check", "--")).toEqual(
      Object.keys(CHECK.options)
        .map((name) => `--${name}`)
        .sort(),
    );
    expect(bash("check", "--pack", "")).toEqual(PACKS.map(({ name }) => name).sort());
    expect(bash("synth", "pack")).toEqual(["package-lock.json", "package.json"]);
    expect(bash("explain", "no-standing")).toContain("no-standing-admin");
    expect(bash("completion", "z")).toEqual(["zsh"]);
    expect(bash("schema", "pack")).toEqual([]);
  });

  test.each(["zsh", "fish"])("%s offers every command and every option", (shell) => {
    for (const { name, summary, options } of COMMANDS) {
      expect(completion(shell)).toContain(summary.replace(/:/g, shell === "zsh" ? "\\:" : ":"));
      for (const option of Object.keys(options))
        expect(completion(shell)).toMatch(
          shell === "zsh" ? new RegExp(`${name}\\) _arguments.*--${option}\\[`) : `from ${name}' -l ${option}`,
        );
    }
  });

  test("is a text of JSON with --json", async () => {
    expect(JSON.parse((await run("completion", "bash", "--json")).stdout)).toMatchObject({
      shell: "bash",
      script: completion("bash"),
    });
  });
});
