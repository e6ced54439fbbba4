import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { yamlText } from "../../lib/formats/yaml-text";
import { abacPolicyFile } from "../../lib/pillars/authorization/abac-policy-file";
import { plant } from "../../apps/fleet/clusters";
import { breakGlassScript } from "../../lib/pillars/authentication/break-glass-script";
import { structuredAuthentication } from "../../lib/pillars/authentication/structured-authentication";
import { storeCluster } from "../store-cluster";
import { programPath, testUnless } from "./programs";

const openssl = programPath("openssl");
const withoutOpenssl = openssl === undefined ? "openssl is not on the PATH" : undefined;

describe("the script that breaks glass, with the real openssl", () => {
  let folder: string;
  let script: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-glass-"));
    for (const name of ["pki", "run", "bin"]) mkdirSync(join(folder, name));
    spawnSync(openssl ?? "", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-subj",
      "/CN=kubernetes",
      "-days",
      "2",
      "-keyout",
      join(folder, "pki/ca.key"),
      "-out",
      join(folder, "pki/ca.crt"),
    ]);
    const content = breakGlassScript(
      { people: ["bob", "alice"], longestMinutes: 30 },
      { apiServerName: "api.example.com", signer: join(folder, "pki/ca"), authority: join(folder, "pki/ca.crt") },
    ).content.replace("/run/portcullis", join(folder, "run/portcullis"));
    script = join(folder, "portcullis-break-glass");
    writeFileSync(script, content);
    logBy('printf "%s\\n" "$*" >> "$(dirname "$0")/../log"');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Puts another program in the place of `logger`, so that nothing reaches the log of this machine. */
  function logBy(command: string): void {
    writeFileSync(join(folder, "bin/logger"), `#!/bin/sh\n${command}\n`);
    chmodSync(join(folder, "bin/logger"), 0o700);
  }

  function letIn(...args: readonly string[]) {
    const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, SUDO_USER: "operator" };
    const { status, stdout, stderr } = spawnSync("sh", [script, ...args], { encoding: "utf8", env, timeout: 20_000 });
    return { status, stdout, stderr };
  }

  const WHY = "INC-4711: nobody can log in";

  testUnless(
    withoutOpenssl,
    "makes a certificate of half an hour, in the one group, under the person's name, and records it first",
    () => {
      const { status, stdout } = letIn("alice", WHY);
      expect(status).toBe(0);
      const kubeconfig = JSON.parse(stdout) as {
        users: { user: Record<string, string> }[];
        clusters: { cluster: Record<string, string> }[];
      };
      const user = kubeconfig.users[0]?.user ?? {};
      const certificate = new X509Certificate(Buffer.from(user["client-certificate-data"] ?? "", "base64"));
      const life = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
      expect(life).toBeGreaterThan(29 * 60_000);
      expect(life).toBeLessThanOrEqual(30 * 60_000 + 1000);
      expect(certificate.subject).toMatch(/^O=portcullis:break-glass\nCN=portcullis:break-glass:alice:\d{10}$/);
      expect(certificate.ca).toBe(false);
      expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
      const authority = new X509Certificate(readFileSync(join(folder, "pki/ca.crt")));
      expect(certificate.verify(authority.publicKey)).toBe(true);
      expect(Buffer.from(user["client-key-data"] ?? "", "base64").toString()).toContain("PRIVATE KEY");
      expect(kubeconfig.clusters[0]?.cluster.server).toBe("https://api.example.com:6443");
      expect(readFileSync(join(folder, "log"), "utf8")).toMatch(
        /authpriv\.alert .*portcullis:break-glass:alice:\d+ until \d{14}Z, let in by operator: INC-4711: nobody can log in\n$/,
      );
      expect(readdirSync(join(folder, "run"))).toEqual([]);
    },
  );

  test.each([
    ["somebody whom the description does not name", ["eve", WHY]],
    ["two names in one", ["alice bob", WHY]],
    ["a pattern", ["*", WHY]],
    ["nobody", ["", WHY]],
    ["no reason", ["alice"]],
    ["a short reason", ["alice", "urgent"]],
    ["a reason that runs a command", ["alice", "INC-4711 $(id) `id`"]],
    [
      "a reason of two lines, of which one looks like another record",
      ["alice", "INC-4711 broken\nportcullis-break-glass: nothing"],
    ],
    ["a reason too long to read", ["alice", "a".repeat(201)]],
  ] as const)("refuses %s, and gives out nothing", (_, args) => {
    const before = existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : "";
    const { status, stdout } = letIn(...args);
    expect(status).not.toBe(0);
    expect(stdout).toBe("");
    expect(existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : "").toBe(before);
  });

  test("refuses to let anybody in when it cannot be recorded", () => {
    logBy("exit 1");
    const { status, stdout } = letIn("alice", WHY);
    expect([status, stdout]).toEqual([1, ""]);
    expect(readdirSync(join(folder, "run"))).toEqual([]);
  });
});

