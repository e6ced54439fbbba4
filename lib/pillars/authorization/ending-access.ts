import type { ConfigFile } from "../../plan/config-file";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../plan/machine-paths";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";
import { UNTIL_LABEL } from "../../spec/derived";

/** Whether somebody's access ends, so that something must take it away. */
export function accessEnds({ access }: Pick<DataCenterClusterSpec, "access">): boolean {
  return access.some(({ until }) => until !== undefined);
}

/**
 * Takes bindings away once their moment is past, each minute and on every control-plane machine: neither RBAC nor admission has a
 * clock. The moment stands on the binding as a label, a number, so that the API server itself finds what is over: one
 * request deletes that and nothing else. A binding that is applied again after its end is gone again within the minute.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function endingAccess(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  return accessEnds(spec) ? [endScript(spec, node), END_UNIT, END_TIMER] : [];
}

/** As the administrator whose credential kubeadm leaves on the machine for root. One failure does not keep the rest from ending. */
function endScript({ tenants }: DataCenterClusterSpec, node: ControlPlaneNodeInput): ConfigFile {
  const namespaces = tenants.map(({ name }) => name).sort();
  return {
    pillar: "authorization",
    fields: ["access", "tenants"],
    path: MACHINE_PATHS.endAccess,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Takes away access whose time is over: bindings with the label ${UNTIL_LABEL}, once the second that it names is past.
set -eu
umask 077
own=${node.address}
namespaces="${namespaces.join(" ")}"
administrator=${MACHINE_PATHS.administrator}
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
for part in certificate key; do
sed -n "s/^ *client-$part-data: //p" "$administrator" | base64 -d > "$work/$part"
done
now=$(date +%s)
failed=0
end() { curl --disable --silent --show-error --fail --max-time 20 --output /dev/null --cacert ${MACHINE_PATHS.clusterAuthority} --cert "$work/certificate" --key "$work/key" --request DELETE "https://$own:${API_SERVER_PORT}/apis/rbac.authorization.k8s.io/v1/$1?labelSelector=portcullis.dev%2Funtil%3C$now" || failed=1; }
end clusterrolebindings
for namespace in $namespaces; do
end "namespaces/$namespace/rolebindings"
done
exit "$failed"
`,
  };
}

const END_UNIT: ConfigFile = {
  pillar: "authorization",
  fields: ["access"],
  path: MACHINE_PATHS.endAccessUnit,
  mode: "0644",
  owner: "root:root",
  content: `[Unit]
Description=End of access whose time is over
After=network-online.target kubelet.service

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=5min
ExecStart=${MACHINE_PATHS.endAccess}
`,
};

const END_TIMER: ConfigFile = {
  pillar: "authorization",
  fields: ["access"],
  path: MACHINE_PATHS.endAccessTimer,
  mode: "0644",
  owner: "root:root",
  content: `[Unit]
Description=End of access whose time is over, each minute

[Timer]
OnCalendar=*-*-* *:*:00
Persistent=false

[Install]
WantedBy=timers.target
`,
};
