import type { ConfigDocument } from "../../../plan/config-document";
import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { ClusterSpec } from "../../../spec/cluster-spec";
import type { LogTargetSpec } from "../../../spec/log-target-spec";
import { forwarderConfiguration, SYNCHRONOUS } from "./forwarder-configuration";
import { MEND_FORWARDER } from "./mend-forwarder";
import type { LogStream } from "./streams";
import { sinksOf } from "./tenant-sinks";

/** A machine that forwards, and what there is to read on it. */
export interface ForwardingMachine {
  readonly name: string;
  readonly streams: readonly LogStream[];
  /** Services beside those that every machine may have. */
  readonly units?: readonly string[];
}

const FIELDS = ["logs.forwardTo", "name", "tenants"];

/** What the service of a machine reads; nothing where nobody takes it. */
export function forwarderFile(
  { name, logs, tenants }: Pick<ClusterSpec, "name" | "logs" | "tenants">,
  machine: ForwardingMachine,
): readonly ConfigDocument[] {
  if (logs.forwardTo === undefined) return [];
  return [
    {
      pillar: "audit",
      fields: FIELDS,
      path: MACHINE_PATHS.forwarder,
      content: forwarderConfiguration(logs.forwardTo, {
        cluster: name,
        machine: machine.name,
        ...(machine.units === undefined ? {} : { units: machine.units }),
        streams: machine.streams,
        certificates: MACHINE_PATHS.forwarderFolder,
        sinks: sinksOf(tenants),
      }),
    },
  ];
}

/** Where programs of AWS look for who the machine is. */
const WHO_TO_AWS = `Environment=AWS_CONFIG_FILE=${MACHINE_PATHS.forwarderAwsConfig}\n`;
const AWS: Partial<Record<LogTargetSpec["to"], string>> = { cloudwatch: WHO_TO_AWS, s3: WHO_TO_AWS };

/**
 * The service that forwards. A service of the machine and no pod: it runs when the cluster does not, reads what only root reads
 * without a hole in Pod Security, and the journal, which no image of a Collector can. Of root's powers it keeps reading alone, and
 * it writes nowhere but to its own folder.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Sandboxing
 */
export function forwarderUnit({ logs }: Pick<ClusterSpec, "logs">): readonly ConfigFile[] {
  if (logs.forwardTo === undefined) return [];
  return [
    {
      pillar: "audit",
      fields: FIELDS,
      path: MACHINE_PATHS.forwarderUnit,
      mode: "0644",
      owner: "root:root",
      content: `[Unit]
Description=Forwarding of records to the central aggregator
Wants=network-online.target
Requires=portcullis-firewall.service
After=portcullis-firewall.service network-online.target

[Service]
Type=simple
ExecStart=/usr/bin/otelcol-contrib ${SYNCHRONOUS} --config=${MACHINE_PATHS.forwarder}
ExecStopPost=${MACHINE_PATHS.mendForwarder}
${AWS[logs.forwardTo.to] ?? ""}Restart=always
RestartSec=5
UMask=0077
StateDirectory=portcullis/forwarder
StateDirectoryMode=0700
MemoryMax=512M
CapabilityBoundingSet=CAP_DAC_READ_SEARCH
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=strict
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX

[Install]
WantedBy=multi-user.target
`,
    },
    MEND_FORWARDER,
  ];
}

/** What starts it: before the cluster, whose first request is a record. */
export function startForwarder({ logs }: Pick<ClusterSpec, "logs">): readonly (readonly string[])[] {
  return logs.forwardTo === undefined ? [] : [["systemctl", "enable", "--now", "portcullis-forwarder.service"]];
}
