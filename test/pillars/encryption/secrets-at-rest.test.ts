import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { yamlText } from "../../../lib/formats/yaml-text";
import {
  KEY_PLACEHOLDER,
  makeEncryptionKey,
  secretsAtRest,
  secretsAtRestFlags,
} from "../../../lib/pillars/encryption/secrets-at-rest";

interface Encryption {
  readonly resources: readonly {
    readonly resources: readonly string[];
    readonly providers: readonly { readonly secretbox?: { readonly keys: readonly { readonly secret: string }[] } }[];
  }[];
}

describe("secrets at rest", () => {
  const template = secretsAtRest().content as unknown as Encryption;

  test("are encrypted with secretbox, and nothing can be written in clear", () => {
    expect(template.resources.map(({ resources }) => resources)).toEqual([["secrets", "configmaps"]]);
    expect(template.resources.flatMap(({ providers }) => providers.flatMap(Object.keys))).toEqual(["secretbox"]);
  });

  test("the template holds a placeholder that is no key", () => {
    const secrets = template.resources.flatMap(({ providers }) =>
      providers.flatMap(({ secretbox }) => secretbox?.keys ?? []),
    );
    expect(secrets.map(({ secret }) => secret)).toEqual([KEY_PLACEHOLDER]);
    expect(KEY_PLACEHOLDER).not.toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  test("the API server reads the file that the machine makes, not the template", () => {
    const file = secretsAtRestFlags().find(({ name }) => name === "encryption-provider-config")?.value;
    expect(file).not.toBe(secretsAtRest().path);
  });
});

describe("the script that makes the key", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-"));
    mkdirSync(join(folder, "api-server"));
    writeFileSync(join(folder, "encryption.template.yaml"), yamlText(secretsAtRest().content));
    // The script itself, in a folder of the test's.
    writeFileSync(join(folder, "make"), makeEncryptionKey().content.replaceAll("/etc/kubernetes/portcullis", folder));
    chmodSync(join(folder, "make"), 0o700);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = () => execFileSync(join(folder, "make"), { stdio: "pipe" });
  const written = () => join(folder, "api-server", "encryption.yaml");

  test("writes a key of 32 bytes that nobody but the owner reads", () => {
    run();
    const { resources } = parse(readFileSync(written(), "utf8")) as Encryption;
    expect(Buffer.from(resources[0]?.providers[0]?.secretbox?.keys[0]?.secret ?? "", "base64")).toHaveLength(32);
    expect(statSync(written()).mode & 0o777).toBe(0o600);
  });

  test("keeps the key that is there", () => {
    run();
    const before = readFileSync(written(), "utf8");
    run();
    expect(readFileSync(written(), "utf8")).toBe(before);
  });

  test("makes another key on another machine", () => {
    run();
    const before = readFileSync(written(), "utf8");
    rmSync(written());
    run();
    expect(readFileSync(written(), "utf8")).not.toBe(before);
  });

  test("refuses to go on without a template, and writes nothing", () => {
    rmSync(join(folder, "encryption.template.yaml"));
    expect(run).toThrow();
    expect(() => statSync(written())).toThrow();
  });
});
