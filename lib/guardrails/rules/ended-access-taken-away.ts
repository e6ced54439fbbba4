import type { MachineDocument } from "../document";
import type { Rule } from "../rule";
import { failOn } from "../verdict";

/** Each minute, however it is written. */
const EACH_MINUTE = /^(minutely|\*-\*-\* \*:\*(:00)?|\*:\*(:00)?|\*:0\/1)$/;

/** What takes ended access away runs. */
export const ENDED_ACCESS_TAKEN_AWAY: Rule<"ending-access"> = {
  id: "ended-access-taken-away",
  title: "A timer takes access away whose time is over, each minute, on every machine that has what does so.",
  why: "Neither RBAC nor admission has a clock: without the timer, what was given for an afternoon is held for ever.",
  fix: "Start the timer that runs `portcullis-end-access`, with an `OnCalendar` of each minute.",
  controls: ["NIST-800-53 AC-2(2)", "NIST-800-53 AC-6"],
  judges: "ending-access",
  reach: "ours",
  promise: 4,
  judge({ calendars }) {
    if (calendars.length === 0)
      return failOn([{ at: "", got: "nothing", message: "no timer that the machine starts takes ended access away" }]);
    return failOn(
      calendars.some((calendar) => EACH_MINUTE.test(calendar))
        ? []
        : [{ at: "OnCalendar", got: calendars.join(", "), message: "the timer runs less often than each minute" }],
    );
  },
  fixtures: () => ({
    pass: [
      { name: "each minute", documents: machine({}) },
      { name: "each minute in a word", documents: machine({ calendar: "minutely" }) },
    ],
    fail: [
      { name: "a timer that nothing starts", documents: machine({ commands: [] }) },
      { name: "once an hour", documents: machine({ calendar: "hourly" }) },
      { name: "each minute of one hour", documents: machine({ calendar: "*-*-* 03:*:00" }) },
      { name: "on one day", documents: machine({ calendar: "2026-12-01 *:*:00" }) },
      { name: "a service that does something else", documents: machine({ starts: "/usr/bin/true" }) },
    ],
  }),
};

interface FixtureChange {
  readonly calendar?: string;
  readonly starts?: string;
  readonly commands?: readonly (readonly string[])[];
}

function machine({
  calendar = "*-*-* *:*:00",
  starts = "/usr/local/sbin/end-access",
  commands = [["systemctl", "enable", "--now", "end-access.timer"]],
}: FixtureChange): readonly MachineDocument[] {
  const files = {
    "/etc/kubernetes/kubeadm.yaml": "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n",
    "/etc/systemd/system/end-access.timer": `[Timer]\nOnCalendar=${calendar}\n[Install]\nWantedBy=timers.target\n`,
    "/etc/systemd/system/end-access.service": `[Service]\nType=oneshot\nExecStart=${starts}\n`,
    "/usr/local/sbin/end-access": `#!/bin/sh
set -eu
umask 077
own=10.40.0.11
namespaces="payments telemetry"
administrator=/etc/kubernetes/admin.conf
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
for part in certificate key; do
sed -n "s/^ *client-$part-data: //p" "$administrator" | base64 -d > "$work/$part"
done
now=$(date +%s)
failed=0
end() { curl --disable --silent --show-error --fail --max-time 20 --output /dev/null --cacert /etc/kubernetes/pki/ca.crt --cert "$work/certificate" --key "$work/key" --request DELETE "https://$own:6443/apis/rbac.authorization.k8s.io/v1/$1?labelSelector=portcullis.dev%2Funtil%3C$now" || failed=1; }
end clusterrolebindings
for namespace in $namespaces; do
end "namespaces/$namespace/rolebindings"
done
exit "$failed"
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
