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
  const [, text = ""] = /^```json\n([\s\S]*?)^```/m.exec(readFileSync(PAGE, "utf8")) ?? [];
  const realm = JSON.parse(text) as Realm;
  const clients = realm.clients.flatMap((client) =>
    [client.clientId, another].map((clientId) => ({
      ...client,
      clientId,
      attributes: { ...client.attributes, "access.token.lifespan": String(tokenSeconds) },
    })),
  );
  return { ...realm, clients };
}
