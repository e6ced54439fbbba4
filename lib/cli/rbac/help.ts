/** What `portcullis rbac --help` prints. */
export const RBAC_HELP = `portcullis rbac PATH... says what roles and bindings effectively grant, whoever wrote them.

  portcullis rbac manifests/                   what is dangerous, and the way to cluster admin
  portcullis rbac . --who-can "get secrets"    who may, where, and by which binding
  portcullis rbac . --matrix                   everybody against the rights that lead to others
  portcullis rbac suggest audit.log            the smallest roles for what was done
  portcullis rbac suggest audit.log --against manifests/
                                               and what is held and was never used

PATH is a file, a folder with all .yaml, .yml and .json files below it, or - for standard
input. Roles, ClusterRoles and their bindings are read, also out of lists; aggregation and
bindings are expanded as Kubernetes 1.35 does it, with the roles that every cluster has.
All paths together are one cluster. Templates are rendered first (helm template).

suggest LOG... reads audit logs of API servers (JSON lines, audit.k8s.io/v1), - for
standard input, and prints manifests. What was denied is listed and not granted.

Options
  --who-can QUESTION  instead of findings: VERB RESOURCE [named NAME] [in NAMESPACE], or
                      VERB /PATH; RESOURCE as kubectl writes it: pods/exec,
                      deployments.apps; as often as you like
  --matrix            instead of findings: every subject against the usual questions
  --namespace NAME    where objects stand that name no namespace; default when left out
  --subject USER      of suggest: only this user, as the log has it; as often as you like
  --against PATH      of suggest: roles and bindings to compare with; as often as you like
  --json              print the result for programs
  -h, --help          print this

Exit codes
  0  nothing was found, or every question has an answer
  1  something was found; an answer is unknown; of suggest: a proposed right is dangerous, or
     one that is held was never used
  2  arguments or files cannot be used
`;
