import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = join(__dirname, "..", "..", "..", "docs", "identity-providers.md");

/** A public client of the realm; `kubernetes` is the one that kubectl logs in with. */
interface RealmClient {
  readonly clientId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly [setting: string]: unknown;
}

export interface Realm {
  readonly realm: string;
  readonly clients: readonly RealmClient[];
  readonly [setting: string]: unknown;
}

/** Where a browser is sent back to: a listener of a login program on the user's own machine. */
export const REDIRECT = "http://localhost:8000";

/**
 * The realm of docs/identity-providers.md, in that page's words but for the life of its tokens and a second program, which is
 * set up like the first.
 *
 * @param tokenSeconds how long tokens live
 */
export function realmOfPage(another: string, tokenSeconds: number): Realm {
  const realm = blocksOfPage()[0] as unknown as Realm;
  const clients = realm.clients.flatMap((client) =>
    [client.clientId, another].map((clientId) => ({
      ...client,
      clientId,
      attributes: { ...client.attributes, "access.token.lifespan": String(tokenSeconds) },
    })),
  );
  return { ...realm, clients };
}

type Block = Readonly<Record<string, unknown>>;

/** The blocks of JSON on the page: the realm, what SAML adds to it, and what Kerberos adds to its directory and its flows. */
function blocksOfPage(): readonly Block[] {
  const texts = [...readFileSync(PAGE, "utf8").matchAll(/^```json\n([\s\S]*?)^```/gm)];
  return texts.map(([, text = ""]) => JSON.parse(text) as Block);
}

/** The realm `partners`, whose people a SAML provider knows. */
export function samlRealm(): Realm {
  const [realm = {}, saml = {}] = blocksOfPage();
  return { ...realm, realm: "partners", components: {}, ...saml } as unknown as Realm;
}

/** The realm `tickets`, in which a ticket of Kerberos is worth a password. */
export function kerberosRealm(): Realm {
  const [realm = {}, , directory = {}, flow = {}] = blocksOfPage();
  const PASSWORD = '"authenticatorFlow":false,"authenticator":"auth-username-password-form"';
  const own = JSON.stringify(realm)
    .replace(PASSWORD, `"authenticatorFlow":true,"flowAlias":"${flow.alias}"`)
    .replace('"usersDn"', `${JSON.stringify(directory).slice(1, -1)},"usersDn"`);
  const changed = JSON.parse(own) as Realm & { readonly authenticationFlows: readonly unknown[] };
  return { ...changed, realm: "tickets", authenticationFlows: [...changed.authenticationFlows, flow] };
}
