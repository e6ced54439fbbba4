import { userData } from "../fixtures/written";
import { LOGIN_PROXY } from "../fixtures/login-proxy";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const FOLDER = "/etc/login-proxy";
const NAME = "[A-Za-z0-9._-](?:[A-Za-z0-9 ._-]*[A-Za-z0-9._-])?";
const DN = `[a-zA-Z]+=${NAME}(?:,[a-zA-Z]+=${NAME})*`;
const HOST = "[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9][a-z0-9-]*)+";

/** What each directive must say, exactly once; what nobody is asked by or what only names a place of the proxy's own is not here. */
const DEMANDED: Readonly<Record<string, { readonly is: RegExp; readonly or: string }>> = {
  AuthType: { is: /^Basic$/, or: "nobody is asked who he is" },
  AuthBasicProvider: { is: /^ldap$/, or: "somebody else than the directory says who is right" },
  AuthLDAPURL: {
    is: new RegExp(`^"ldaps://${HOST}/${DN}\\?uid,memberOf\\?one\\?\\(objectClass=inetOrgPerson\\)"$`),
    or: "passwords cross the network in clear, or others than people of the directory log in",
  },
  AuthLDAPBindPassword: {
    is: new RegExp(`^"exec:/bin/cat ${FOLDER}/reader-password"$`),
    or: "the directory's password stands in the configuration",
  },
  AuthLDAPRemoteUserAttribute: { is: /^uid$/, or: "one person has as many names as spellings" },
  HttpProtocolOptions: { is: /^Strict$/, or: "requests are read otherwise than the API server reads them" },
  LDAPCacheEntries: { is: /^0$/, or: "whoever has left the directory still logs in" },
  LDAPOpCacheEntries: { is: /^0$/, or: "whoever has left a group keeps it" },
  LDAPTrustedGlobalCert: {
    is: new RegExp(`^CA_BASE64 ${FOLDER}/directory-ca\\.crt$`),
    or: "anybody can be the directory",
  },
  LDAPVerifyServerCert: { is: /^On$/, or: "anybody can be the directory" },
  Listen: { is: /^\d{1,3}(?:\.\d{1,3}){3}:443$/, or: "it answers elsewhere than the firewall was told" },
  LuaHookAccessChecker: {
    is: new RegExp(`^${FOLDER}/drop-identities\\.lua drop_identities early$`),
    or: "nothing takes identities out before people log in",
  },
  ProxyPass: { is: new RegExp(`^/ https://${HOST}:6443/$`), or: "requests go elsewhere than to the API server" },
  ProxyRequests: { is: /^Off$/, or: "it is a way to everywhere" },
  Require: { is: /^valid-user$/, or: "others than those who have logged in are let through" },
  SSLEngine: { is: /^On$/, or: "passwords cross the network in clear" },
  SSLProtocol: { is: /^-all \+TLSv1\.3$/, or: "old versions of TLS are spoken" },
  SSLProxyEngine: { is: /^On$/, or: "identities cross the network in clear" },
  SSLProxyProtocol: { is: /^-all \+TLSv1\.3$/, or: "old versions of TLS are spoken" },
  SSLProxyCACertificateFile: { is: new RegExp(`^${FOLDER}/cluster-ca\\.crt$`), or: "anybody can be the API server" },
  SSLProxyCheckPeerExpire: { is: /^On$/, or: "certificates that have ended are believed" },
  SSLProxyCheckPeerName: { is: /^On$/, or: "every server of the cluster can be the API server" },
  SSLProxyVerify: { is: /^require$/, or: "anybody can be the API server" },
};

/** What may happen to headers, and must but for groups. */
const UNSET = "unset Authorization";
const USER = 'set X-Remote-User "expr=proxy:%{REMOTE_USER}"';
const GROUP = new RegExp(
  `^add X-Remote-Group "proxy:(${NAME})" "expr=%\\{reqenv:AUTHENTICATE_MEMBEROF\\} =~ m#\\(\\^\\|; \\)cn=([^#()|*+?]+)\\(\\$\\|; \\)#i"$`,
);

