import type { ApiAnswer } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";
import { eventsIn, recordOf } from "./recorded-event";

const FOLDER = "/var/log/kubernetes/audit";
const BALLAST = `${FOLDER}/ballast`;
const MAPS = "/api/v1/namespaces/default/configmaps";

/** What came of writing while the disk of the records was full. */
export interface FullDisk {
  /** The answer before, and whether both stages of it are on record. */
  readonly before: ApiAnswer;
  readonly stagesBefore: readonly string[];
  /** Answers while nothing could be written. */
  readonly during: readonly ApiAnswer[];
  /** Whether health was answered, and the controller manager still led. */
  readonly healthy: boolean;
  readonly leads: boolean;
  /** How many events the API server counts as lost in that time. */
  readonly counted: number;
  /** How many it says in its own log that it lost, and which requests these were. */
  readonly said: number;
  readonly saidIds: readonly string[];
  /** The answer once there was room again. */
  readonly after: ApiAnswer;
  /** Which of the objects were made, by the number of the request. */
  readonly made: readonly boolean[];
  /** Which requests have an event in the record that is there in the end. */
  readonly recorded: readonly boolean[];
  readonly recordedAfter: boolean;
  /** Lines of the record that are none, for the disk ended within them. */
  readonly torn: number;
}

/** Puts a small file system under the records, before the API server is started anew. */
export function smallDisk(plant: Plant): void {
  plant.machine.mustRun("sh", "-ec", `rm -rf ${FOLDER}/* && mount -t tmpfs -o size=4m,mode=0700 tmpfs ${FOLDER}`);
}

let tries = 0;

/** Fills the disk of the records, asks for things, and makes room again. */
export async function fillDisk(plant: Plant, requests = 5): Promise<FullDisk> {
  tries += 1;
  const make = (name: string) =>
    plant.asAdministrator({
      path: MAPS,
      method: "POST",
      body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `full-${tries}-${name}` } },
    });
  const before = make("before");
  const [countedBefore, saidBefore] = [lost(plant), plant.machine.output("kube-apiserver").length];
  // `dd` ends with an error when nothing more fits: that is what it is for.
  plant.machine.run("dd", "if=/dev/zero", `of=${BALLAST}`, "bs=512");
  plant.machine.run("sh", "-c", `cat /dev/zero >> ${BALLAST}`);
  // The last page of the file has room for some more events.
  for (let filler = 0; filler < 12; filler += 1) plant.asAdministrator({ path: MAPS });
  const during = Array.from({ length: requests }, (_, index) => make(String(index)));
  const health = plant.machine.run("curl", "--silent", "--insecure", "--fail", "https://127.0.0.1:6443/livez");
  const said = plant.machine.output("kube-apiserver").slice(saidBefore);
  const leads = plant.machine.isRunning("kube-controller-manager");
  plant.machine.mustRun("rm", BALLAST);
  // Where nothing is answered that is not on record, the figures are not either.
  const counted = lost(plant);
  const made = during.map(
    (_, index) => plant.asAdministrator({ path: `${MAPS}/full-${tries}-${index}` }).status === 200,
  );
  const after = make("after");
  const record = recordOf(plant);
  const lines = record.split("\n").filter((line) => line !== "");
  const events = eventsIn(lines.filter(isWhole).join("\n"));
  const isRecorded = ({ auditId }: ApiAnswer) => events.some(({ auditID }) => auditID === auditId);
  return {
    before,
    stagesBefore: events.filter(({ auditID }) => auditID === before.auditId).map(({ stage }) => stage),
    during,
    healthy: health.status === 0,
    leads,
    counted: counted - countedBefore,
    said: sum(
      [...said.matchAll(/Error in audit plugin 'log' affecting (\d+) audit events/g)].map(([, count]) => Number(count)),
    ),
    saidIds: [...said.matchAll(/AUDIT: id="([^"]+)"/g)].map(([, id]) => id ?? ""),
    after,
    made,
    recorded: during.map(isRecorded),
    recordedAfter: isRecorded(after),
    torn: lines.filter((line) => !isWhole(line)).length,
  };
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** The API server's own count of events that its file did not take. */
function lost(plant: Plant): number {
  const { status, body } = plant.asAdministrator({ path: "/metrics" });
  if (status !== 200) throw new Error(`no figures: ${status}`);
  return Number(/^apiserver_audit_error_total\{plugin="log"\} (\d+)/m.exec(body)?.[1] ?? 0);
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
