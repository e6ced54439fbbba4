import type { AuthenticationConfigurationFact, JwtIssuerFact } from "../../facts/authentication-configuration";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

/**
 * Reads structured authentication. A prefix counts only where it certainly stands before every name.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/#apiserver-config-k8s-io-v1-AuthenticationConfiguration
 */
export function readAuthenticationConfiguration(document: Fields, file: MachineFile): AuthenticationConfigurationFact {
  document.only("apiVersion", "kind", "anonymous", "jwt");
  const anonymous = document.fields("anonymous").only("enabled", "conditions");
  const paths = anonymous.list("conditions").map((condition) => condition.only("path").text("path") ?? "");
  return {
    kind: "authentication-configuration",
    place: file.place,
    ours: file.ours,
    issuers: document.list("jwt").map(readIssuer),
    anonymous: document.has("anonymous")
      ? { enabled: anonymous.flag("enabled") ?? false, paths: paths.length === 0 ? undefined : paths }
      : undefined,
  };
}

function readIssuer(jwt: Fields): JwtIssuerFact {
  jwt.only("issuer", "claimValidationRules", "claimMappings", "userValidationRules");
  const issuer = jwt.fields("issuer").only("url", "audiences", "audienceMatchPolicy", "certificateAuthority");
  const mappings = jwt.fields("claimMappings").only("username", "groups", "uid", "extra");
  return {
    url: issuer.text("url") ?? "",
    audiences: issuer.texts("audiences"),
    claimRules: jwt.list("claimValidationRules").map((rule) => {
      rule.only("claim", "requiredValue", "expression", "message");
      return rule.has("claim")
        ? `claim ${rule.text("claim") ?? ""} = ${rule.text("requiredValue") ?? ""}`
        : (rule.text("expression") ?? "");
    }),
    usernamePrefix: prefixOf(mappings.fields("username"), userNamePrefix) ?? "",
    groupsPrefix: prefixOf(mappings.fields("groups"), groupNamesPrefix),
    extra: mappings.list("extra").map((mapping) => {
      mapping.only("key", "valueExpression");
      return { key: mapping.text("key") ?? "", expression: mapping.text("valueExpression") ?? "" };
    }),
    userRules: jwt
      .list("userValidationRules")
      .map((rule) => rule.only("expression", "message").text("expression") ?? ""),
  };
}

/** The prefix of a mapping by claim, or the one that its expression puts before every name; undefined when nothing is mapped. */
function prefixOf(mapping: Fields, ofExpression: (expression: string) => string): string | undefined {
  mapping.only("claim", "prefix", "expression");
  const expression = mapping.text("expression");
  if (mapping.has("claim") && expression !== undefined)
    mapping.complain("claim", "and expression stand beside each other");
  if (expression !== undefined) return ofExpression(expression);
  return mapping.has("claim") ? (mapping.text("prefix") ?? "") : undefined;
}

const CLAIM = String.raw`claims\.\??[A-Za-z_][A-Za-z0-9_]*(?:\.orValue\((?:""|\[\])\))?`;

/** `"oidc:" + claims.sub`, and nothing after the claim that could choose another value. */
function userNamePrefix(expression: string): string {
  return new RegExp(String.raw`^(["'])([^"'\\]*)\1 \+ ${CLAIM}$`).exec(expression)?.[2] ?? "";
}

/** `dyn(claims.?groups.orValue([])).map(g, "oidc:" + g)`, with or without a filter by a beginning. */
function groupNamesPrefix(expression: string): string {
  const filter = String.raw`(?:\.filter\((\w+), \1\.startsWith\("[^"\\]*"\)\))?`;
  return (
    new RegExp(String.raw`^(?:dyn\(${CLAIM}\)|${CLAIM})${filter}\.map\((\w+), (["'])([^"'\\]*)\3 \+ \2\)$`).exec(
      expression,
    )?.[4] ?? ""
  );
}
