import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LaboratoryAuthority } from "./certificates";
import type { Host } from "./network";
import { end } from "./own-names";

const SUFFIX = "dc=plant,dc=example,dc=com";
const MANAGER = `cn=manager,${SUFFIX}`;

/** The directory as a program reads it, by LDAP over TLS alone. */
export interface DirectoryReader {
  readonly url: string;
  readonly name: string;
  readonly password: string;
  readonly people: string;
  readonly groups: string;
}

/** Who is in the directory at first: people, and the groups that each is in. */
export type People = Readonly<Record<string, readonly string[]>>;

/**
 * OpenLDAP with people and groups, on a host of the laboratory: a configuration, a database and a port of its own. Nobody
 * asks it without a name or without TLS. The system's own service is not touched.
 */
export class OpenLdap {
  readonly #folder: string;
  readonly #password = secret();
  readonly #passwords: ReadonlyMap<string, string>;
  readonly reader: DirectoryReader;
  #server: ChildProcess | undefined;

  constructor(
    private readonly host: Host,
    private readonly name: string,
    private readonly address: string,
    private readonly people: People,
    folder: string,
  ) {
    this.#folder = join(folder, "open-ldap");
    this.#passwords = new Map(Object.keys(people).map((person) => [person, secret()]));
    this.reader = {
      url: `ldaps://${name}`,
      name: `cn=reader,${SUFFIX}`,
      password: secret(),
      people: `ou=people,${SUFFIX}`,
      groups: `ou=groups,${SUFFIX}`,
    };
  }

  passwordOf(person: string): string {
    return this.#passwords.get(person) ?? "";
  }

  async start(authority: LaboratoryAuthority): Promise<void> {
    mkdirSync(join(this.#folder, "database"), { recursive: true });
    const file = (name: string, content: string) => {
      const path = join(this.#folder, name);
      writeFileSync(path, content, { mode: 0o600 });
      return path;
    };
    const { certificate, key } = authority.serve(this.name);
    const configuration = file("slapd.conf", this.#configuration(authority.certificate, certificate, key));
    execFileSync("slapadd", ["-f", configuration, "-l", file("people.ldif", this.#entries())], { stdio: "pipe" });
    const listen = ["-f", configuration, "-h", `ldaps://${this.address}:636/`, "-d", "0"];
    const command = [...this.#enter(), "slapd", ...listen];
    this.#server = spawn("nsenter", command, { stdio: "ignore", detached: true });
    for (let tries = 0; this.#tell("ldapwhoami", "").status !== 0; tries += 1) {
      if (tries > 100) throw new Error("OpenLDAP does not answer");
      await setTimeout(100);
    }
  }

  /** Takes somebody out of a group. */
  leave(person: string, group: string): void {
    const member = `delete: member\nmember: uid=${person},${this.reader.people}\n`;
    this.#must("ldapmodify", `dn: cn=${group},${this.reader.groups}\nchangetype: modify\n${member}`);
  }

  /** Removes somebody from the directory. */
  remove(person: string): void {
    this.#must("ldapmodify", `dn: uid=${person},${this.reader.people}\nchangetype: delete\n`);
  }

  async stop(): Promise<void> {
    await end(this.#server);
    this.#server = undefined;
  }

  #enter(): readonly string[] {
    return [`--net=/var/run/netns/${this.host.namespace}`];
  }

  /** Tells the directory something as its manager. The certificate's name is not that of the address; the network is the laboratory's. */
  #tell(program: string, input: string) {
    const words = ["-x", "-H", `ldaps://${this.address}`, "-D", MANAGER, "-y", join(this.#folder, "manager")];
    writeFileSync(join(this.#folder, "manager"), this.#password, { mode: 0o600 });
    const env = { ...process.env, LDAPTLS_REQCERT: "never" };
    return spawnSync("nsenter", [...this.#enter(), program, ...words], {
      input,
      env,
      encoding: "utf8",
      timeout: 10_000,
    });
  }

  #must(program: string, input: string): void {
    const { status, stderr } = this.#tell(program, input);
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  }

  #configuration(authority: string, certificate: string, key: string): string {
    return `${["core", "cosine", "inetorgperson"].map((name) => `include /etc/ldap/schema/${name}.schema`).join("\n")}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile ${join(this.#folder, "slapd.pid")}
TLSCACertificateFile ${authority}
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
security ssf=128
disallow bind_anon
database mdb
maxsize 67108864
suffix "${SUFFIX}"
rootdn "${MANAGER}"
rootpw ${this.#password}
directory ${join(this.#folder, "database")}
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by users read
`;
  }

  #entries(): string {
    const unit = (name: string) => `dn: ou=${name},${SUFFIX}\nobjectClass: organizationalUnit\nou: ${name}\n`;
    const person = (name: string) =>
      `dn: uid=${name},${this.reader.people}\nobjectClass: inetOrgPerson\nuid: ${name}\ncn: ${name}\nsn: Example\ngivenName: ${name}\nmail: ${name}@example.com\nuserPassword: ${this.passwordOf(name)}\n${(this.people[name] ?? []).map((group) => `memberOf: cn=${group},${this.reader.groups}\n`).join("")}`;
    const groups = new Set(Object.values(this.people).flat());
    const group = (name: string) => {
      const members = Object.keys(this.people).filter((one) => this.people[one]?.includes(name));
      const lines = members.map((one) => `member: uid=${one},${this.reader.people}\n`).join("");
      // A group is never without members, so that the last person can leave it.
      return `dn: cn=${name},${this.reader.groups}\nobjectClass: groupOfNames\ncn: ${name}\nmember: ${MANAGER}\n${lines}`;
    };
    return [
      `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: plant\ndc: plant\n`,
      unit("people"),
      unit("groups"),
      `dn: ${this.reader.name}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: reader\nuserPassword: ${this.reader.password}\n`,
      ...Object.keys(this.people).map(person),
      ...[...groups].map(group),
    ].join("\n");
  }
}

const secret = () => randomBytes(18).toString("base64url");
