import type { Plant } from "../laboratory/plant";

/** An event of the audit record, as far as it is looked at. */
export interface AuditEvent {
  readonly auditID: string;
  readonly user: {
    readonly username: string;
    readonly groups?: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
  readonly verb: string;
  readonly requestURI: string;
  readonly impersonatedUser?: { readonly username: string };
  readonly responseStatus?: { readonly code?: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The last event of each request, by its id: a request has several stages, and the last one tells how it ended. */
export function auditEvents(plant: Plant): ReadonlyMap<string, AuditEvent> {
  const lines = plant.machine.mustRun("sh", "-c", "cat /var/log/kubernetes/audit/*").split("\n");
  const events = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as AuditEvent);
  return new Map(events.map((event) => [event.auditID, event]));
}
