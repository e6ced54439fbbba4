import type { Subject } from "../subject";
import type { AdminPath } from "./admin-path";
import type { Identities } from "./identity";
import { Moves } from "./moves";
import { ShortestWays } from "./shortest-ways";
import { Together } from "./together";

/** How many subjects come to hold everything, by what roles and bindings say. */
export class AdminPaths {
  private readonly shortest: ShortestWays;
  private readonly together: Readonly<Record<"certain" | "possible", Together>>;

  constructor(
    private readonly identities: Identities,
    subjects: readonly Subject[],
  ) {
    const starts = subjects.map((subject) => identities.of(subject));
    const moves = new Moves(identities, starts);
    const shortest = new ShortestWays(moves);
    const others = (isCertain: boolean) => starts.filter((start) => !shortest.leads(start, isCertain));
    const certain = new Together(moves, shortest, others(true), true);
    const uncertain = others(false).filter((start) => !certain.leads(start));
    this.shortest = shortest;
    this.together = { certain, possible: new Together(moves, shortest, uncertain, false) };
  }

  /**
   * The path of one of the subjects: one that needs nothing but roles and bindings before a possible one. Of each kind the one of the
   * fewest steps where every step is taken by one identity; where there is none, one that takes rights of two together. Undefined
   * where there is neither.
   */
  of(subject: Subject): AdminPath | undefined {
    const start = this.identities.of(subject);
    return (
      this.shortest.pathFrom(start, true) ??
      this.together.certain.pathOf(start) ??
      this.shortest.pathFrom(start, false) ??
      this.together.possible.pathOf(start)
    );
  }
}

/** The path of one subject. */
export function findPath(identities: Identities, subject: Subject): AdminPath | undefined {
  return new AdminPaths(identities, [subject]).of(subject);
}
