import type { FactBase } from "./fact-base";

/** An authenticating proxy by Apache httpd, as its configuration says it. */
export interface LoginProxyFact extends FactBase {
  readonly kind: "login-proxy";
  /** Directives of the whole server and of its one location, by name, each with its values in their order. */
  readonly directives: Readonly<Record<string, readonly string[]>>;
  /** Directives that stand in the location, of which `/` must be the whole server. */
  readonly location: string | undefined;
  /** What it does to headers of requests, in order: `unset Authorization`. */
  readonly headers: readonly string[];
  /** Whether the program that it runs over each request is the known one that drops identities. */
  readonly dropsIdentities: boolean;
}
