import { setTimeout } from "node:timers/promises";
import { askMany, type ManyAnswer } from "../laboratory/ask-many";
import { manifestText } from "../laboratory/cluster";
import type { Plant } from "../laboratory/plant";
import { apply, removeAll, type Written } from "./acts";
import { deployment, pod } from "./objects";
import { type Act, type Case, nameOf, type Row, type Way, type Who } from "./row";
import { podsOfTemplate } from "./templates";
import type { Users } from "./users";

/** What somebody was told. */
export type Told = Pick<ManyAnswer, "status" | "message">;

/** What a case showed: all three answers, and what is wrong with them in words. */
export interface ShownCase {
  readonly policy: string;
  readonly way: Way;
  readonly name: string;
  readonly passes: Told;
  readonly refused: Told;
  /** What the refused one was told once the policy was lifted. */
  readonly lifted: Told;
  readonly faults: readonly string[];
}

const PATIENCE = 20_000;

const LEFT_OVERS = [deployment("any"), pod("any")].map((one) => {
  const act = removeAll(one);
  return { ...act, path: `${act.path}?gracePeriodSeconds=0` };
});

/** How policies are refused by and lifted on one control plane. */
export class RowRunner {
  #attempts = 0;

  constructor(
    private readonly plant: Plant,
    private readonly users: Users,
    /** Every object that was applied, as its text on disk. */
    private readonly manifests: readonly string[],
  ) {}

