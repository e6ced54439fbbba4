import { parse } from "yaml";
import { type Attack, request, type Seen, type Weakening } from "../attacks/attack";
import { API_SERVER_POD } from "../attacks/files";
import { askMany } from "../laboratory/ask-many";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { create, dryRun, type Written } from "./acts";
import type { Act } from "./row";
import { OF_THE_PLATFORM } from "./description";
import { container, pod, TENANT } from "./objects";

const CONFIGURATION = "/etc/kubernetes/portcullis/api-server/admission.yaml";
const PLUGINS = "NodeRestriction,DenyServiceExternalIPs,EventRateLimit";

/** The plug-ins that the written files switch on or configure; each is tried below. */
export const CONFIGURED = ["DenyServiceExternalIPs", "EventRateLimit", "NodeRestriction", "PodSecurity"];

/** Those of the files as they were written. */
export function writtenPlugins({ machine }: Plant): readonly string[] {
  const flag = /--enable-admission-plugins=(\S+)/.exec(machine.read(API_SERVER_POD))?.[1] ?? "";
  const { plugins } = parse(machine.read(CONFIGURATION)) as { readonly plugins: readonly { readonly name: string }[] };
  return [...new Set([...flag.split(","), ...plugins.map(({ name }) => name)])].sort();
}

/** The plug-in taken out of the list that the API server is started with. */
function without(plugin: string): Weakening {
  const others = PLUGINS.split(",").filter((one) => one !== plugin);
  return {
    name: `the API server runs without ${plugin}`,
    edits: [{ file: API_SERVER_POD, from: PLUGINS, to: others.join(",") }],
  };
}

/** Plug-ins that are on by themselves, and that nothing written may switch off. */
const switchedOff = (plugins: string): Weakening => ({
  name: `the API server is started with --disable-admission-plugins=${plugins}`,
  edits: [
    {
      file: API_SERVER_POD,
      from: "    - --enable-admission-plugins=",
      to: `    - --disable-admission-plugins=${plugins}\n    - --enable-admission-plugins=`,
    },
  ],
});

const ANY_LEVEL: Weakening = {
  name: "a namespace that says nothing has the Pod Security level privileged",
  edits: [{ file: CONFIGURATION, from: "        enforce: restricted\n", to: "        enforce: privileged\n" }],
};

/** An administrator's request, and how it is refused where it is. */
const asked = (act: Act, message = "nothing") =>
  request<Plant>((plant) => plant.asAdministrator(act), { status: 403, message });

const node = (labels: Readonly<Record<string, string>>): Written => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "worker-1", labels },
});

/** A kubelet that announces its node, by the certificate that nodes have. */
const announces = (labels: Readonly<Record<string, string>>) => (plant: Plant) =>
  request<Plant>(
    (each) =>
      each.ask({
        ...dryRun(node(labels)),
        certificate: clientCertificate(plant, "system:node:worker-1", ["system:nodes"]),
      }),
    { status: 403, message: "is not allowed to set the following labels: node-restriction.kubernetes.io/payments" },
  )(plant);

const service = (spec: object): Written => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "laboratory", namespace: OF_THE_PLATFORM },
  spec: { selector: { app: "nothing" }, ports: [{ port: 80 }], ...spec },
});

let flood = 0;

/** Many events of one namespace at once, of which none may be lost to be through. */
function events(many: number, namespace: string) {
  return (plant: Plant): Seen => {
    flood += 1;
    const answers = askMany(
      plant.hosts.operator,
      plant.endpoint,
      Array.from({ length: many }, (_, index) => ({
        ...event(`laboratory-${flood}-${index}`, namespace),
        certificate: plant.administrator,
      })),
    );
    const late = answers.filter(({ status }) => status === 429);
    const through = answers.filter(({ status }) => status === 201).length;
    const says = "limit reached on type Namespace";
    return {
      saw: `${through} of ${many} events taken, ${late.length} told 429 ${late[0]?.message ?? ""}`.trim(),
      got: through === many,
      ...(late.length > 0 && through + late.length === many && late.every(({ message }) => message.includes(says))
        ? { refusedBy: `429 ${says}` }
        : {}),
    };
  };
}

const event = (name: string, namespace: string) =>
  create({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace },
    involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace },
    reason: "Laboratory",
    type: "Normal",
  });

const onHost = pod("laboratory-host", { hostNetwork: true }, OF_THE_PLATFORM);

function ofSize(cpu: string): Written {
  const amounts = { cpu, memory: "32Mi" };
  return pod("laboratory-size", { containers: [container({ resources: { requests: amounts, limits: amounts } })] });
}

/** What is refused by plug-ins of the API server, and gets through an API server without them. */
export const PLUGIN_ATTACKS: readonly Attack<Plant>[] = [
  {
    name: "a kubelet that gives its node a label of another team's",
    attack: announces({ "node-restriction.kubernetes.io/payments": "true" }),
    legitimate: announces({}),
    weakening: without("NodeRestriction"),
  },
  {
    name: "a Service that takes over an address, even an administrator's where no policy looks",
    attack: asked(
      dryRun(service({ externalIPs: ["203.0.113.7"] })),
      "Use of external IPs is denied by admission control",
    ),
    legitimate: asked(dryRun(service({}))),
    weakening: without("DenyServiceExternalIPs"),
  },
  {
    name: "a flood of events of one namespace",
    attack: events(600, TENANT),
    // A neighbour is heard all the while.
    legitimate: events(10, OF_THE_PLATFORM),
    weakening: without("EventRateLimit"),
  },
  {
    name: "a pod on the machine's network in a namespace that says nothing of Pod Security",
    attack: asked(dryRun(onHost), 'violates PodSecurity "restricted:'),
    legitimate: asked(dryRun(pod("laboratory-host", {}, OF_THE_PLATFORM))),
    weakening: ANY_LEVEL,
  },
  {
    name: "a pod that is larger than its tenant's quota",
    attack: asked(dryRun(ofSize("17")), "exceeded quota: tenant-quota"),
    legitimate: asked(dryRun(ofSize("1"))),
    weakening: switchedOff("ResourceQuota"),
  },
];
