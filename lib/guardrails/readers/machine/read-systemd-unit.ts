/** What a unit runs and when. */
export interface SystemdUnit {
  readonly name: string;
  /** Whether it only adds to a unit of that name, which comes from elsewhere. */
  readonly dropIn: boolean;
  /** Programs with their arguments that run when it starts; others when it reloads or stops. */
  readonly starts: readonly (readonly string[])[];
  readonly others: readonly (readonly string[])[];
  /** Units without which it does not start, and for which it waits. */
  readonly needs: readonly string[];
  /** When a timer runs, as `OnCalendar` says it. */
  readonly calendar: string | undefined;
  /** The values of its other directives, words apart: `Requires` → `["a.service"]`. */
  readonly directives: Readonly<Record<string, readonly string[]>>;
}

const ORDERING = [
  "Description",
  "Documentation",
  "DefaultDependencies",
  "Wants",
  "Requires",
  "BindsTo",
  "Before",
  "After",
  "PartOf",
  "ReloadPropagatedFrom",
];
/** What has joined or started a cluster has this file. */
const ONLY_ONCE = "ConditionPathExists=!/etc/kubernetes/kubelet.conf";
/** Where a forwarder to AWS finds who the machine is: a file, and no key in the unit. */
const WHO_TO_AWS = "Environment=AWS_CONFIG_FILE=/etc/portcullis/forwarder/aws-config";
const STARTING = ["ExecStartPre", "ExecStart", "ExecStartPost"];
const OTHER_COMMANDS = ["ExecReload", "ExecStop", "ExecStopPost"];
const SERVICE = ["Type", "RemainAfterExit", "UMask", "TimeoutStartSec"];
/** What only takes something away from a service, or starts it again. */
const CONFINING = [
  ...["CapabilityBoundingSet", "MemoryMax", "NoNewPrivileges", "PrivateDevices", "PrivateTmp", "ProtectControlGroups"],
  ...["ProtectHome", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables", "ProtectSystem"],
  ...["Restart", "RestartSec", "RestrictAddressFamilies", "StateDirectory", "StateDirectoryMode"],
];
const TIMER = ["AccuracySec", "OnCalendar", "RandomizedDelaySec", "Persistent"];
const INSTALL = ["WantedBy", "RequiredBy"];

/**
 * Reads a service unit, a timer that runs the service of its name by the calendar, or a drop-in that orders units and does nothing else. The directives are few on purpose: what is not
 * known here can run programs, change users or undo what another unit did. Says why when it does not understand.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html
 */
export function readSystemdUnit(path: string, content: string): SystemdUnit | string {
  const unit = /^\/etc\/systemd\/system\/([A-Za-z0-9@_-]+\.(?:service|timer))$/.exec(path)?.[1];
  const dropIn = /^\/etc\/systemd\/system\/([A-Za-z0-9@_-]+\.service)\.d\/[A-Za-z0-9._-]+\.conf$/.exec(path)?.[1];
  const name = unit ?? dropIn;
  if (name === undefined)
    return "only services and timers under /etc/systemd/system, and drop-ins for services, are read";
  const isTimer = name.endsWith(".timer");

  const starts: (readonly string[])[] = [];
  const others: (readonly string[])[] = [];
  const required: string[] = [];
  const awaited: string[] = [];
  const directives: Record<string, readonly string[]> = Object.create(null);
  let section = "";
  let calendar: string | undefined;
  for (const line of content.split("\n")) {
    if (line === "" || /^[#;]/.test(line)) continue;
    const header = /^\[(Unit|Service|Timer|Install)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header;
      continue;
    }
    const [, key = "", value = ""] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (key === "" || value === "" || value.endsWith("\\")) return `the line ${JSON.stringify(line)} is not read`;
    if (section === "Unit" && (key === "Requires" || key === "BindsTo")) required.push(...value.split(" "));
    if (section === "Unit" && key === "After") awaited.push(...value.split(" "));
    if (!STARTING.includes(key) && !OTHER_COMMANDS.includes(key))
      directives[key] = [...(directives[key] ?? []), ...value.split(" ").filter((word) => word !== "")];
    if (section === "Unit" && (ORDERING.includes(key) || (key === "Conflicts" && value === "shutdown.target")))
      continue;
    if (section === "Unit" && line === ONLY_ONCE) continue;
    if (section === "Install" && INSTALL.includes(key) && dropIn === undefined) continue;
    if (section === "Timer" && isTimer && TIMER.includes(key)) {
      if (key === "OnCalendar" && calendar !== undefined) return "it runs at two times";
      if (key === "OnCalendar") calendar = value;
      continue;
    }
    if (section === "Service" && !isTimer && dropIn === undefined) {
      if (line === WHO_TO_AWS) continue;
      if (SERVICE.includes(key) || CONFINING.includes(key)) continue;
      if (STARTING.includes(key) || OTHER_COMMANDS.includes(key)) {
        const command = plainCommand(value);
        if (command === undefined)
          return `the command ${JSON.stringify(value)} has quotes, variables, specifiers or a prefix, which no reader follows`;
        (STARTING.includes(key) ? starts : others).push(command);
        continue;
      }
    }
    return `${section === "" ? "" : `[${section}] `}${key} is a directive that no reader knows${dropIn === undefined ? "" : " in a drop-in"}`;
  }
  return {
    name,
    dropIn: dropIn !== undefined,
    starts,
    others,
    needs: required.filter((unit) => awaited.includes(unit)),
    calendar,
    directives,
  };
}

function plainCommand(value: string): readonly string[] | undefined {
  return /^\/[A-Za-z0-9/._-]+( [A-Za-z0-9/._=:,@+-]+)*$/.test(value) ? value.split(" ") : undefined;
}
