import { type AdminPath, pathOf, toldOf } from "./admin-path";
import type { Identities, Identity } from "./identity";
import type { HeldPower, Reached, Way } from "./technique";
import { BY_ONE_POWER, BY_SEVERAL_POWERS, isOneOfSeveral } from "./techniques";

/** One request asks for two of these: they do not add up where two hold one each. */
const ASKED_TOGETHER: ReadonlySet<HeldPower["kind"]> = new Set<HeldPower["kind"]>([
  ...(["be-users", "be-accounts", "be-groups", "approve-certificates", "speak-for-signers"] as const),
  ...(["be-users-narrowly", "be-accounts-narrowly", "be-groups-narrowly"] as const),
  ...(["bind-cluster-roles", "bind-roles", "make-cluster-bindings", "make-bindings"] as const),
  ...(["escalate-cluster-roles", "escalate-roles", "change-cluster-roles", "change-roles"] as const),
  ...(["make-cluster-roles", "make-roles"] as const),
]);

/** Whoever some come by, round by round, with everything that they hold together. */
export class Search implements Reached {
  readonly all: Identity[] = [];
  private readonly ways = new Map<string, Way>();
  private readonly powers = new Map<string, HeldPower[]>();
  private readonly known = new Set<string>();
  private readonly reached = new Set<string>();
  /** What was come by since the last round. */
  private fresh: HeldPower[] = [];
  private isChanged = false;

  constructor(
    readonly identities: Identities,
    private readonly starts: readonly Identity[],
    /** Whether only ways are gone that take nothing besides roles and bindings. */
    private readonly isCertain: boolean,
  ) {
    for (const start of starts) this.take(start);
  }

  having(kind: HeldPower["kind"]): readonly HeldPower[] {
    return this.powers.get(kind) ?? [];
  }

  path(): AdminPath | undefined {
    const end = this.end();
    if (end === undefined) return undefined;
    const { told, between } = toldOf(this.waysTo(end));
    return pathOf(told, end, between);
  }

  /** Whoever holds everything, once one has come by them. */
  end(): Identity | undefined {
    const master = this.starts.find((one) => one.master !== undefined);
    if (master !== undefined) return master;
    while (this.fresh.length > 0 || this.isChanged) {
      for (const way of this.round()) {
        if (this.reached.has(way.to.key)) continue;
        this.ways.set(way.to.key, way);
        this.take(way.to);
        if (way.to.master !== undefined) return way.to;
      }
    }
    return undefined;
  }

  private round(): readonly Way[] {
    const one = new Fresh(this.identities, this.all, this.fresh);
    const found = [
      ...BY_ONE_POWER.flatMap((technique) => technique(one)),
      ...(this.isChanged ? BY_SEVERAL_POWERS.flatMap((technique) => technique(this)) : []),
    ];
    this.fresh = [];
    this.isChanged = false;
    const certain = found.filter(({ provided }) => provided === undefined);
    return this.isCertain ? certain : [...certain, ...found];
  }

  /** Powers that differ in nothing that matters to a technique are held once; those of which one request asks for two, once by each holder. */
  private take(holder: Identity): void {
    if (this.reached.has(holder.key)) return;
    this.reached.add(holder.key);
    this.all.push(holder);
    // By a role that one is bound to one may come to more.
    if (holder.bindings.length > 0 && this.identities.isEscalated) this.isChanged = true;
    for (const power of holder.powers) {
      const by = ASKED_TOGETHER.has(power.kind) ? holder.key : "";
      const key = (namespace: string | undefined, names: readonly string[] | undefined) =>
        JSON.stringify([power.kind, by, namespace ?? null, names ?? null]);
      const { namespace, names } = power;
      const wider = [
        key(undefined, undefined),
        key(namespace, undefined),
        key(undefined, names),
        key(namespace, names),
      ];
      if (wider.some((one) => this.known.has(one))) continue;
      this.known.add(key(namespace, names));
      const held = { ...power, holder };
      const alike = this.powers.get(power.kind);
      if (alike === undefined) this.powers.set(power.kind, [held]);
      else alike.push(held);
      this.fresh.push(held);
      if (isOneOfSeveral(power.kind)) this.isChanged = true;
    }
  }

  /** The ways that it takes to come by somebody who was found, each after those that it takes. */
  waysTo(end: Identity): readonly Way[] {
    const needed = new Set([end.key]);
    // Without recursion, for a path may be as long as there are accounts.
    for (const key of needed) {
      const way = this.ways.get(key);
      const before = [
        ...(way?.by ?? []).map(({ holder }) => holder),
        ...(way?.handOvers ?? []).map(({ to }) => to),
        ...(way?.through === undefined ? [] : [way.through.holder]),
      ];
      for (const one of before) needed.add(one.key);
    }
    // Whoever is come by was found after those by whom.
    return [...this.ways].flatMap(([key, way]) => (needed.has(key) ? [way] : []));
  }
}

/** Only what was come by in the last round. */
class Fresh implements Reached {
  constructor(
    readonly identities: Identities,
    readonly all: readonly Identity[],
    private readonly powers: readonly HeldPower[],
  ) {}

  having(kind: HeldPower["kind"]): readonly HeldPower[] {
    return this.powers.filter((power) => power.kind === kind);
  }
}
