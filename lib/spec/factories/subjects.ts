import type {
  CertificateGroupInput,
  CertificateUserInput,
  IamRoleInput,
  OidcGroupInput,
  OidcUserInput,
  ProxyGroupInput,
  ServiceAccountInput,
} from "../access-spec";

/** A group from an identity provider, without the prefix `oidc:`; `provider` is the name of one that has a name. */
export function oidcGroup(group: string, provider?: string): OidcGroupInput {
  return { method: "oidc", ...(provider !== undefined && { provider }), group };
}

/** One user of an identity provider, by the value of `usernameClaim`, without the prefix `oidc:`. Prefer groups. */
export function oidcUser(user: string, provider?: string): OidcUserInput {
  return { method: "oidc", ...(provider !== undefined && { provider }), user };
}

/** An IAM role, by its ARN. Cloud profile only. */
export function iamRole(role: string): IamRoleInput {
  return { method: "aws-iam", role };
}

/** The organisation of a client certificate, without the prefix `cert:`. Data-center and edge profiles only. */
export function certificateGroup(group: string): CertificateGroupInput {
  return { method: "client-certificate", group };
}

/** The common name of a client certificate, without the prefix `cert:`. Data-center and edge profiles only. */
export function certificateUser(user: string): CertificateUserInput {
  return { method: "client-certificate", user };
}

/** A group that the authenticating proxy vouches for, without the prefix `proxy:`. Data-center and edge profiles only. */
export function proxyGroup(group: string): ProxyGroupInput {
  return { method: "authenticating-proxy", group };
}

/** A workload of a tenant, by its service account. Holds personas of machines alone. */
export function serviceAccount(namespace: string, name: string): ServiceAccountInput {
  return { method: "service-account", namespace, name };
}
