import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  certificateGroup,
  type DataCenterClusterSpec,
  type KubernetesVersion,
  keycloak,
  oidc,
  oidcGroup,
} from "../../lib";
import { programPath } from "../conformance/programs";
import { plantCluster, plantInput } from "../plant-cluster";
import { isShown, writeEvidence } from "./attacks/evidence";
import {
  claimsOf,
  identityProviderAttacks,
  type Logins,
  NAMESPACES,
  type TokenClaims,
} from "./attacks/identity-provider";
import { eventOf, type Shown, tryAll } from "./attacks/run";
import type { ApiAnswer } from "./laboratory/api-client";
import { type Brokered, isForm, tryBrokered } from "./laboratory/brokered";
import { Browser } from "./laboratory/browser";
import { DIFFERENCES } from "./laboratory/control-plane";
import { Keycloak } from "./laboratory/keycloak";
import { kerberosRealm, realmOfPage, samlRealm } from "./laboratory/keycloak-realm";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { type Authenticator, LoginProgram, type Person, type Session } from "./laboratory/login";
import { OpenLdap } from "./laboratory/open-ldap";
import { Plant } from "./laboratory/plant";
import { apiServerPrograms } from "./laboratory/programs";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

const NAME = "login.example.com";
const ADDRESS = "192.0.2.10";
const ISSUER = `https://${NAME}/realms/plant`;
/** How long a token lives, in seconds: as long as somebody who has left a group may go on. */
const TOKEN_SECONDS = 30;
/** For so long the API server goes on believing a token that it has seen, in seconds. */
const REMEMBERED_SECONDS = 10;

/** The plant with Keycloak as its provider. */
function plantOfKeycloak(kubernetesVersion: KubernetesVersion): DataCenterClusterSpec {
  const { methods } = plantInput().authentication;
  return plantCluster({
    kubernetesVersion,
    authentication: {
      methods: [
        oidc({ issuer: ISSUER, clientId: "kubernetes", mfa: keycloak("mfa"), loginWithinHours: 8 }),
        ...methods.filter(({ method }) => method === "client-certificate"),
      ],
    },
    access: [
      { who: oidcGroup("plant-platform"), persona: "operator" },
      { who: certificateGroup("plant-recovery"), persona: "recovery" },
    ],
  });
}

/** What somebody got who did not get a token, in words. */
function refusalOf(logIn: () => unknown): string {
  try {
    logIn();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "a token";
}

/** Tries for a while; whoever comes after says what is still wrong. */
async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 40 && !done(); tries += 1) await setTimeout(500);
}

