import type { Pack } from "../pack";
import { NARROW_SOURCES } from "./narrow-sources";

/** The packs that come with the library: what `--pack` takes. */
export const PACKS: readonly Pack[] = [NARROW_SOURCES];
