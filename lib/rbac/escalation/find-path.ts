import { type Binding, describeBinding } from "../binding";
import type { Subject } from "../subject";
import { ENTER_PODS, MAKE_PODS, MAKE_TOKEN_SECRETS, MAKE_TOKENS, MOUNT_DISKS, READ_SECRETS } from "./by-pods";
import { APPROVE_CERTIFICATES, CHANGE_WHAT_IS_WRITTEN, IMPERSONATE } from "./by-name";
import { BIND, ESCALATE, MAKE_ROLES } from "./by-roles";
import { CLUSTER_ADMIN, type Identities, type Identity } from "./identity";
import type { HeldPower, Reached, Technique, Way } from "./technique";

/** One step of a path. */
export interface Step {
  readonly who: string;
  /** What they may do: `create pods in kube-system`. */
  readonly may: string;
  /** By which bindings and roles they may. */
  readonly by: readonly string[];
  /** What they come by: `service account kube-system/builder`. */
  readonly becomes: string;
  /** What it takes besides, which nobody can see from roles and bindings. */
  readonly provided?: string;
}

/** How somebody comes to hold everything in the cluster. */
export interface AdminPath {
  /** Whether it takes nothing but what the roles and bindings say. */
  readonly certain: boolean;
  readonly steps: readonly Step[];
}

/** What takes nothing but roles and bindings; then what also takes a pod, a secret or a person at the right place. */
const CERTAIN: readonly Technique[] = [
  MAKE_TOKENS,
  MAKE_PODS,
  MAKE_TOKEN_SECRETS,
  IMPERSONATE,
  BIND,
  ESCALATE,
  MAKE_ROLES,
  APPROVE_CERTIFICATES,
];
const POSSIBLE: readonly Technique[] = [ENTER_PODS, READ_SECRETS, CHANGE_WHAT_IS_WRITTEN, MOUNT_DISKS];

/**
 * The shortest path by which a subject comes to hold everything, by what roles and bindings say; one that needs nothing else is
 * looked for first. Undefined where there is none.
 */
export function findPath(identities: Identities, subject: Subject): AdminPath | undefined {
  const certain = new Search(identities, [subject]).run(CERTAIN, true);
  return certain ?? new Search(identities, [subject]).run([...CERTAIN, ...POSSIBLE], false);
}

/**
 * Those of many subjects for whom it is worth to look. All who do not hold everything themselves are let go at once: where even they
 * together come to nothing, none of them does alone.
 */
export function worthLooking(identities: Identities, subjects: readonly Subject[]): readonly Subject[] {
  const isMaster = (subject: Subject) => identities.of(subject).master !== undefined;
  const others = subjects.filter((subject) => !isMaster(subject));
  const leads = new Search(identities, others).reaches([...CERTAIN, ...POSSIBLE]);
  return leads ? subjects : subjects.filter(isMaster);
}

/** One request asks for two of these: they do not add up where two hold one each. */
const ASKED_TOGETHER: ReadonlySet<HeldPower["kind"]> = new Set<HeldPower["kind"]>([
  ...(["be-users", "be-accounts", "be-groups", "approve-certificates", "speak-for-signers"] as const),
  ...(["bind-cluster-roles", "bind-roles", "make-cluster-bindings", "make-bindings"] as const),
  ...(["escalate-cluster-roles", "escalate-roles", "change-cluster-roles", "change-roles"] as const),
  ...(["make-cluster-roles", "make-roles"] as const),
]);

class Search implements Reached {
  readonly all: Identity[];
  private readonly ways = new Map<string, Way>();
  private readonly powers = new Map<string, HeldPower[]>();
  private readonly starts: readonly Identity[];

  constructor(
    readonly identities: Identities,
    subjects: readonly Subject[],
  ) {
    this.starts = subjects.map((subject) => identities.of(subject));
    this.all = [...this.starts];
    for (const start of this.starts) this.take(start);
  }

  having(kind: HeldPower["kind"]): readonly HeldPower[] {
    return this.powers.get(kind) ?? [];
  }

  /** @param isCertain whether only ways are gone that take nothing besides */
  run(techniques: readonly Technique[], isCertain: boolean): AdminPath | undefined {
    const end = this.starts.find(({ master }) => master !== undefined) ?? this.endBy(techniques, isCertain);
    return end === undefined ? undefined : this.pathTo(end);
  }

  /** Whether everything is come by, by whatever way. */
  reaches(techniques: readonly Technique[]): boolean {
    return this.endBy(techniques, false) !== undefined;
  }

  private endBy(techniques: readonly Technique[], isCertain: boolean): Identity | undefined {
    const startKeys = new Set(this.starts.map(({ key }) => key));
    for (let grew = true; grew; ) {
      grew = false;
      const found = techniques.flatMap((technique) => technique(this));
      const certain = found.filter(({ provided }) => provided === undefined);
      for (const way of isCertain ? certain : [...certain, ...found]) {
        if (startKeys.has(way.to.key) || this.ways.has(way.to.key)) continue;
        this.ways.set(way.to.key, way);
        if (way.to.master !== undefined) return way.to;
        this.all.push(way.to);
        this.take(way.to);
        grew = true;
      }
    }
    return undefined;
  }

  /** Powers that differ in nothing that matters to a technique are held once; those of which one request asks for two, once by each holder. */
  private take(holder: Identity): void {
    for (const power of holder.powers) {
      const held = this.powers.get(power.kind) ?? [];
      const isKnown = held.some(
        (one) =>
          (!ASKED_TOGETHER.has(power.kind) || one.holder === holder) &&
          (one.namespace === undefined || one.namespace === power.namespace) &&
          (one.names === undefined || one.names.join() === power.names?.join()),
      );
      if (!isKnown) held.push({ ...power, holder });
      this.powers.set(power.kind, held);
    }
  }

  private pathTo(end: Identity): AdminPath {
    const steps = new Map<string, Step>();
    const walk = (one: Identity) => {
      const way = this.ways.get(one.key);
      if (way === undefined || steps.has(one.key)) return;
      for (const { holder } of way.by) walk(holder);
      steps.set(one.key, stepOf(way));
    };
    walk(end);
    const last: readonly Step[] = end.key === CLUSTER_ADMIN.key ? [] : [endOf(end)];
    const all = [...steps.values(), ...last];
    return { certain: all.every(({ provided }) => provided === undefined), steps: all };
  }
}

function stepOf({ by, to, provided }: Way): Step {
  const who = [...new Set(by.map(({ holder }) => holder.words))].join(" and ");
  const may = [...new Set(by.map(inWords))].join(", ");
  const sources = [...new Set(by.map(({ grant }) => describeSource(grant.binding)))];
  return { who, may, by: sources, becomes: to.words, ...(provided !== undefined && { provided }) };
}

function inWords({ words, namespace, names }: HeldPower): string {
  return `${words}${names === undefined ? "" : ` named ${names.join(", ")}`}${namespace === undefined ? " everywhere" : ` in ${namespace}`}`;
}

function endOf({ words, master }: Identity): Step {
  const by =
    master === "masters" || master === "itself" || master === undefined
      ? ["the group system:masters, which is asked no questions"]
      : [describeSource(master)];
  return { who: words, may: "do everything", by, becomes: CLUSTER_ADMIN.words };
}

/** What hands a right out: `ClusterRoleBinding ops, ClusterRole cluster-admin`. */
function describeSource(binding: Binding): string {
  return `${describeBinding(binding)}, ${binding.role.kind} ${binding.role.name}`;
}
