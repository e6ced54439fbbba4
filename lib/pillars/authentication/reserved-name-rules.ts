import type { ClaimRule } from "./mfa-claim-rules";

/** Refuses users and groups whose names belong to Kubernetes itself, whatever the mapping made of the claims. */
export function reservedNameRules(): readonly ClaimRule[] {
  return [
    { expression: `!user.username.startsWith("system:")`, message: "user names may not begin with system:" },
    {
      expression: `user.groups.all(g, !g.startsWith("system:"))`,
      message: "group names may not begin with system:",
    },
  ];
}
