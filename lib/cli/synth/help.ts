/** What `portcullis synth --help` prints. */
export const SYNTH_HELP = `portcullis synth FILE... writes the clusters that fleet files describe, and judges them first.

  portcullis synth clusters.yaml
  portcullis synth eu.yaml us.yaml --out build
  generate-clusters | portcullis synth -

A fleet file is YAML 1.2 or JSON:

  state: { kind: s3, bucket: example-terraform-state, region: eu-central-1 }
  defaults:                 what the clusters share; a cluster may tighten it, never loosen it
    baseline: 1
    kubernetesVersion: "1.35"
  clusters:                 one description each, with the fields of defineCluster
    - name: payments-prod
      profile: { kind: cloud, region: eu-central-1 }

It writes cdktf.out/stacks/NAME/cdk.tf.json for Terraform and dist/NAME.k8s.yaml for the cluster,
the same bytes as a program with the same descriptions. Everything is written and judged beside the
old output and moved to its place at the end: a refusal, a full disk or Ctrl-C leaves the old one.
A cluster is left alone when its description, the library and its files are what they were when it
was judged; .portcullis/fleet.json remembers that, signed with a key of yours.

Options
  --out FOLDER   write below this folder; where you are, when left out
  --fresh        judge and write again what has not changed
  --json         print the result for programs
  -h, --help     print this

Exit codes
  0  written            1  refused: a rule found something
  2  files, arguments or the output folder cannot be used     130, 143  stopped
`;
