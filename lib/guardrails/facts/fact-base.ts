import type { Place } from "../place";

/** What every fact carries. */
export interface FactBase {
  /** Where it was read. */
  readonly place: Place;
  /**
   * Whether it was made by a construct of this library, or is part of what one made. Rules of the reach
   * `ours` judge nothing else; rules of the reach `exposure` judge all.
   */
  readonly ours: boolean;
}
