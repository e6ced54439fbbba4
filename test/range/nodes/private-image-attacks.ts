import type { Attack, Seen, Weakening } from "../attacks/attack";
import { KUBELET_CONFIGURATION } from "../attacks/files";
import { eventually } from "../laboratory/eventually";
import { quietPod } from "../laboratory/service-account";
import { REGISTRY } from "./machines";
import { makePod } from "./tenant-pod";
import type { WholePlant } from "./whole-plant";
import type { WorkerOfPlant } from "./worker-of-plant";

/** Another tenant of the same machine than the one that may pull. */
export const NEIGHBOUR = "assembly";
const SECRET = "registry";

const NEVER_ASKS: Weakening = {
  name: "the kubelet lets every pod use every image that is there",
  edits: [
    {
      file: KUBELET_CONFIGURATION,
      from: "imagePullCredentialsVerificationPolicy: NeverVerifyAllowlistedImages",
      to: "imagePullCredentialsVerificationPolicy: NeverVerify",
    },
    { file: KUBELET_CONFIGURATION, from: "preloadedImagesVerificationAllowlist:\n- registry.k8s.io/*\n", to: "" },
  ],
};

interface PodStatus {
  readonly status: {
    readonly phase: string;
    readonly containerStatuses?: readonly [
      { readonly state: { readonly waiting?: { readonly reason: string; readonly message?: string } } },
    ];
  };
}

let made = 0;

/** Runs a pod of the private image, with the secret for its registry or without, and says how far it came. */
async function runPrivate(
  plant: WholePlant,
  namespace: string,
  { secret, imagePullPolicy }: { readonly secret: boolean; readonly imagePullPolicy: "IfNotPresent" | "Never" },
): Promise<{ readonly runs: boolean; readonly why: string }> {
  made += 1;
  const name = `private-${made}`;
  const image = plant.image.replace("/quiet@", "/private/quiet@");
  const containers = quietPod(name, "quiet").spec.containers.map((each) => ({ ...each, image, imagePullPolicy }));
  if (secret) makeSecret(plant, namespace);
  const more = { containers, ...(secret ? { imagePullSecrets: [{ name: SECRET }] } : {}) };
  const { status, message } = makePod(plant, name, more, namespace);
  if (status !== 201) throw new Error(`${name} was not made: ${status} ${message}`);
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  const read = () => (JSON.parse(plant.asAdministrator({ path }).body) as PodStatus).status;
  const waits = ({ containerStatuses }: PodStatus["status"]) => containerStatuses?.[0].state.waiting;
  const seen = await eventually(
    read,
    (pod) => pod.phase === "Running" || waits(pod)?.reason.startsWith("ErrImage") === true,
    60,
  );
  plant.asAdministrator({ path: `${path}?gracePeriodSeconds=0`, method: "DELETE" });
  const { reason = seen.phase, message: words = "" } = waits(seen) ?? {};
  return { runs: seen.phase === "Running", why: `${reason}: ${words}` };
}

function makeSecret(plant: WholePlant, namespace: string): void {
  const auths = { [REGISTRY.name]: { auth: Buffer.from(plant.registryPassword).toString("base64") } };
  plant.asAdministrator({
    path: `/api/v1/namespaces/${namespace}/secrets`,
    method: "POST",
    body: {
      ...{ apiVersion: "v1", kind: "Secret", metadata: { name: SECRET }, type: "kubernetes.io/dockerconfigjson" },
      stringData: { ".dockerconfigjson": JSON.stringify({ auths }) },
    },
  });
}

/** The machine has the image, by the tenant that may pull it; then another tenant names it, who has no secret for it. */
function withoutSecret(imagePullPolicy: "IfNotPresent" | "Never", refusal: RegExp) {
  return async ({ plant }: WorkerOfPlant): Promise<Seen> => {
    const puller = await runPrivate(plant, plant.tenant, { secret: true, imagePullPolicy: "IfNotPresent" });
    if (!puller.runs) throw new Error(`nobody has pulled the image: ${puller.why}`);
    const { runs, why } = await runPrivate(plant, NEIGHBOUR, { secret: false, imagePullPolicy });
    return {
      saw: runs ? "the pod runs" : why,
      got: runs,
      ...(refusal.test(why) ? { refusedBy: `the kubelet: ${why}` } : {}),
    };
  };
}

const withSecret =
  (imagePullPolicy: "IfNotPresent" | "Never") =>
  async ({ plant }: WorkerOfPlant): Promise<Seen> => {
    const { runs, why } = await runPrivate(plant, NEIGHBOUR, { secret: true, imagePullPolicy });
    return { saw: runs ? "the pod runs" : why, got: runs };
  };

/** A private image that lies on the machine because one tenant has pulled it, and another who may not. */
export const PRIVATE_IMAGE_ATTACKS: readonly Attack<WorkerOfPlant>[] = [
  {
    name: "a tenant's pod without the secret for a private image that another tenant's pod has pulled",
    attack: withoutSecret("IfNotPresent", /^ErrImagePull: .*(401|authorization failed|no basic auth credentials)/s),
    legitimate: withSecret("IfNotPresent"),
    weakening: NEVER_ASKS,
  },
  {
    name: "the same pod where it says that the image is never pulled",
    attack: withoutSecret("Never", /^ErrImageNeverPull: /),
    legitimate: withSecret("Never"),
    weakening: NEVER_ASKS,
  },
];