const pick = ({ auditId }: ApiAnswer) => (auditId === undefined ? {} : { auditId });

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let logins: Logins;
  const ATTACKS = identityProviderAttacks(() => logins);

  let shown: readonly Shown[];
  let first: { readonly claims: TokenClaims; readonly answer: ApiAnswer; readonly event?: unknown };
  let refusals: Readonly<Record<string, string>>;
  let left: {
    readonly before: ApiAnswer;
    readonly renewed: ApiAnswer;
    readonly held: ApiAnswer;
    /** Seconds from the end of the token until it was refused. */
    readonly refusedAfter: number;
    readonly refused: ApiAnswer;
  };
  let removed: string;
  let brokered: Brokered;

  beforeAll(async () => {
    const plant = await Plant.start(apiServerPrograms(version), plantOfKeycloak(version));
    const host = plant.hosts.issuer;
    const people = { alice: ["plant-platform"], bob: ["plant-platform"], mallory: ["system:masters"] };
    const directory = new OpenLdap(host, "ldap.example.com", ADDRESS, people, plant.folder);
    const names = { [NAME]: ADDRESS, "ldap.example.com": ADDRESS };
    const provider = new Keycloak(program("kc.sh"), host, NAME, names, plant.folder);
    try {
      // The laboratory's own issuer stands at the same address.
      await plant.issuer.stop();
      await directory.start(plant.authority);
      const office = readFileSync(plant.authority.serve("saml.example.com").certificate, "utf8");
      const secrets = {
        DIRECTORY_PASSWORD: directory.reader.password,
        SAML_CERTIFICATE: office.replace(/-----[A-Z ]+-----|\n/g, ""),
      };
      const others = [samlRealm(), kerberosRealm()];
      await provider.start(plant.authority, realmOfPage("wiki", TOKEN_SECONDS), secrets, others);
      await plant.restartApiServer();

      const site = { name: NAME, address: ADDRESS, authority: plant.authority.certificate };
      const browser = (name: string) => new Browser(plant.hosts.operator, site, plant.folder, name);
      const at = (name: string) => new LoginProgram(ISSUER, browser(name));
      brokered = tryBrokered(browser, `https://${NAME}`);
      const person = (name: string, authenticator?: Authenticator): Person => ({
        name,
        password: directory.passwordOf(name),
        ...(authenticator === undefined ? {} : { authenticator }),
      });
      const phone: Authenticator = { shown: 0 };
      const ask = ({ idToken }: Session, path = NAMESPACES) => plant.ask({ path, token: idToken });

      // The first login enrols the phone, the second shows its next code.
      at("new-phone").logIn("kubernetes", person("alice", phone), "mfa");
      const ofAlice = at("alice");
      const session = ofAlice.logIn("kubernetes", person("alice", phone), "mfa");
      await until(() => ask(session).status !== 401);
      const answer = ask(session);
      first = { claims: claimsOf(session), answer, ...eventOf(plant, pick(answer)) };

      const wrong = { secret: "another phone", shown: 0 };
      refusals = {
        "a wrong password": refusalOf(() =>
          at("guess").logIn("kubernetes", { name: "alice", password: "guess" }, "mfa"),
        ),
        "a password without a code": refusalOf(() => at("no-code").logIn("kubernetes", person("alice"), "mfa")),
        "another phone's code": refusalOf(() => at("wrong").logIn("kubernetes", person("alice", wrong), "mfa")),
        // The code of the login above, once more.
        "a code that was used": refusalOf(() =>
          at("again").logIn("kubernetes", person("alice", { shown: 0, always: phone.last ?? "" }), "mfa"),
        ),
        // The same browser: the provider remembers both factors.
        "a code that somebody else has caught": ofAlice.stealCode("kubernetes", person("alice"), "mfa"),
        "a password in a program": at("direct").ask({
          client_id: "kubernetes",
          grant_type: "password",
          scope: "openid",
          username: "alice",
          password: directory.passwordOf("alice"),
        }),
      };

      const renewing = (login: LoginProgram, from: Session) => ({ token: () => login.renew(from).idToken });
      const byPassword = at("password");
      const ofMallory = at("mallory");
      logins = {
        withCode: renewing(ofAlice, session),
        byPassword: renewing(byPassword, byPassword.logIn("kubernetes", person("alice"))),
        // The same browser: the provider remembers both factors.
        elsewhere: renewing(ofAlice, ofAlice.logIn("wiki", person("alice"), "mfa")),
        master: renewing(ofMallory, ofMallory.logIn("kubernetes", person("mallory", { shown: 0 }), "mfa")),
      };
      shown = await tryAll(plant, ATTACKS);
      await until(() => ask(ofAlice.renew(session)).status !== 401);

      const held = ofAlice.renew(session);
      const before = ask(held);
      directory.leave("alice", "plant-platform");
      const renewed = ask(ofAlice.renew(session));
      const stillHeld = ask(held);
      const end = claimsOf(held).exp * 1000;
      await setTimeout(Math.max(0, end - Date.now()));
      await until(() => ask(held).status === 401);
      left = { before, renewed, held: stillHeld, refusedAfter: (Date.now() - end) / 1000, refused: ask(held) };
      directory.remove("alice");
      removed = refusalOf(() => ofAlice.renew(session));

      const versions = { ...plant.versions(), keycloak: provider.version() };
      writeEvidence(PROOF, { cluster: `plant-berlin-keycloak-${version}`, versions, differences: DIFFERENCES, shown });
    } finally {
      await provider.stop();
      await directory.stop();
      await plant.remove();
    }
  }, 600_000);

  describe("with Keycloak as its provider and OpenLDAP behind it, the cluster", () => {
    test("lets in who logged in by password and code, with the groups of the directory", () => {
      expect(first.claims).toMatchObject({ iss: ISSUER, aud: "kubernetes", acr: "mfa", groups: ["plant-platform"] });
      expect(first.answer.status).toBe(200);
      expect(first.event).toMatchObject({
        user: { username: `oidc:${first.claims.sub}`, groups: ["oidc:plant-platform", "system:authenticated"] },
        responseStatus: { code: 200 },
      });
    });

    test.each(ATTACKS.map((attack, index) => [attack.name, index] as const))("refuses %s", (_, index) => {
      const each = shown[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });

    test("refuses a login of this realm, once it has left the group in the directory, as soon as its token is renewed", () => {
      expect(left.before.status).toBe(200);
      expect(left.renewed).toMatchObject({ status: 403, message: expect.stringContaining('resource "namespaces"') });
    });

    test("goes on believing the token that was there, and refuses it within its life and ten seconds", () => {
      expect(left.held.status).toBe(200);
      expect(left.refused).toMatchObject({ status: 401, message: "Unauthorized" });
      expect(left.refusedAfter).toBeLessThan(REMEMBERED_SECONDS + 2);
    });
  });

  describe("Keycloak before SAML and Kerberos", () => {
    test("sends a browser to the SAML provider with a signed request", () => {
      expect(brokered.saml).toEqual({ to: "https://saml.example.com/sso", signed: true });
    });

    test("refuses an answer of the SAML provider that nobody has signed", () => {
      expect(brokered.unsigned).toMatchObject({ status: 400, body: expect.stringMatching(/Invalid signature/i) });
    });

    test("asks for a ticket first, in a realm of Kerberos, and not in the directory's", () => {
      expect(brokered.ticket).toMatchObject({ status: 401, challenge: "Negotiate" });
      expect(isForm(brokered.ticket)).toBe(false);
    });
  });

  describe("Keycloak gives no token", () => {
    test.each([
      ["a wrong password", /login\.ftl: Invalid username or password/],
      ["a password without a code", /login-otp\.ftl: nothing is wrong yet/],
      ["another phone's code", /login-otp\.ftl: Invalid authenticator code/],
      ["a code that was used", /login-otp\.ftl: Invalid authenticator code/],
      ["a code that somebody else has caught", /400 .*(invalid_grant|PKCE)/],
      ["a password in a program", /unauthorized_client|not allowed/],
    ])("for %s", (name, words) => {
      expect(refusals[name]).toMatch(words);
    });

    test("to somebody who is no longer in the directory", () => {
      expect(removed).toMatch(/400 .*invalid_grant/);
    });
  });
});
