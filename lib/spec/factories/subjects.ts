import type { CertificateGroupInput, IamRoleInput, OidcGroupInput } from "../access-spec";

/** A group from the identity provider, without the prefix `oidc:`. */
export function oidcGroup(group: string): OidcGroupInput {
  return { method: "oidc", group };
}

/** An IAM role, by its ARN. Cloud profile only. */
export function iamRole(role: string): IamRoleInput {
  return { method: "aws-iam", role };
}

/** The organisation of a client certificate, without the prefix `cert:`. Data-center and edge profiles only. */
export function certificateGroup(group: string): CertificateGroupInput {
  return { method: "client-certificate", group };
}
