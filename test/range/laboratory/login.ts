import { createHash, randomBytes } from "node:crypto";
import { type Browser, formOf, type Page } from "./browser";
import { REDIRECT } from "./keycloak-realm";
import { oneTimePassword } from "./one-time-password";

/** What a login gives to the program that asked for it. */
export interface Session {
  readonly client: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** An authenticator as a user has it: the secret that it was enrolled with, how many codes it has shown, and the last one. */
export interface Authenticator {
  secret?: string;
  shown: number;
  last?: string;
  /** A code that it shows every time. */
  readonly always?: string;
}

export interface Person {
  readonly name: string;
  readonly password: string;
  /** @default none: whoever is asked for a code gives up */
  readonly authenticator?: Authenticator;
}

/** A login that ended on a page of the provider instead of at the program. */
export class NotLoggedIn extends Error {}

/**
 * The authorization code flow with PKCE, as a login program for kubectl does it, with somebody at a browser who fills in the
 * provider's forms.
 */
export class LoginProgram {
  constructor(
    private readonly issuer: string,
    private readonly browser: Browser,
  ) {}

  /** @param level the level of authentication that is asked for; none asks for what the provider takes to be enough */
  logIn(client: string, person: Person, level?: string): Session {
    const verifier = randomBytes(32).toString("base64url");
    const grant = this.#codeOf(client, person, verifier, level);
    return this.#tokens(client, { ...grant, code_verifier: verifier });
  }

  /** What the provider answers to somebody who has caught a code on its way back, and asks for tokens in the program's place. */
  stealCode(client: string, person: Person, level: string): string {
    const verifier = randomBytes(32).toString("base64url");
    const guess = randomBytes(32).toString("base64url");
    return this.ask({ client_id: client, ...this.#codeOf(client, person, verifier, level), code_verifier: guess });
  }

  #codeOf(client: string, person: Person, verifier: string, level?: string) {
    const query = new URLSearchParams({
      client_id: client,
      response_type: "code",
      scope: "openid",
      redirect_uri: REDIRECT,
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      state: randomBytes(8).toString("hex"),
      ...(level === undefined ? {} : { acr_values: level }),
    });
    const page = this.#fillIn(this.browser.open(`${this.issuer}/protocol/openid-connect/auth?${query}`), person);
    const code = page.location === undefined ? null : new URL(page.location).searchParams.get("code");
    if (code === null) throw new NotLoggedIn(`the login ended on a page: ${wordsOf(page)}`);
    return { grant_type: "authorization_code", code, redirect_uri: REDIRECT };
  }

  /** A new token of the same session, as login programs ask for when one has ended. */
  renew({ client, refreshToken }: Session): Session {
    return this.#tokens(client, { grant_type: "refresh_token", refresh_token: refreshToken });
  }

  #fillIn(first: Page, { name, password, authenticator }: Person): Page {
    let page = first;
    const login = formOf(page, "kc-form-login");
    if (login !== undefined) page = this.browser.submit(login.action, { ...login.fields, username: name, password });
    const enrolment = formOf(page, "kc-totp-settings-form");
    if (enrolment !== undefined && authenticator !== undefined) {
      authenticator.secret = enrolment.fields.totpSecret ?? "";
      page = this.browser.submit(enrolment.action, {
        ...enrolment.fields,
        totp: next(authenticator),
        userLabel: "phone",
      });
    }
    const code = formOf(page, "kc-otp-login-form");
    if (code !== undefined && authenticator !== undefined)
      page = this.browser.submit(code.action, { ...code.fields, otp: next(authenticator) });
    return page;
  }

  /** What the provider answers to a program that asks for tokens. */
  ask(grant: Readonly<Record<string, string>>): string {
    const { status, body } = this.browser.submit(`${this.issuer}/protocol/openid-connect/token`, grant);
    return `${status} ${body}`;
  }

  #tokens(client: string, grant: Readonly<Record<string, string>>): Session {
    const words = this.ask({ client_id: client, ...grant });
    const answer = JSON.parse(words.slice(4)) as { readonly id_token?: string; readonly refresh_token?: string };
    if (answer.id_token === undefined) throw new NotLoggedIn(words);
    return { client, idToken: answer.id_token, refreshToken: answer.refresh_token ?? "" };
  }
}

/** A code that was not shown before: the provider takes each once, and the next one a little before its time. */
function next(authenticator: Authenticator): string {
  const code = authenticator.always ?? oneTimePassword(authenticator.secret ?? "", authenticator.shown);
  authenticator.shown += 1;
  authenticator.last = code;
  return code;
}

/** What a page of the provider says: which one it is, and what was wrong. */
function wordsOf({ status, body }: Page): string {
  const template = /<!-- template: (\S+) -->/.exec(body)?.[1] ?? body.slice(0, 200);
  const wrong = />\s*(Invalid [a-z ]+)\./.exec(body)?.[1] ?? "nothing is wrong yet";
  return `${status} ${template}: ${wrong}`;
}
