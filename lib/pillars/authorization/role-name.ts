/**
 * The name of a persona's role and of its bindings. Public API: audit queries and other bindings name it. The colon sets it
 * apart from roles that teams make, as Kubernetes does with `system:`.
 */
export function roleName(persona: string): string {
  return `portcullis:${persona}`;
}
