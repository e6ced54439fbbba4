import { RENEWS_ENDED_LINES } from "../readers/machine/renew-ended-script";
import type { MachineDocument } from "../document";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Once a month or more often, on a day that every month has, or on a day of the week. */
const MONTHLY_OR_MORE =
  /^(monthly|weekly|daily|((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\*-\*-(\*|0[1-9]|1\d|2[0-8])( \d{2}:\d{2}(:\d{2})?)?)$/;

/** A day of the month that must also be a day of the week comes only now and then. */
const BOTH_DAYS = /^[A-Z][a-z]{2} \*-\*-\d/;

/** Certificates of a control plane do not end unnoticed. */
export const CERTIFICATES_RENEWED: Rule<"certificate-renewal"> = {
  id: "certificates-renewed",
  title:
    "Each control-plane machine renews its certificates at least once a month, and before the kubelet where it was off too long.",
  why: "kubeadm's certificates end after a year: then nobody can look, and whoever helps himself in a hurry opens what was closed.",
  fix: "Start the timer that runs `portcullis-renew-certificates`, with an `OnCalendar` of once a month or more often, and enable `portcullis-renew-ended-certificates.service`.",
  controls: ["NIST-800-53 SC-12", "NIST-800-53 IA-5", "PCI-DSS-4.0.1 3.7.4"],
  judges: "certificate-renewal",
  reach: "ours",
  judge({ calendars, renewsBeforeKubelet }) {
    const often = calendars.some((calendar) => MONTHLY_OR_MORE.test(calendar) && !BOTH_DAYS.test(calendar));
    const faults: Fault[] = [];
    if (calendars.length === 0)
      faults.push({ at: "", got: "nothing", message: "no timer that the machine starts renews its certificates" });
    else if (!often)
      faults.push({
        at: "OnCalendar",
        got: calendars.join(", "),
        message: "the timer runs less often than once a month",
      });
    if (!renewsBeforeKubelet)
      faults.push({
        at: "",
        got: "nothing",
        message: "no unit that starts before the kubelet renews what ended while the machine was off",
      });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "once a month", documents: machine({}) },
      { name: "every Sunday", documents: machine({ calendar: "Sun *-*-* 03:00" }) },
    ],
    fail: [
      { name: "a timer that nothing starts", documents: machine({ commands: [] }) },
      { name: "a service that does something else", documents: machine({ starts: "/usr/local/sbin/other" }) },
      {
        name: "a service that does something else besides",
        documents: machine({ starts: "/usr/local/sbin/renew\nExecStart=/usr/bin/true" }),
      },
      { name: "once a year", documents: machine({ calendar: "yearly" }) },
      { name: "on a day that few months have", documents: machine({ calendar: "*-*-31 03:00:00" }) },
      { name: "on Fridays that are the thirteenth", documents: machine({ calendar: "Fri *-*-13 03:00:00" }) },
      { name: "in one month", documents: machine({ calendar: "*-01-01 03:00:00" }) },
      { name: "nothing for a machine that was off", documents: machine({ commands: TIMER_ALONE }) },
      { name: "renewal beside the kubelet's start", documents: machine({ before: "" }) },
      { name: "renewal that no start of the machine asks for", documents: machine({ wanted: "" }) },
      { name: "renewal before the kubelet by something else", documents: machine({ early: "/usr/bin/true" }) },
      { name: "a script that renews nothing", documents: machine({ script: "kubeadm certs check-expiration" }) },
    ],
  }),
};

const TIMER_ALONE = [["systemctl", "enable", "--now", "renew.timer"]];
const EARLY = "/usr/local/sbin/portcullis-renew-ended-certificates";

interface FixtureChange {
  readonly before?: string;
  readonly wanted?: string;
  readonly early?: string;
  readonly calendar?: string;
  readonly starts?: string;
  readonly script?: string;
  readonly commands?: readonly (readonly string[])[];
}

function machine({
  calendar = "*-*-03 03:00:00",
  starts = "/usr/local/sbin/renew",
  script = "kubeadm certs renew all",
  commands = [...TIMER_ALONE, ["systemctl", "enable", "early.service"]],
  before = "Before=kubelet.service\n",
  wanted = "[Install]\nWantedBy=multi-user.target\n",
  early = EARLY,
}: FixtureChange): readonly MachineDocument[] {
  const files = {
    "/etc/kubernetes/kubeadm.yaml": "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n",
    "/etc/systemd/system/renew.timer": `[Timer]\nOnCalendar=${calendar}\n[Install]\nWantedBy=timers.target\n`,
    "/etc/systemd/system/early.service": `[Unit]\n${before}[Service]\nType=oneshot\nExecStart=${early}\n${wanted}`,
    [EARLY]: `${RENEWS_ENDED_LINES.join("\n").replace("NAME", "cp-1")}\n`,
    "/etc/systemd/system/renew.service": `[Service]\nType=oneshot\nExecStart=${starts}\n`,
    "/usr/local/sbin/renew": `#!/bin/sh
set -eu
umask 077
own=10.40.0.11
machines="10.40.0.11"
manifests=/etc/kubernetes/manifests
aside=/etc/kubernetes/portcullis/renewal
ready() { curl --disable --silent --fail --max-time 5 --output /dev/null --cacert /etc/kubernetes/pki/ca.crt "https://$1:6443/readyz"; }
serves() { [ "$(openssl s_client -connect "$own:$1" < /dev/null 2> /dev/null | openssl x509 -noout -serial)" = "$(openssl x509 -in "/etc/kubernetes/pki/$2.crt" -noout -serial)" ]; }
mkdir -p "$aside"
for manifest in "$aside"/*.yaml; do if [ -e "$manifest" ]; then mv "$manifest" "$manifests/"; fi; done
for machine in $machines; do
if ! ready "$machine"; then echo "the API server of $machine is not ready: nothing is renewed now" >&2; exit 1; fi
done
${script}
for component in kube-scheduler kube-controller-manager etcd kube-apiserver; do
mv "$manifests/$component.yaml" "$aside/"
sleep 60
mv "$aside/$component.yaml" "$manifests/"
sleep 30
tries=0
until ready "$own"; do
tries=$((tries + 1))
if [ "$tries" -ge 60 ]; then echo "the API server does not answer after the restart of $component" >&2; exit 1; fi
sleep 5
done
done
if ! serves 6443 apiserver; then echo "the API server still serves the certificate of before" >&2; exit 1; fi
if ! serves 2379 etcd/server; then echo "etcd still serves the certificate of before" >&2; exit 1; fi
`,
  };
  const written = Object.entries(files).map(([path, content]) => ({ path, content, permissions: "0600" }));
  return [
    {
      kind: "machine",
      name: "fixture user data",
      content: `#cloud-config\n${JSON.stringify({ write_files: written, runcmd: commands })}`,
    },
  ];
}
