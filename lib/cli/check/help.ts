import { PACKS } from "../../guardrails/packs";

/** What `portcullis check --help` prints. */
export const CHECK_HELP = `portcullis check PATH... judges files by the rules of portcullis, whoever wrote them.

  portcullis check cdktf.out                     stacks that cdktf wrote
  terraform show -json plan | portcullis check - a plan
  portcullis check dist/payments.k8s.yaml        rendered manifests
  portcullis check kubeadm.yaml nftables.conf    files of a machine
  portcullis check estate.json --against dist/payments.k8s.yaml
                                                 what the policies would refuse of what runs

PATH is a file, a folder with everything below it, or - for standard input. What a file is
is told from its content: Terraform JSON, what terraform show -json prints of a plan or a
state, Kubernetes manifests (YAML or JSON), configuration of kubeadm and k3s, rulesets of
nftables, user data of cloud-init. What cannot be told is a finding. All that lies below
one PATH belongs to one cluster: manifests that are applied together stand in one folder.

With --against no rule judges. The admission policies among those manifests are asked about
every object below PATH, as kubectl get -A -o json writes those of a running cluster: which
of them would be refused, why, and what to change (docs/migration.md).

Options
  --against FILE   manifests with the policies that would be applied, as often as you like
  --waivers FILE   findings to live with for a while, and shapes to allow (docs/check.md)
  --as-of DAY      the day by which waivers, and warnings of policies, are judged, 2027-01-31;
                   today (UTC) when left out
  --pack NAME      further rules, as often as you like: ${PACKS.map(({ name }) => name).join(", ")}
  --json           print the result for programs
  -h, --help       print this

Exit codes
  0  nothing was found     1  something was found     2  arguments or files cannot be used
`;
