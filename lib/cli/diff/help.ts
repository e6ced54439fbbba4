/** What `portcullis diff --help` prints. */
export const DIFF_HELP = `portcullis diff OLD NEW says what changes between two fleets, in words.

  portcullis diff old.yaml clusters.yaml         two fleet files
  portcullis diff . clusters.yaml                what is written here, and what a file would write
  portcullis diff build-1 build-2                two output folders
  portcullis diff clusters.yaml --baseline 2     what another edition of the defaults would do

OLD and NEW are fleet files or output folders (with cdktf.out and dist in them). Both are read as
they are written and judged anew: what opens to whom, who is let in as what, findings, settings
deep in the files such as retention and encryption, the fields of descriptions with tighter or
looser where that is known, Terraform addresses that are added, removed, moved, replaced or
changed, and Kubernetes objects.

Options
  --baseline N   compare with the same clusters in this edition of the hardened defaults
  --json         print the result for programs
  -h, --help     print this

Exit codes
  0  no difference      1  something differs      2  arguments or files cannot be used
`;
