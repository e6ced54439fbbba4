/**
 * The machine of an authenticating proxy: Apache httpd that logs people in with a directory and says to the API server who they are.
 * The library writes its cloud-init user data. Its image brings cloud-init, nftables and Debian's `apache2-bin`; certificates and keys the team
 * brings.
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_authnz_ldap.html
 */
export interface LoginProxyMachineInput {
  /** The machine's IPv4 address, where clients reach it at port 443. It must be inside a range of `apiServer.reachableFrom`. */
  readonly address: string;

  /** Where people and their groups stand. */
  readonly directory: DirectoryInput;
}

/**
 * An LDAP directory, asked by TLS alone. People are `inetOrgPerson` and named by `uid`; `memberOf` of a person names their groups, as
 * Active Directory and the overlay of OpenLDAP say it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4514
 */
export interface DirectoryInput {
  /** The directory's DNS name in lower case, with a dot in it; reached at port 636. */
  readonly server: string;

  /** Below which name people stand: `ou=people,dc=example,dc=com`. */
  readonly people: string;

  /** Below which name groups stand: `ou=groups,dc=example,dc=com`. */
  readonly groups: string;

  /** By which name the proxy looks people up; its password is a file on the machine. */
  readonly reader: string;
}
