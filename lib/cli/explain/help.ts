/** What `portcullis explain --help` prints. */
export const EXPLAIN_HELP = `portcullis explain TERM... says what a rule, a field or a control is about.

  portcullis explain private-endpoint            a rule, and what profiles answer to it
  portcullis explain apiServer.reachableFrom     a field: meaning, bounds, default, source
  portcullis explain retentionDays               every field of that name
  portcullis explain CIS-1.12 4.2.1              a clause of a standard: the rules that support it
  portcullis explain NIST-800-53                 every clause of it that a rule supports

Rules are named in brackets in findings, fields at the head of issues. All rules stand in
docs/guard-rails.md.

Options
  --json         print the result for programs
  -h, --help     print this

Exit codes
  0  explained          2  nothing has such a name, or arguments cannot be used
`;
