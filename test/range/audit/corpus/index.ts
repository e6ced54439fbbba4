import type { SensitiveRequest } from "../sensitive-request";
import { CLUSTER_AND_STRANGERS } from "./cluster";
import { PODS } from "./pods";
import { RIGHTS_AND_DOORS } from "./rights";
import { SECRETS } from "./secrets";

/** Everything that must be on record and is tried on a running API server. */
export const CORPUS: readonly SensitiveRequest[] = [...SECRETS, ...PODS, ...RIGHTS_AND_DOORS, ...CLUSTER_AND_STRANGERS];
