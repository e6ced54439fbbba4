import type { Plant } from "../laboratory/plant";

/** An event as the API server writes it. */
export interface RecordedEvent {
  readonly auditID: string;
  readonly level: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] };
  readonly impersonatedUser?: { readonly username: string };
  readonly sourceIPs?: readonly string[];
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly apiGroup?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number; readonly message?: string };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
  readonly annotations?: Readonly<Record<string, string>>;
}

const FOLDER = "/var/log/kubernetes/audit";

/** The whole record since the machine's start, or behind so many bytes of it. */
export function recordOf(plant: Pick<Plant, "machine">, behind = 0): string {
  return plant.machine.mustRun(
    "sh",
    "-c",
    `cat ${FOLDER}/audit-*.log ${FOLDER}/audit.log 2>/dev/null | tail -c +${behind + 1}`,
  );
}

/** How many bytes there are. */
export function recordedBytes(plant: Pick<Plant, "machine">): number {
  return Number(plant.machine.mustRun("sh", "-c", `cat ${FOLDER}/*.log | wc -c`).trim());
}

export function eventsIn(record: string): readonly RecordedEvent[] {
  return record
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as RecordedEvent);
}
