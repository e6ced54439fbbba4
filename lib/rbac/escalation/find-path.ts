import type { Subject } from "../subject";
import type { AdminPath } from "./admin-path";
import type { Identities, Identity } from "./identity";
import { Search } from "./search";
import { ShortestWays } from "./shortest-ways";

/** How many subjects come to hold everything, by what roles and bindings say. */
export class AdminPaths {
  private readonly shortest: ShortestWays;
  private readonly worthTogether: Readonly<Record<"certain" | "possible", ReadonlySet<string>>>;

  constructor(
    private readonly identities: Identities,
    subjects: readonly Subject[],
  ) {
    const starts = subjects.map((subject) => identities.of(subject));
    this.shortest = new ShortestWays(identities, starts);
    const worth = (isCertain: boolean) =>
      worthSearching(
        identities,
        starts.filter((start) => !this.shortest.leads(start, isCertain)),
        isCertain,
      );
    this.worthTogether = { certain: worth(true), possible: worth(false) };
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
      this.together(start, true) ??
      this.shortest.pathFrom(start, false) ??
      this.together(start, false)
    );
  }

  private together(start: Identity, isCertain: boolean): AdminPath | undefined {
    const worth = this.worthTogether[isCertain ? "certain" : "possible"];
    return worth.has(start.key) ? new Search(this.identities, [start], isCertain).path() : undefined;
  }
}

/** The path of one subject. */
export function findPath(identities: Identities, subject: Subject): AdminPath | undefined {
  return new AdminPaths(identities, [subject]).of(subject);
}

/** All are let go at once where even they together come to nothing: then none of them does alone. */
function worthSearching(identities: Identities, starts: readonly Identity[], isCertain: boolean): ReadonlySet<string> {
  if (new Search(identities, starts, isCertain).end() === undefined) return new Set();
  return new Set(starts.map(({ key }) => key));
}
