import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { authenticatingProxy, type LoginProxyMachineInput, parseCluster, proxyGroup } from "../../../lib";
import { LoginProxyNode } from "../../../lib/constructs/machines";
import { readLoginProxy } from "../../../lib/guardrails/readers/machine/read-login-proxy";
import { LOGIN_PROXY_DROPS_IDENTITIES } from "../../../lib/guardrails/rules/login-proxy-drops-identities";
import { loginProxyFiles, loginProxyOf } from "../../../lib/constructs/machines/login-proxy/login-proxy-user-data";
import { DataCenterClusterStack } from "../../../lib/profiles/data-center";
import { EdgeClusterStack } from "../../../lib/profiles/edge";
import { expectReachableOnlyFrom } from "../../../lib/testing";
import { plantCluster, plantInput } from "../../plant-cluster";
import { storeCluster, storeInput } from "../../store-cluster";

const MACHINE: LoginProxyMachineInput = {
  address: "10.8.0.20",
  directory: {
    server: "ldap.example.com",
    people: "ou=people,dc=plant,dc=example,dc=com",
    groups: "ou=groups,dc=plant,dc=example,dc=com",
    reader: "cn=reader,dc=plant,dc=example,dc=com",
  },
};

function inputWith(machine: unknown, group = "oncall") {
  const { access, authentication } = plantInput();
  const proxy = { ...authenticatingProxy({ clientName: "login-proxy.plant.example.com" }), machine };
  return {
    ...plantInput(),
    authentication: { methods: [...authentication.methods, proxy] },
    access: [...access, { who: proxyGroup(group), persona: "recovery" }],
  };
}

const specWith = (machine: LoginProxyMachineInput | undefined, group?: string) =>
  plantCluster(inputWith(machine, group) as ReturnType<typeof plantInput>);

function filesOf(group?: string): Readonly<Record<string, string>> {
  const spec = specWith(MACHINE, group);
  const proxy = loginProxyOf(spec);
  if (proxy === undefined) throw new Error("no proxy");
  return Object.fromEntries(loginProxyFiles(spec, proxy).map(({ path, content }) => [path, content]));
}

