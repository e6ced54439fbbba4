import { CERTIFICATE_DECISIONS as APPROVES } from "../readers/machine/approve-certificates-script";
import { userData } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Each minute or more often, however it is written. */
const EACH_MINUTE = /^(minutely|\*-\*-\* \*:\*(:00|:00\/\d{1,2}|:\d{2})?|\*:\*(:00|:00\/\d{1,2})?|\*:0\/1)$/;

const OF_PROVIDER = /^oidc(-[a-z0-9-]+)?:/;
const NEVER_MACHINES = ["kubernetes", "localhost"];

/** What a machine approves by itself. */
export const CERTIFICATE_REQUESTS_READ: Rule<"certificate-approval"> = {
  id: "certificate-requests-read",
  title:
    "Each control-plane machine reads the requests for certificates, and gives out none in the name of another method.",
  why: "No policy reads what stands in a request, and a certificate with `O=oidc:sre` has that group's rights; without what decides, kubelets prove nothing to the API server.",
  fix: "Start the timer that runs `portcullis-approve-certificates` each minute or more often, and leave /etc/portcullis/certificates.json to the library.",
  controls: ["CIS-1.12 1.2.5", "CIS-1.12 3.1.1", "NIST-800-53r5 IA-5", "NIST-800-53r5 SC-12"],
  judges: "certificate-approval",
  reach: "ours",
  promise: 4,
  judge({ calendars, runs, settings, apiServerNames }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (!calendars.some((calendar) => EACH_MINUTE.test(calendar)))
      fault(
        "OnCalendar",
        calendars.join(", ") || "nothing",
        "no timer that the machine starts decides on requests each minute",
      );
    if (settings === undefined) {
      fault("certificates.json", "nothing", "nothing says who may ask for what");
      return failOn(faults);
    }
    for (const { group, groups, users } of settings.people) {
      if (!/^cert:[A-Za-z0-9._@:-]+$/.test(group))
        fault("people.group", group, "that is another method's, or Kubernetes' own: certificates carry cert:");
      for (const asker of [...groups, ...users].filter((name) => !OF_PROVIDER.test(name)))
        fault("people", asker, "only who has proven a second factor asks: oidc:, or oidc- with a provider's name");
    }
    if (!settings.knowsItself)
      fault("controlPlanes", "not this machine", "another machine would be given a certificate for this one's address");
    if (runs === "k3s" && settings.machineRanges.length > 0)
      fault("machineRanges", settings.machineRanges.join(", "), "k3s gives its kubelet a certificate: no machine asks");
    if (runs === "kubeadm" && settings.machineRanges.length === 0)
      fault("machineRanges", "nothing", "no address is a machine's");
    for (const range of settings.machineRanges) {
      const bits = Number(/^\d{1,3}(?:\.\d{1,3}){3}\/(\d{1,2})$/.exec(range)?.[1] ?? 0);
      if (bits < 8 || bits > 32) fault("machineRanges", range, "that is no range of IPv4, or one of nearly everybody");
    }
    const own = settings.apiServerName ?? "";
    if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(own))
      fault(
        "apiServerName",
        own || "nothing",
        "a machine of the API server's own name would be given a certificate for it",
      );
    else if (apiServerNames.length > 0 && !apiServerNames.includes(own))
      fault("apiServerName", own, `the configuration on the machine calls the API server ${apiServerNames.join(", ")}`);
    for (const name of NEVER_MACHINES.filter((one) => !settings.otherNames.includes(one)))
      fault("otherNames", settings.otherNames.join(", "), `a machine of the name ${name} would be the API server`);
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "four times a minute", documents: machine({}) },
      { name: "nobody who asks", documents: machine({ settings: { people: [] } }) },
      { name: "a machine of k3s", documents: machine({ runs: "k3s", settings: { machineRanges: [] } }) },
    ],
    fail: [
      { name: "a timer that nothing starts", documents: machine({ commands: [] }) },
      { name: "once an hour", documents: machine({ calendar: "hourly" }) },
      { name: "a script that does one thing more", documents: machine({ more: "cp $work/key /srv/\n" }) },
      { name: "a script that looks at no subject", documents: machine({ without: "its subject is not" }) },
      { name: "a script that allows a life of a day", documents: machine({ replace: ["> 3600", "> 86400"] }) },
      { name: "nothing that says who may ask", documents: machine({ settings: undefined }) },
      ...[
        "oidc:sre",
        "system:masters",
        "kubeadm:cluster-admins",
        "cert:",
        "cert:a;O=oidc:sre",
        "portcullis:break-glass",
      ].map((group) => ({
        name: `certificates of ${group}`,
        documents: machine({ settings: { people: [{ ...ASKER, group }] } }),
      })),
      ...["cert:plant-recovery", "system:authenticated", "proxy:plant-platform"].map((asker) => ({
        name: `${asker}, who asks`,
        documents: machine({ settings: { people: [{ ...ASKER, groups: [asker] }] } }),
      })),
      {
        name: "a user of another method, who asks",
        documents: machine({ settings: { people: [{ ...ASKER, users: ["cert:alice"] }] } }),
      },
      { name: "no control plane whose address is kept", documents: machine({ settings: { controlPlanes: [] } }) },
      {
        name: "this control plane at another address",
        documents: machine({ settings: { controlPlanes: [{ name: "cp-1", address: "10.40.0.99" }] } }),
      },
      { name: "every address", documents: machine({ settings: { machineRanges: ["0.0.0.0/0"] } }) },
      { name: "no address", documents: machine({ settings: { machineRanges: [] } }) },
      { name: "kubelets of k3s that are given another certificate", documents: machine({ runs: "k3s" }) },
      {
        name: "a machine of k3s that decides on nothing",
        documents: machine({ runs: "k3s", settings: { machineRanges: [] }, commands: [] }),
      },
      {
        name: "a machine that may be called kubernetes",
        documents: machine({ settings: { otherNames: ["localhost"] } }),
      },
      {
        name: "a machine that may have the API server's name",
        documents: machine({ settings: { apiServerName: undefined } }),
      },
      {
        name: "another name of the API server",
        documents: machine({ settings: { apiServerName: "api.example.net" } }),
      },
      {
        name: "another name of an API server of k3s",
        documents: machine({ runs: "k3s", settings: { machineRanges: [], apiServerName: "api.example.net" } }),
      },
      { name: "a setting that no reader knows", documents: machine({ settings: { trusted: ["oidc:sre"] } }) },
    ],
  }),
};

