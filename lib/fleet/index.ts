/** Many clusters at once: judged, in several processes, and only what has changed. */
export type {
  FleetBackend,
  FleetCluster,
  FleetFile,
  FleetOptions,
  FleetProgress,
  FleetResult,
} from "./fleet-options";
export { synthesizeFleet } from "./synthesize-fleet";
export { OutputProblem } from "../synthesis/output-problem";
