import { HANDS_OVER_FIRST } from "../criteria/hands-over-first";
import { forwarder, forwardingMachine } from "../fixtures/log-forwarder";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const PODS = "/var/log/pods/*/*/*.log";

/** What must be read of a journal that is not read as a whole, beside the services of the cluster. */
const OF_THE_JOURNAL = [
  "_TRANSPORT=kernel",
  "SYSLOG_IDENTIFIER=sshd",
  "SYSLOG_IDENTIFIER=sshd-session",
  "SYSLOG_IDENTIFIER=sudo",
];

/** How the service is held. All of these only take away. */
const HELD: Readonly<Record<string, string>> = {
  CapabilityBoundingSet: "CAP_DAC_READ_SEARCH",
  NoNewPrivileges: "yes",
  PrivateDevices: "yes",
  PrivateTmp: "yes",
  ProtectControlGroups: "yes",
  ProtectHome: "yes",
  ProtectKernelLogs: "yes",
  ProtectKernelModules: "yes",
  ProtectKernelTunables: "yes",
  ProtectSystem: "strict",
  RestrictAddressFamilies: "AF_INET AF_INET6 AF_UNIX",
  StateDirectoryMode: "0700",
  UMask: "0077",
};

/** Machines that forward. */
export const RECORDS_LEAVE_THE_MACHINE: Rule<"log-forwarding"> = {
  id: "records-leave-the-machine",
  title:
    "A machine that forwards sends the API server's records, what pods write and its own journal, by a service that always runs and may only read.",
  why: "Who takes a machine over deletes what lies on it; what was left out of the forwarding is gone, and so is everything after the forwarder was stopped.",
  fix: "Read the folder of audit-log-path, /var/log/pods and the journal; leave rotated files uncompressed; enable the service, let it restart always, and hold it as the message says.",
  controls: ["CIS-1.12 3.2.1", "NIST-800-53r5 AU-6(4)", "NIST-800-53r5 AU-9(2)", "PCI-DSS-4.0.1 10.3.3"],
  judges: "log-forwarding",
  reach: "ours",
  judge({ unit, auditLog, compressed, keepsIn, services, files, journal }) {
    const faults: Fault[] = [];
    const fault = (got: string, message: string) => faults.push({ at: "", got, message });
    if (auditLog !== undefined) {
      const pattern = `${auditLog.slice(0, auditLog.lastIndexOf("/"))}/*.log`;
      if (!files.includes(pattern))
        fault(files.join(", ") || "no file", `the API server's records, ${pattern}, stay on the machine`);
      if (compressed)
        fault(
          "audit-log-compress",
          "files that were rotated are compressed, and what was not read of them stays behind",
        );
    }
    if (!files.includes(PODS)) fault(files.join(", ") || "no file", `what pods write, ${PODS}, stays on the machine`);
    if (journal === undefined) fault("no journal", "what services of the machine say stays on it");
    else if (journal.length > 0) {
      for (const needed of [...OF_THE_JOURNAL, ...services.map((service) => `_SYSTEMD_UNIT=${service}`)])
        if (!journal.includes(needed)) fault("no such match", `of the journal, ${needed} stays on the machine`);
    }
    if (unit === undefined) fault("no unit", "no service runs the forwarder");
    else {
      if (!unit.startsWithMachine) fault(unit.name, "nothing starts the forwarder when the machine starts");
      if (!unit.mended)
        fault(unit.name, "nothing takes a damaged queue away, with which the forwarder never starts again");
      if (!unit.handsOverFirst)
        fault(
          unit.name,
          `without ${HANDS_OVER_FIRST} it notes records as read before it has them, and loses them when it is killed`,
        );
      const value = (name: string) => unit.directives[name]?.join(" ");
      if (value("Restart") !== "always")
        fault(value("Restart") ?? "nothing", "a forwarder that was stopped stays away");
      // systemd gives up on a service that it starts again at once.
      const pause = value("RestartSec") ?? "nothing";
      if (!/^[1-9]\d?$/.test(pause) || Number(pause) < 3)
        fault(pause, "RestartSec must be 3 to 99 seconds: systemd gives up on what fails five times in ten");
      const own = `/var/lib/${value("StateDirectory") ?? ""}`;
      for (const folder of keepsIn)
        if (!folder.startsWith(`${own}/`))
          fault(own, `${folder} is not in the StateDirectory of ${unit.name}, which may write nowhere else`);
      for (const [name, expected] of Object.entries(HELD))
        if (value(name) !== expected)
          fault(value(name) ?? "nothing", `${name} of ${unit.name} must be ${expected}: it runs as root`);
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "a service that reads everything", documents: forwardingMachine() }],
    fail: [
      {
        name: "records of another folder",
        documents: forwardingMachine({ config: forwarder({ audit: { include: ["/var/log/other/*.log"] } }) }),
      },
      { name: "compressed records", documents: forwardingMachine({ apiServer: ["audit-log-compress=true"] }) },
      {
        name: "a part of the journal that leaves logins out",
        documents: forwardingMachine({ config: forwarder({ journal: { matches: [{ _TRANSPORT: "kernel" }] } }) }),
      },
      { name: "no service", documents: forwardingMachine({ unit: () => "" }) },
      {
        name: "a queue that stays damaged",
        documents: forwardingMachine({ unit: (text) => text.replace(/ExecStopPost=.*\n/, "") }),
      },
      {
        name: "a service that notes records as read before it has them",
        documents: forwardingMachine({ unit: (text) => text.replace(` ${HANDS_OVER_FIRST}`, "") }),
      },
      { name: "a service that nothing starts", documents: forwardingMachine({ commands: [] }) },
      {
        name: "a service that is started once",
        documents: forwardingMachine({ commands: [["systemctl", "start", "forwarder.service"]] }),
      },
      {
        name: "a service that stays away",
        documents: forwardingMachine({ unit: (text) => text.replace("Restart=always\n", "") }),
      },
      {
        name: "a service on which systemd gives up",
        documents: forwardingMachine({ unit: (text) => text.replace("RestartSec=5\n", "") }),
      },
      {
        name: "a folder that the service may not write",
        documents: forwardingMachine({ unit: (text) => text.replace(/StateDirectory=.*\n/, "") }),
      },
      {
        name: "a service with all of root's powers",
        documents: forwardingMachine({ unit: (text) => text.replace(/CapabilityBoundingSet=.*\n/, "") }),
      },
      {
        name: "a service that may write everywhere",
        documents: forwardingMachine({ unit: (text) => text.replace("ProtectSystem=strict", "ProtectSystem=full") }),
      },
    ],
  }),
};
