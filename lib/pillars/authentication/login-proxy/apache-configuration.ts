import type { ConfigFile } from "../../../plan/config-file";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../../plan/machine-paths";
import type { LoginProxyMachineInput } from "../../../spec/login-proxy-spec";
import { METHOD_PREFIXES } from "../../../spec/derived";

/** What the proxy's configuration is made of. */
export interface LoginProxyPlan {
  /** The proxy's name, to its clients and, in its certificate, to the API server. */
  readonly clientName: string;
  readonly machine: LoginProxyMachineInput;
  readonly apiServerName: string;
  /** The groups of the directory that the description binds. */
  readonly groups: readonly string[];
}

/** What is used, and nothing more. */
const MODULES = [
  ...["mpm_event", "authn_core", "authz_core", "authz_user", "auth_basic", "ldap", "authnz_ldap"],
  ...["headers", "lua", "proxy", "proxy_http", "ssl", "socache_shmcb"],
];
const FOLDER = MACHINE_PATHS.loginProxyFolder;
const STATE = MACHINE_PATHS.loginProxyState;
const PREFIX = METHOD_PREFIXES["authenticating-proxy"];

/** In a pattern a dot stands for any sign. The description admits no other sign that has a meaning there. */
const literally = (text: string) => text.replaceAll(".", "[.]");

/**
 * Apache httpd as an authenticating proxy: TLS 1.3 on both sides, each person by the directory's spelling of the name, the prefix
 * before users and groups, and no group but those that the description binds. The order is httpd's: the hook runs before logging in, and
 * `RequestHeader` after it.
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_proxy.html
 * @see https://httpd.apache.org/docs/2.4/mod/mod_authnz_ldap.html
 */
export function apacheConfiguration({ clientName, machine, apiServerName, groups }: LoginProxyPlan): ConfigFile {
  const { address, directory } = machine;
  const bound = [...new Set(groups)].sort().map((group) => {
    const name = literally(`cn=${group},${directory.groups}`);
    return `  RequestHeader add X-Remote-Group "${PREFIX}${group}" "expr=%{reqenv:AUTHENTICATE_MEMBEROF} =~ m#(^|; )${name}($|; )#i"\n`;
  });
  return {
    pillar: "authentication",
    fields: ["access", "authentication.methods", "profile.apiServerName"],
    path: MACHINE_PATHS.loginProxy,
    mode: "0600",
    owner: "root:root",
    content: `${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so\n`).join("")}
ServerName ${clientName}
Listen ${address}:443
User www-data
Group www-data
DefaultRuntimeDir ${STATE}
PidFile ${STATE}/pid
ErrorLog ${STATE}/error.log
LogFormat "%t %a %u \\"%r\\" %>s" access
CustomLog ${STATE}/access.log access
HttpProtocolOptions Strict
TraceEnable Off

SSLEngine On
SSLProtocol -all +TLSv1.3
SSLCertificateFile ${FOLDER}/server.crt
SSLCertificateKeyFile ${FOLDER}/server.key

# To the API server and nobody else, which must be the cluster's own.
ProxyRequests Off
SSLProxyEngine On
SSLProxyProtocol -all +TLSv1.3
SSLProxyCACertificateFile ${FOLDER}/cluster-ca.crt
SSLProxyMachineCertificateFile ${FOLDER}/proxy.pem
SSLProxyVerify require
SSLProxyCheckPeerName On
SSLProxyCheckPeerExpire On
ProxyPass / https://${apiServerName}:${API_SERVER_PORT}/

# The directory by TLS alone. Nothing of it is kept, so that whoever leaves a group has left it.
LDAPTrustedGlobalCert CA_BASE64 ${FOLDER}/directory-ca.crt
LDAPVerifyServerCert On
LDAPSharedCacheSize 0
LDAPCacheEntries 0
LDAPOpCacheEntries 0

LuaHookAccessChecker ${MACHINE_PATHS.dropIdentities} drop_identities early

<Location "/">
  AuthType Basic
  AuthName kubernetes
  AuthBasicProvider ldap
  AuthLDAPURL "ldaps://${directory.server}/${directory.people}?uid,memberOf?one?(objectClass=inetOrgPerson)"
  AuthLDAPBindDN "${directory.reader}"
  AuthLDAPBindPassword "exec:/bin/cat ${FOLDER}/reader-password"
  # As the directory spells the name, however it was typed.
  AuthLDAPRemoteUserAttribute uid
  Require valid-user

  RequestHeader unset Authorization
  RequestHeader set X-Remote-User "expr=${PREFIX}%{REMOTE_USER}"
  # One line for each group that the description binds; the others are nobody's business.
${bound.join("")}</Location>
`,
  };
}
