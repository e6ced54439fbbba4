import { createHash } from "node:crypto";
import { type Browser, formOf, type Page } from "./browser";
import { REDIRECT } from "./keycloak-realm";

/** What Keycloak does with people whom somebody else logs in. */
export interface Brokered {
  /** Where a browser is sent by a SAML realm, and whether what it carries is signed. */
  readonly saml: { readonly to: string | undefined; readonly signed: boolean };
  /** An answer of the SAML provider that nobody has signed. */
  readonly unsigned: Page;
  /** The first page of a realm that takes tickets. */
  readonly ticket: Page;
}

const SAML = "urn:oasis:names:tc:SAML:2.0";

/** Tries the realms of SAML and Kerberos as far as a browser gets without either of them. */
export function tryBrokered(at: (name: string) => Browser, provider: string): Brokered {
  const open = (realm: string, more: Readonly<Record<string, string>> = {}) => {
    const challenge = createHash("sha256").update("verifier").digest("base64url");
    const query = new URLSearchParams({
      ...{ client_id: "kubernetes", response_type: "code", scope: "openid", redirect_uri: REDIRECT, state: "state" },
      ...{ code_challenge: challenge, code_challenge_method: "S256", acr_values: "mfa", ...more },
    });
    return at(realm).open(`${provider}/realms/${realm}/protocol/openid-connect/auth?${query}`);
  };
  const page = open("partners");
  const link = /href="([^"]*\/broker\/office\/login[^"]*)"/.exec(page.body)?.[1]?.replaceAll("&amp;", "&");
  if (link === undefined) throw new Error(`no way to the SAML provider: ${page.status} ${page.body.slice(0, 2000)}`);
  const sent = at("partners").open(new URL(link, provider).href);
  const action = /<form\b[^>]*action="([^"]*)"/i.exec(sent.body)?.[1];
  const request = /name="SAMLRequest" value="([^"]*)"/i.exec(sent.body)?.[1] ?? "";
  const state = /name="RelayState" value="([^"]*)"/i.exec(sent.body)?.[1] ?? "";
  const asked = Buffer.from(request, "base64").toString();
  const id = /\bID="([^"]*)"/.exec(asked)?.[1] ?? "";
  const now = new Date().toISOString();
  const endpoint = `${provider}/realms/partners/broker/office/endpoint`;
  const issuer = `<saml:Issuer xmlns:saml="${SAML}:assertion">https://saml.example.com/metadata</saml:Issuer>`;
  const answer = [
    `<samlp:Response xmlns:samlp="${SAML}:protocol" ID="_r" InResponseTo="${id}" Version="2.0" IssueInstant="${now}" Destination="${endpoint}">${issuer}`,
    `<samlp:Status><samlp:StatusCode Value="${SAML}:status:Success"/></samlp:Status>`,
    `<saml:Assertion xmlns:saml="${SAML}:assertion" ID="_a" Version="2.0" IssueInstant="${now}">${issuer}`,
    `<saml:Subject><saml:NameID>mallory</saml:NameID></saml:Subject></saml:Assertion></samlp:Response>`,
  ].join("");
  const fields = { SAMLResponse: Buffer.from(answer).toString("base64"), RelayState: state };
  return {
    saml: { to: action?.replaceAll("&amp;", "&"), signed: asked.includes("<dsig:SignatureValue>") },
    unsigned: at("partners").submit(endpoint, fields),
    ticket: open("tickets"),
  };
}

/** Whether a page asks for name and password. */
export const isForm = (page: Page) => formOf(page, "kc-form-login") !== undefined;
