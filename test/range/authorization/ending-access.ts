import { setTimeout } from "node:timers/promises";
import type { ApiAnswer } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";
import { type AuditEvent, auditEvents } from "./audit-events";
import { VISITORS } from "./cluster";
import { TENANT } from "./places";

const SCRIPT = "/usr/local/sbin/portcullis-end-access";
const UNIT = "/etc/systemd/system/portcullis-end-access.service";

/** What a visitor is answered: on roles, which a binding of the cluster gives, and on logs' pods, which one of the tenant gives. */
export interface Visit {
  readonly cluster: ApiAnswer;
  readonly tenant: ApiAnswer;
}

/** A visit before and after the moment at which access ends, with and without what takes it away. */
export interface EndOfAccess {
  readonly start: Visit;
  /** The machine's service has run, and the moment is not there yet. */
  readonly early: Visit;
  /** The moment is past, and nothing has run: what there would be without the timer. */
  readonly withoutTimer: Visit;
  readonly ended: Visit;
  /** Somebody has applied the manifests again. */
  readonly appliedAgain: Visit;
  readonly endedAgain: Visit;
  /** Somebody whose grant does not end. */
  readonly others: ApiAnswer;
  /** Events of what took it away. */
  readonly events: readonly AuditEvent[];
}

/**
 * Follows a visitor from before the end of his access until after it.
 *
 * @returns what does the second half, so that others may do something until it is time
 */
export function followVisitor(plant: Plant, until: string): () => Promise<EndOfAccess> {
  const token = plant.issuer.token({ sub: "victor", groups: [...VISITORS], amr: ["mfa"] });
  const operators = plant.issuer.token({ sub: "olga", groups: ["plant-operators"], amr: ["mfa"] });
  const visit = (): Visit => ({
    cluster: plant.ask({ path: "/apis/rbac.authorization.k8s.io/v1/clusterroles", token }),
    tenant: plant.ask({ path: `/api/v1/namespaces/${TENANT}/configmaps`, token }),
  });
  const start = visit();
  runTheService(plant);
  const early = visit();
  if (Date.now() > Date.parse(until)) throw new Error("the laboratory was too slow: it is over already");
  return async () => {
    await setTimeout(Math.max(0, Date.parse(until) - Date.now() + 1000));
    const withoutTimer = visit();
    runTheService(plant);
    const ended = visit();
    plant.apply(plant.manifests);
    const appliedAgain = visit();
    runTheService(plant);
    const endedAgain = visit();
    const others = plant.ask({ path: `/api/v1/namespaces/${TENANT}/pods`, token: operators });
    const events = [...auditEvents(plant).values()].filter(({ verb }) => verb === "deletecollection");
    return { start, early, withoutTimer, ended, appliedAgain, endedAgain, others, events };
  };
}

/** What the timer starts: there is no systemd here, so the command of its unit is run. */
function runTheService(plant: Plant): void {
  const [, command] = /^ExecStart=(.*)$/m.exec(plant.machine.read(UNIT)) ?? [];
  if (command !== SCRIPT) throw new Error(`${UNIT} starts ${command}`);
  plant.machine.mustRun(SCRIPT);
}