const apiServer = programPath("kube-apiserver");
const withoutApiServer =
  apiServer === undefined || openssl === undefined ? "kube-apiserver or openssl is not on the PATH" : undefined;

describe("the real API server", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-api-"));
    spawnSync(openssl ?? "", ["genrsa", "-out", join(folder, "sa.key"), "2048"]);
    writeFileSync(join(folder, "authentication.yaml"), yamlText(structuredAuthentication(plant).content));
    writeFileSync(join(folder, "abac.jsonl"), abacPolicyFile(storeCluster().abac)[0]?.content ?? "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What it complains of while it reads its configuration; nothing when it goes on to look for its store, which there is none of. */
  function complaint(flags: Readonly<Record<string, string>>): string {
    const key = join(folder, "sa.key");
    const all = {
      "authorization-mode": "Node,RBAC",
      "bind-address": "127.0.0.1",
      "cert-dir": join(folder, "certificates"),
      "etcd-servers": "http://127.0.0.1:1",
      "secure-port": String(30_000 + (process.pid % 20_000)),
      "service-account-issuer": "https://api.example.com:6443",
      "service-account-key-file": key,
      "service-account-signing-key-file": key,
      "service-cluster-ip-range": "10.96.0.0/16",
      ...flags,
    };
    const args = Object.entries(all).map(([name, value]) => `--${name}=${value}`);
    const { stdout, stderr } = spawnSync(apiServer ?? "", args, { encoding: "utf8", timeout: 4000 });
    return /"command failed" err=[\s\S]*/.exec(`${stdout}${stderr}`)?.[0] ?? "";
  }

  testUnless(withoutApiServer, "takes attributes from claims, and a policy file beside roles", () => {
    const flags = {
      "authentication-config": join(folder, "authentication.yaml"),
      "authorization-mode": "Node,RBAC,ABAC",
      "authorization-policy-file": join(folder, "abac.jsonl"),
    };
    expect(complaint(flags)).toBe("");
  });

  testUnless(withoutApiServer, "refuses an attribute and a policy file that are broken, so its word counts", () => {
    const broken = (name: string, from: string, to: string) => {
      const path = join(folder, `broken-${name}`);
      writeFileSync(path, readFileSync(join(folder, name), "utf8").replace(from, to));
      return path;
    };
    const authentication = broken(
      "authentication.yaml",
      'claims.?department.orValue("")',
      "claims.?department.orValue(",
    );
    expect(complaint({ "authentication-config": authentication })).toContain("claimMappings.extra[0].valueExpression");
    const policy = broken("abac.jsonl", '"readonly":true', '"readonly":"true"');
    const withPolicy = { "authorization-mode": "Node,RBAC,ABAC", "authorization-policy-file": policy };
    expect(complaint(withPolicy)).toContain("error reading policy file");
    expect(complaint({ "authorization-policy-file": policy })).toContain("without mode ABAC");
  });
});