const ASKER = { group: "cert:plant-recovery", groups: ["oidc:plant-platform"], users: [] };
const SETTINGS = {
  self: { name: "cp-1", address: "10.40.0.11" },
  apiServerName: "api.example.com",
  people: [ASKER],
  controlPlanes: [{ name: "cp-1", address: "10.40.0.11" }],
  machineRanges: ["10.40.0.0/24"],
  otherNames: ["kubernetes", "localhost"],
  otherAddresses: [],
};

interface FixtureChange {
  readonly runs?: "kubeadm" | "k3s";
  readonly calendar?: string;
  readonly commands?: readonly (readonly string[])[];
  readonly more?: string;
  readonly without?: string;
  readonly replace?: readonly [string, string];
  readonly settings?: object | undefined;
}

function machine(change: FixtureChange) {
  const { calendar = "*-*-* *:*:00/15", commands = [["systemctl", "enable", "--now", "approve.timer"]] } = change;
  const { more = "", without, replace = ["", ""] } = change;
  const script = APPROVES.filter((line) => without === undefined || !line.includes(without))
    .join("\n")
    .replace(replace[0], replace[1]);
  return userData(
    {
      ...(change.runs === "k3s"
        ? { "/etc/rancher/k3s/config.yaml": "secrets-encryption: true\ntls-san:\n  - api.example.com\n" }
        : {
            "/etc/kubernetes/kubeadm.yaml":
              "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\ncontrolPlaneEndpoint: api.example.com:6443\n",
          }),
      "/etc/systemd/system/approve.timer": `[Timer]\nOnCalendar=${calendar}\n[Install]\nWantedBy=timers.target\n`,
      "/etc/systemd/system/approve.service":
        "[Service]\nType=oneshot\nExecStart=/usr/local/sbin/portcullis-approve-certificates\n",
      "/usr/local/sbin/portcullis-approve-certificates": `${script}\n${more}`,
      ...("settings" in change && change.settings === undefined
        ? {}
        : { "/etc/portcullis/certificates.json": JSON.stringify({ ...SETTINGS, ...change.settings }) }),
    },
    commands,
  );
}