  /** Tries every case of a row on the hardened server, and what it refuses again while the policy only reports. */
  async try({
    policy,
    prepare = [],
    namespaces = [],
    beside = [],
    cases,
    putBack = [],
  }: Row): Promise<readonly ShownCase[]> {
    this.#makeNamespaces(namespaces);
    this.#made(prepare.map((act) => this.#as("administrator", act)));
    for (const other of beside) this.#enforce(other, false);
    try {
      const passes = await this.#until(
        cases,
        ({ passes, as = "administrator", passesAs = as }) => [passesAs, passes],
        wentThrough,
      );
      const refused = await this.#until(
        cases,
        ({ refused, as = "administrator" }) => [as, refused],
        (one, told) => isRefused(policy, one, told),
      );
      this.#enforce(policy, false);
      const lifted = await this.#until(cases, ({ refused, as = "administrator" }) => [as, refused], isLifted);
      return cases.map((one, index) => {
        const told = { passes: passes[index] as Told, refused: refused[index] as Told, lifted: lifted[index] as Told };
        const faults = [
          ...(wentThrough(one, told.passes) ? [] : [`what must pass was told ${inWords(told.passes)}`]),
          ...(isRefused(policy, one, told.refused) ? [] : [`it was not refused so: ${inWords(told.refused)}`]),
          ...(isLifted(one, told.lifted) ? [] : [`without the policy it was told ${inWords(told.lifted)}`]),
        ];
        return { policy, way: one.way, name: nameOf(one), ...told, faults };
      });
    } finally {
      for (const other of [policy, ...beside]) this.#enforce(other, true);
      this.plant.apply(putBack.map(([kind, name]) => manifestText(this.manifests, kind, name)));
      // The quota counts what was tried.
      this.#ask(LEFT_OVERS.map((act) => this.#as("administrator", act)));
    }
  }

  /** Tries all cases, and those again that were not answered as expected: policies and their parameters are seen after a moment. */
  async #until(
    cases: readonly Case[],
    what: (one: Case) => readonly [Who, (name: string) => Act],
    good: (one: Case, told: Told) => boolean,
  ): Promise<readonly Told[]> {
    const answers = new Map<Case, Told>();
    const until = Date.now() + PATIENCE;
    for (;;) {
      const open = cases.filter((one) => !good(one, answers.get(one) ?? { status: 0, message: "nobody asked" }));
      if (open.length === 0 || (Date.now() > until && answers.size === cases.length)) break;
      const named = open.map((one) => ({ one, name: this.#name() }));
      // What comes later may need what comes first.
      const before = named.map(({ one, name }) => one.before?.(name) ?? []);
      for (let step = 0; before.some((acts) => acts.length > step); step += 1)
        this.#made(before.flatMap((acts) => acts.slice(step, step + 1)).map((act) => this.#as("administrator", act)));
      const told = this.#ask(
        named.map(({ one, name }) => {
          const [who, act] = what(one);
          return this.#as(who, this.#current(act(name)));
        }),
      );
      const templates = await podsOfTemplate(
        this.plant,
        named.flatMap(({ one, name }, index) =>
          one.way === "workload template" && told[index]?.status === 201 ? [what(one)[1](name)] : [],
        ),
      );
      for (const [index, { one, name }] of named.entries())
        answers.set(one, templates.get(name) ?? (told[index] as Told));
      if (Date.now() < until) await setTimeout(300);
    }
    return cases.map((one) => answers.get(one) as Told);
  }

  /**
   * Takes the refusal out of the written binding, or puts it back. A missing parameter is refused whatever the actions are, so it
   * is allowed too. The binding itself stays: an API server that saw the last one of a kind of parameter go away does not
   * look at objects of that kind any more, until it is restarted.
   */
  #enforce(policy: string, inForce: boolean): void {
    const text = manifestText(this.manifests, "ValidatingAdmissionPolicyBinding", policy);
    const reporting = text
      .replace("    - Deny\n", "")
      .replace("parameterNotFoundAction: Deny", "parameterNotFoundAction: Allow");
    if (reporting === text) throw new Error(`the written binding ${policy} denies nothing`);
    this.plant.apply([inForce ? text : reporting]);
  }

  /** Namespaces first: requests of one call overtake each other. */
  #makeNamespaces(namespaces: readonly (readonly Written[])[]): void {
    const all = namespaces.flat();
    const are = (is: boolean) => all.filter(({ kind }) => (kind === "Namespace") === is);
    for (const some of [are(true), are(false)]) this.#made(some.map((one) => this.#as("administrator", apply(one))));
  }

  /** Whoever replaces an object says which version of it; some kinds insist. */
  #current(act: Act): Act {
    if (act.method !== "PUT") return act;
    const body = act.body as Written;
    const there = JSON.parse(this.plant.asAdministrator({ path: act.path }).body) as Written;
    const { resourceVersion } = there.metadata;
    return { ...act, body: { ...body, metadata: { ...body.metadata, resourceVersion } } };
  }

  #name(): string {
    this.#attempts += 1;
    return `laboratory-try-${this.#attempts}`;
  }

  #as(who: Who, act: Act) {
    return { ...act, ...this.users[who] };
  }

  #ask(requests: Parameters<typeof askMany>[2]): readonly ManyAnswer[] {
    return requests.length === 0 ? [] : askMany(this.plant.hosts.operator, this.plant.endpoint, requests);
  }

  #made(requests: Parameters<typeof askMany>[2]): void {
    for (const [index, { status, message }] of this.#ask(requests).entries())
      if (status !== 200 && status !== 201)
        throw new Error(`${requests[index]?.path} was not made: ${status} ${message}`);
  }
}

function wentThrough({ through }: Case, { status, message }: Told): boolean {
  return through === undefined ? status === 200 || status === 201 : message.includes(through);
}

/** Let through, or refused by the layer that stands behind the policy. */
function isLifted(one: Case, told: Told): boolean {
  return one.behind === undefined ? wentThrough(one, told) : told.status === 403 && told.message.includes(one.behind);
}

function isRefused(policy: string, { says, way, status: expected = 403 }: Case, { status, message }: Told): boolean {
  // What a controller was told, it reports without the status.
  const asExpected = status === (way === "workload template" ? 403 : expected);
  return asExpected && message.includes(`ValidatingAdmissionPolicy '${policy}'`) && message.includes(says);
}

const inWords = ({ status, message }: Told) => `${status} ${message}`.trim();