describe("the machine of an authenticating proxy", () => {
  test("is written where the description names one, and nowhere else", () => {
    expect(new DataCenterClusterStack(new App(), "x", { spec: specWith(undefined) }).cluster.loginProxy).toBe(
      undefined,
    );
    expect(new DataCenterClusterStack(new App(), "x", { spec: specWith(MACHINE) }).cluster.loginProxy?.address).toBe(
      "10.8.0.20",
    );
    expect(
      () => new LoginProxyNode(new TerraformStack(new App(), "x"), "proxy", { spec: specWith(undefined) }),
    ).toThrow(/no machine of an auth/);
  });

  test("is written at the edge as well", () => {
    const { access, authentication } = storeInput();
    const proxy = authenticatingProxy({
      clientName: "login-proxy.example.com",
      machine: { ...MACHINE, address: "10.9.0.20" },
    });
    const spec = storeCluster({
      authentication: { methods: [...authentication.methods, proxy] },
      access: [...access, { who: proxyGroup("oncall"), persona: "recovery" }],
    });
    expect(new EdgeClusterStack(new App(), "x", { spec }).cluster.loginProxy?.userData).toContain(
      "ProxyPass / https://api.store-lyon.example.com:6443/",
    );
  });

  test("is reached at one port, by whoever may reach the API server, and by SSH", () => {
    const firewall = filesOf()["/etc/portcullis/host-firewall.nft"] ?? "";
    expect([...firewall.matchAll(/tcp dport (\d+)/g)].map(([, port]) => port)).toEqual(
      expect.arrayContaining(["443", "22"]),
    );
    expect(firewall).not.toMatch(/dport (6443|10250|2379)/);
    const stack = new DataCenterClusterStack(new App(), "x", { spec: specWith(MACHINE) });
    expect(() => expectReachableOnlyFrom(stack, ["10.41.0.0/16", "10.8.0.0/16"], { port: 443 })).not.toThrow();
  });

  test("hands on each group that the description binds, and a dot is a dot", () => {
    expect(filesOf("on.call")["/etc/login-proxy/httpd.conf"]).toContain(
      'add X-Remote-Group "proxy:on.call" "expr=%{reqenv:AUTHENTICATE_MEMBEROF} =~ m#(^|; )cn=on[.]call,ou=groups,',
    );
  });

  test("is what the documentation shows", () => {
    const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "authenticating-proxy.md"), "utf8");
    const block = (language: string) => new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1];
    const files = filesOf();
    expect(block("apache")).toBe(files["/etc/login-proxy/httpd.conf"]);
    expect(block("lua")).toBe(files["/etc/login-proxy/drop-identities.lua"]);
  });

  const PLACE = `authentication.methods[${plantInput().authentication.methods.length}].machine`;
  const GROUP = `access[${plantInput().access.length}].who.group`;
  const directory = (change: object) => ({ ...MACHINE, directory: { ...MACHINE.directory, ...change } });
  test.each<[string, unknown, string | undefined, string]>([
    [
      "an address that the API server's firewall drops",
      { ...MACHINE, address: "192.0.2.1" },
      undefined,
      `out-of-bounds ${PLACE}.address`,
    ],
    ["an address that is none", { ...MACHINE, address: "proxy" }, undefined, `malformed ${PLACE}.address`],
    ["no directory", { address: "10.8.0.20" }, undefined, `missing ${PLACE}.directory`],
    [
      "a directory by URL",
      directory({ server: "ldap://ldap.example.com" }),
      undefined,
      `malformed ${PLACE}.directory.server`,
    ],
    ["a directory of one word", directory({ server: "ldap" }), undefined, `malformed ${PLACE}.directory.server`],
    ["people by a pattern", directory({ people: "ou=*,dc=example" }), undefined, `malformed ${PLACE}.directory.people`],
    ["groups with a quote", directory({ groups: 'ou=a",dc=b' }), undefined, `malformed ${PLACE}.directory.groups`],
    [
      "groups of two lines",
      directory({ groups: "ou=a\nRequire all granted" }),
      undefined,
      `malformed ${PLACE}.directory.groups`,
    ],
    ["a reader without a name", directory({ reader: "" }), undefined, `out-of-bounds ${PLACE}.directory.reader`],
    ["a group that is a pattern", MACHINE, "on(call|x)", `malformed ${GROUP}`],
    ["a group with a comma", MACHINE, "a,ou=b", `malformed ${GROUP}`],
  ])("refuses %s", (_, machine, group, issue) => {
    const parsed = parseCluster(inputWith(machine, group));
    expect(parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path}`)).toContain(issue);
  });

  /** Directives without which httpd does not start, or that only say where it keeps what it writes. */
  const HARMLESS =
    /^(LoadModule|ServerName|User|Group|DefaultRuntimeDir|PidFile|ErrorLog|LogFormat|CustomLog|TraceEnable|SSLCertificate|SSLProxyMachine|LDAPSharedCacheSize|AuthName|AuthLDAPBindDN|RequestHeader add X-Remote-Group)/;
  const lines = (filesOf()["/etc/login-proxy/httpd.conf"] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[#<]/.test(line) && !HARMLESS.test(line));

  test.each(lines)("is refused without the line %s", (line) => {
    const content = (filesOf()["/etc/login-proxy/httpd.conf"] ?? "").replace(line, "");
    const settings = readLoginProxy(content);
    if (typeof settings === "string") throw new Error(settings);
    const place = { document: "x", path: "httpd.conf" };
    const verdict = LOGIN_PROXY_DROPS_IDENTITIES.judge({
      kind: "login-proxy",
      place,
      ours: true,
      ...settings,
      dropsIdentities: true,
    });
    expect(verdict).toMatchObject({ verdict: "fail" });
  });

  test.each([
    "Include /etc/apache2/conf.d",
    "Alias /x /etc",
    '<Location "/open">',
    "ScriptAlias /x /bin",
    "LuaHookFixups a.lua b",
    "  SSLEngine On \\",
  ])("is not understood with one line more: %s", (line) => {
    expect(typeof readLoginProxy(`${filesOf()["/etc/login-proxy/httpd.conf"]}${line}\n`)).toBe("string");
  });
});
