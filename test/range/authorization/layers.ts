import { setTimeout } from "node:timers/promises";
import type { Plant } from "../laboratory/plant";
import type { Holder } from "./holders";

/** One thing that refuses, and how it is taken out of the written manifests for a while. */
export interface Layer {
  /** What is withheld or in force: `the right to create pods`. */
  readonly name: string;
  /** What its refusal says. */
  readonly words: string;
  /** Waits until it is in force again, where it was taken out before. */
  readonly inForce?: () => Promise<void>;
  /** Takes it out for these holders. */
  readonly lift: (plant: Plant, holders: readonly Holder[]) => Promise<void> | void;
  readonly restore: (plant: Plant) => Promise<void> | void;
}

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

/** How long the API server takes to see that a policy came back: it looks every second. */
const POLICIES_SEEN = 3000;

/** When each policy was put back. */
const putBack = new Map<string, number>();

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A right that the written roles withhold: it is added for everybody, everywhere. */
export function right(verb: string, resource: string, group = "", words?: string): Layer {
  return rights([{ apiGroups: [group], resources: [resource], verbs: [verb] }], words);
}

/** Rights that only together are worth something; the refusal speaks of the first. */
export function rights(rules: readonly Rule[], words?: string): Layer {
  const [first = { apiGroups: [], resources: [], verbs: [] }] = rules;
  const said = `${first.verbs[0]} resource "${first.resources[0]}"`;
  const name = `laboratory-${rules.flatMap(({ verbs, resources }) => [...verbs, ...resources]).join("-")}`;
  const object = name.replace(/[^a-z0-9]+/g, "-");
  return {
    name: `the right to ${rules.map(({ verbs, resources }) => `${verbs.join(", ")} ${resources.join(", ")}`).join("; ")}`,
    words: words ?? `cannot ${said}`,
    lift: (plant, holders) => {
      const metadata = { name: object };
      plant.asPlatform({
        path: `${RBAC}/clusterroles`,
        method: "POST",
        body: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata, rules },
      });
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: object };
      const subjects = holders.map(({ subject }) =>
        subject.kind === "Group" ? { apiGroup: roleRef.apiGroup, ...subject } : subject,
      );
      must(
        plant.asPlatform({
          path: `${RBAC}/clusterrolebindings`,
          method: "POST",
          body: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", metadata, roleRef, subjects },
        }),
      );
    },
    restore: (plant) => {
      for (const kind of ["clusterrolebindings", "clusterroles"])
        must(plant.asPlatform({ path: `${RBAC}/${kind}/${object}`, method: "DELETE" }));
    },
  };
}

/** A validating admission policy: its binding is taken away, so that it judges nothing. */
export function policy(name: string): Layer {
  const path = `${ADMISSION}/validatingadmissionpolicybindings`;
  let written: { metadata: object } | undefined;
  return {
    name: `the policy ${name}`,
    words: `ValidatingAdmissionPolicy '${name}'`,
    lift: (plant) => {
      const { body } = must(plant.asAdministrator({ path: `${path}/${name}` }));
      written = JSON.parse(body) as { metadata: object };
      must(plant.asAdministrator({ path: `${path}/${name}`, method: "DELETE" }));
    },
    restore: (plant) => {
      must(plant.asAdministrator({ path, method: "POST", body: { ...written, metadata: { name } } }));
      putBack.set(name, Date.now());
    },
    inForce: async () => {
      const since = Date.now() - (putBack.get(name) ?? 0);
      if (since < POLICIES_SEEN) await setTimeout(POLICIES_SEEN - since);
    },
  };
}

/** Pod Security in a tenant's namespace: its level is taken down, past the policy that would keep it. */
export function podSecurity(namespace: string): Layer {
  const keeps = policy("tenant-namespaces-stay-restricted");
  const level = (enforce: string) => ({
    path: `/api/v1/namespaces/${namespace}`,
    method: "PATCH",
    contentType: "application/merge-patch+json",
    body: { metadata: { labels: { "pod-security.kubernetes.io/enforce": enforce } } },
  });
  return {
    name: "Pod Security",
    words: 'violates PodSecurity "restricted:',
    lift: async (plant, holders) => {
      await keeps.lift(plant, holders);
      await until(() => plant.asAdministrator(level("privileged")).status === 200);
    },
    restore: async (plant) => {
      must(plant.asAdministrator(level("restricted")));
      await keeps.restore(plant);
    },
  };
}

/** One bound of a tenant's quota, lifted; a controller writes what holds from then on. */
export function quota(namespace: string, what: string): Layer {
  const bound = (hard: string) => ({
    path: `/api/v1/namespaces/${namespace}/resourcequotas/tenant-quota`,
    method: "PATCH",
    contentType: "application/merge-patch+json",
    body: { spec: { hard: { [what]: hard } } },
  });
  return {
    name: `the quota of ${what}`,
    words: "exceeded quota: tenant-quota",
    lift: (plant) => void must(plant.asAdministrator(bound("100"))),
    restore: (plant) => void must(plant.asAdministrator(bound("0"))),
  };
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done(); tries += 1) {
    if (tries > 20) throw new Error("the laboratory waited in vain");
    await setTimeout(250);
  }
}

function must<Answer extends { readonly status: number; readonly message: string }>(answer: Answer): Answer {
  if (answer.status !== 200 && answer.status !== 201)
    throw new Error(`the laboratory was refused: ${answer.status} ${answer.message}`);
  return answer;
}
