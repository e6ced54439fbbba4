import type { LoginProxyFact } from "../../facts/login-proxy";

/** What a configuration of httpd says, before it is known what lies beside it. */
export type LoginProxySettings = Pick<LoginProxyFact, "directives" | "location" | "headers">;

/** Directives that are read; what is not here can run programs, open ports, serve files or log in somebody else. */
const READ = [
  ...["AuthBasicProvider", "AuthLDAPBindDN", "AuthLDAPBindPassword", "AuthLDAPRemoteUserAttribute", "AuthLDAPURL"],
  ...["AuthName", "AuthType", "CustomLog", "DefaultRuntimeDir", "ErrorLog", "Group", "HttpProtocolOptions"],
  ...["LDAPCacheEntries", "LDAPOpCacheEntries", "LDAPSharedCacheSize", "LDAPTrustedGlobalCert", "LDAPVerifyServerCert"],
  ...["Listen", "LoadModule", "LogFormat", "LuaHookAccessChecker", "PidFile", "ProxyPass", "ProxyRequests", "Require"],
  ...["SSLCertificateFile", "SSLCertificateKeyFile", "SSLEngine", "SSLProtocol", "SSLProxyCACertificateFile"],
  ...["SSLProxyCheckPeerExpire", "SSLProxyCheckPeerName", "SSLProxyEngine", "SSLProxyMachineCertificateFile"],
  ...["SSLProxyProtocol", "SSLProxyVerify", "ServerName", "TraceEnable", "User"],
];

/**
 * Reads the configuration of an authenticating proxy by Apache httpd: directives, one location, and what happens to headers in it.
 * Says why when it does not understand.
 *
 * @see https://httpd.apache.org/docs/2.4/configuring.html
 */
export function readLoginProxy(content: string): LoginProxySettings | string {
  const directives: Record<string, string[]> = Object.create(null);
  const headers: string[] = [];
  let location: string | undefined;
  let inside = false;
  for (const line of content.split("\n").map((text) => text.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.endsWith("\\")) return `the line ${JSON.stringify(line)} goes on in the next one`;
    const opened = /^<Location "([^"]*)">$/.exec(line)?.[1];
    if (opened !== undefined) {
      if (location !== undefined) return "there are two locations";
      location = opened;
      inside = true;
      continue;
    }
    if (line === "</Location>" && inside) {
      inside = false;
      continue;
    }
    const [, name = "", value = ""] = /^([A-Za-z]+) +(.+)$/.exec(line) ?? [];
    if (name === "RequestHeader" && inside) headers.push(value);
    else if (READ.includes(name)) directives[name] = [...(directives[name] ?? []), value];
    else return `the line ${JSON.stringify(line)} is not read${inside ? " in a location" : ""}`;
  }
  return inside ? "its location does not end" : { directives, location, headers };
}

/** The program that drops every header by which a client could say who he is; one sign more makes it another one. */
const DROPS_IDENTITIES = `function drop_identities(request)
  for name in pairs(request:headers_in_table()) do
    local plain = name:lower():gsub("_", "-")
    if plain:sub(1, 9) == "x-remote-" or plain == "connection" then request.headers_in[name] = nil end
  end
  return apache2.DECLINED
end
`;

/** Whether a program in Lua is the known one that drops identities. */
export function dropsIdentities(content: string): boolean {
  return content === DROPS_IDENTITIES;
}
