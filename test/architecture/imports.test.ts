import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { preProcessFile } from "typescript";

const ROOT = join(__dirname, "..", "..");
const LIB = join(ROOT, "lib");

/** Which rooms of lib/ a room may import from; "frameworks" stands for cdktf, cdk8s, constructs and the provider. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  spec: ["spec"],
  plan: ["plan", "spec"],
  pillars: ["pillars", "plan", "spec"],
  formats: ["formats", "plan", "spec"],
  guardrails: ["guardrails", "spec"],
  evidence: ["evidence", "guardrails", "spec"],
  rbac: ["rbac", "guardrails", "spec"],
  // Selectors of labels are the same thing to both.
  admission: ["admission", "rbac", "guardrails"],
  constructs: ["constructs", "spec", "plan", "pillars", "formats", "guardrails", "frameworks"],
  profiles: ["profiles", "constructs", "spec", "plan", "pillars", "formats", "guardrails", "frameworks"],
  fleet: ["fleet", "fleet-file", "synthesis", "profiles", "constructs", "spec", "guardrails", "frameworks"],
  testing: ["testing", "constructs", "guardrails", "spec", "frameworks"],
  // The reader of plain YAML is that of the guardrails.
  "fleet-file": ["fleet-file", "spec", "guardrails"],
  synthesis: ["synthesis", "fleet-file", "profiles", "constructs", "guardrails", "spec", "frameworks"],
  // What it needs of fleet, it loads when it runs; of profiles it reads the capabilities alone.
  cli: [
    "cli",
    "profiles",
    "fleet",
    "synthesis",
    "fleet-file",
    "constructs",
    "guardrails",
    "spec",
    "evidence",
    "rbac",
    "admission",
  ],
  // The package's own door.
  "index.ts": ["spec", "guardrails", "evidence", "constructs", "cli"],
};

const FRAMEWORKS = /^(cdktf|cdk8s|constructs|@cdktf\/provider-aws)(\/|$)/;

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly target: string;
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): readonly Import[] {
  const { importedFiles } = preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.map(({ fileName: specifier }) => ({
    from: relative(LIB, file),
    specifier,
    target: specifier.startsWith(".") ? relative(LIB, join(dirname(file), specifier)) : specifier,
  }));
}

const files = sourcesBelow(LIB);
const imports = files.flatMap(importsOf);
const roomOf = (path: string) => path.split(sep)[0] ?? "";

describe("the rooms of lib/", () => {
  test("every room has its line in the import table", () => {
    expect([...new Set(files.map((file) => roomOf(relative(LIB, file))))].sort()).toEqual(
      Object.keys(MAY_IMPORT).sort(),
    );
  });

  test("a room imports only from the rooms that the table names", () => {
    const wrong = imports.filter(({ from, specifier, target }) => {
      const room = FRAMEWORKS.test(specifier) ? "frameworks" : roomOf(target);
      const internal = specifier.startsWith(".") || FRAMEWORKS.test(specifier);
      return internal && !MAY_IMPORT[roomOf(from)]?.includes(room);
    });
    // Types of `constructs` name what a function takes; they load nothing. That is checked below, by loading.
    expect(wrong.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual(
      wrong
        .filter(({ from, specifier }) => isTypeOnly(from, specifier))
        .map(({ from, specifier }) => `${from} imports ${specifier}`),
    );
  });

  test("a pillar does not import its sibling", () => {
    const siblings = imports.filter(({ from, target }) => {
      const [room, pillar] = from.split(sep);
      const [targetRoom, targetPillar] = target.split(sep);
      return room === "pillars" && targetRoom === "pillars" && pillar !== targetPillar;
    });
    expect(siblings).toEqual([]);
  });

  test("only one seam file imports the insides of cdktf", () => {
    const inside = imports.filter(({ specifier }) => /^(cdktf|cdk8s)\//.test(specifier)).map(({ from }) => from);
    expect([...new Set(inside)]).toEqual([join("constructs", "gate", "cdktf-internals.ts")]);
  });

  test("the provider is imported one resource at a time", () => {
    const shallow = imports.filter(({ specifier }) =>
      /^@cdktf\/provider-aws(\/?$|\/lib\/?$|\/lib\/index)/.test(specifier),
    );
    expect(shallow).toEqual([]);
  });

  test("files of the Kubernetes constructs import neither cdktf nor the provider", () => {
    const wrong = imports.filter(
      ({ from, specifier }) => from.startsWith(join("constructs", "kubernetes")) && /^(cdktf|@cdktf)/.test(specifier),
    );
    expect(wrong).toEqual([]);
  });

  test("no folder or file is a drawer for everything", () => {
    expect(
      files.filter((file) => /(^|[/\\-])(utils?|common|helpers?|misc|shared)([/\\.-]|$)/.test(relative(LIB, file))),
    ).toEqual([]);
  });
});

describe("the code of lib/", () => {
  const left = files.filter(
    (file) => !["cli", "constructs", "fleet", "profiles", "synthesis", "testing"].includes(roomOf(relative(LIB, file))),
  );

  test.each([
    ["a clock", /\bDate\.now\(|new Date\(\)|performance\.now\(|process\.hrtime/],
    ["randomness", /Math\.random|randomBytes|randomUUID/],
    [
      "the network, files or processes",
      /from "node:(fs|net|http|https|child_process|dns|tls)"|require\("node:(fs|net|http)/,
    ],
    ["the environment", /process\.(env|argv|cwd)/],
  ])("left of the constructs nothing uses %s", (_what, pattern) => {
    expect(left.filter((file) => pattern.test(readFileSync(file, "utf8"))).map((file) => relative(LIB, file))).toEqual(
      [],
    );
  });

  test("frameworks are never asked for their class: two copies of one class are not the same class", () => {
    const classes = /instanceof (App|Chart|ApiObject|Construct|TerraformStack|TerraformResource|TerraformElement)\b/;
    expect(files.filter((file) => classes.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  test("every construct attaches the gate or is a thin stack or chart around one that does", () => {
    const folders = ["aws", "kubernetes", "machines"].map((folder) => join("constructs", folder));
    const ungated = files
      .filter(
        (file) =>
          folders.some((folder) => relative(LIB, file).startsWith(folder)) ||
          relative(LIB, file).startsWith("profiles"),
      )
      .filter((file) => {
        const text = readFileSync(file, "utf8");
        return /class \w+ extends Construct\b/.test(text) && !/gate(Terraform|Manifests)\(this\)/.test(text);
      });
    expect(ungated.map((file) => relative(LIB, file))).toEqual([]);
  });
});

describe("apps/", () => {
  test("import this library by its published names alone", () => {
    const apps = join(ROOT, "apps");
    const reaching = sourcesBelow(apps).filter((file) =>
      preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles.some(({ fileName }) => {
        const inside = !relative(apps, join(dirname(file), fileName)).startsWith("..");
        return fileName.startsWith(".") ? !inside : /portcullis\/(lib|build)/.test(fileName);
      }),
    );
    expect(reaching).toEqual([]);
  });
});

describe("what loads what", () => {
  /** The frameworks that a process of its own holds after loading some of our files. */
  function frameworksLoadedBy(paths: readonly string[]): readonly string[] {
    const script = `
      for (const path of ${JSON.stringify(paths)}) require(path);
      const found = Object.keys(require.cache).map((path) => /node_modules[\\\\/](cdktf|cdk8s|constructs|@cdktf[\\\\/]provider-aws)[\\\\/]/.exec(path)?.[1]);
      console.log(JSON.stringify([...new Set(found.filter(Boolean))].sort()));`;
    const hook = join(ROOT, "scripts", "from-source.cjs");
    return JSON.parse(
      execFileSync(process.execPath, ["--require", hook, "--eval", script], { cwd: ROOT, encoding: "utf8" }),
    );
  }

  test("everything left of the constructs, and the package's own door, load no framework", () => {
    const left = files.filter(
      (file) =>
        !["constructs", "fleet", "profiles", "synthesis", "testing"].includes(roomOf(relative(LIB, file))) &&
        // The command's own start runs the command; all that it imports is among the others.
        relative(LIB, file) !== join("cli", "portcullis.ts"),
    );
    expect(frameworksLoadedBy(left)).toEqual([]);
  });

  test("the Kubernetes constructs load cdk8s and constructs, and nothing of cdktf", () => {
    expect(frameworksLoadedBy([join(LIB, "constructs", "kubernetes", "index.ts")])).toEqual(["cdk8s", "constructs"]);
  });

  test("the AWS constructs load cdktf and the provider, so the two tests above can fail", () => {
    expect(frameworksLoadedBy([join(LIB, "constructs", "aws", "index.ts")])).toEqual([
      "@cdktf/provider-aws",
      "cdktf",
      "constructs",
    ]);
  });
});

/** Whether a file imports something with `import type` only. */
function isTypeOnly(from: string, specifier: string): boolean {
  const text = readFileSync(join(LIB, from), "utf8");
  const statements =
    text.match(new RegExp(`import[^;]*from "${specifier.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}"`, "g")) ?? [];
  return statements.length > 0 && statements.every((statement) => statement.startsWith("import type"));
}