/** Whoever says to the API server who asks. */
export const LOGIN_PROXY_DROPS_IDENTITIES: Rule<"login-proxy"> = {
  id: "login-proxy-drops-identities",
  title:
    "An authenticating proxy takes identities out of what its clients send, logs them in by the directory, and puts its prefix before users and groups.",
  why: "The API server believes whatever the proxy sends: a header that a client gets through makes him anybody, masters included.",
  fix: "Write the proxy through `authenticatingProxy({ clientName, machine })` in the description, and change neither its configuration nor the program beside it.",
  controls: ["NIST-800-53r5 IA-2", "NIST-800-53r5 IA-3", "NIST-800-53r5 SC-23"],
  judges: "login-proxy",
  reach: "ours",
  promise: 3,
  judge({ directives, location, headers, dropsIdentities }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    for (const [name, { is, or }] of Object.entries(DEMANDED)) {
      const values = Object.hasOwn(directives, name) ? (directives[name] ?? []) : [];
      if (values.length !== 1 || !is.test(values[0] ?? "")) fault(name, values.join(" and ") || "nothing", or);
    }
    if (location !== "/")
      fault("Location", location ?? "nothing", "a part of the API server is reached without logging in");
    if (!dropsIdentities)
      fault("LuaHookAccessChecker", "a program that nobody knows", "clients may send headers that say who they are");
    for (const expected of [UNSET, USER])
      if (!headers.includes(expected)) fault("RequestHeader", "nothing", `it must ${expected}`);
    for (const header of headers) {
      if (header === UNSET || header === USER) continue;
      const [, group = "", name = ""] = GROUP.exec(header) ?? [];
      if (group === "" || !name.replaceAll("[.]", ".").startsWith(`${group},`))
        fault(
          "RequestHeader",
          header,
          "a header says something else than a group of the directory, with the prefix proxy:",
        );
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "the proxy of the documentation", documents: proxy() }],
    fail: [
      { name: "no program that drops identities", documents: proxy(/^LuaHookAccessChecker .*$/m, "") },
      { name: "one that runs after logging in", documents: proxy(" drop_identities early", " drop_identities") },
      { name: "groups without a prefix", documents: proxy('"proxy:oncall"', '"oncall"') },
      { name: "a group that everybody has", documents: proxy(/=~ m#.*#i/, "=~ m#.#i") },
      { name: "another group than the directory's", documents: proxy('"proxy:oncall"', '"proxy:masters"') },
      { name: "the group system:masters for everybody", documents: proxy(UNSET, "set X-Remote-Group system:masters") },
      { name: "users without a prefix", documents: proxy("expr=proxy:%{REMOTE_USER}", "expr=%{REMOTE_USER}") },
      { name: "a directory in clear", documents: proxy("ldaps://", "ldap://") },
      {
        name: "a directory that anybody can be",
        documents: proxy("LDAPVerifyServerCert On", "LDAPVerifyServerCert Off"),
      },
      { name: "an API server that anybody can be", documents: proxy("SSLProxyVerify require", "SSLProxyVerify none") },
      { name: "everybody who comes", documents: proxy("Require valid-user", "Require all granted") },
      { name: "a part of the paths", documents: proxy('<Location "/">', '<Location "/api">') },
      {
        name: "a second way through",
        documents: proxy("ProxyPass / ", "ProxyPass /open http://10.0.0.1/\nProxyPass / "),
      },
      { name: "old TLS", documents: proxy("SSLProtocol -all +TLSv1.3", "SSLProtocol all") },
      { name: "a way to everywhere", documents: proxy("ProxyRequests Off", "ProxyRequests On") },
      { name: "a memory of who was in a group", documents: proxy("LDAPOpCacheEntries 0", "LDAPOpCacheEntries 1024") },
    ],
  }),
};

function proxy(from: string | RegExp = "", to = "") {
  return userData({
    ...LOGIN_PROXY,
    [`${FOLDER}/httpd.conf`]: (LOGIN_PROXY[`${FOLDER}/httpd.conf`] ?? "").replace(from, () => to),
  });
}
