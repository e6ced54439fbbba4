import { DEFAULTS } from "../spec/defaults";
import type { ForwardingLoadInput } from "../spec/forwarding-load-spec";
import { sizeForwarding } from "../spec/forwarding-size";
import type { LogTargetInput } from "../spec/log-target-spec";
import { columns } from "./columns";
import { count } from "./count";

/** What a description says of forwarding, as `logs.forwardTo` has it, checked or not yet. */
export interface DescribedForwarding {
  readonly to: LogTargetInput["to"];
  readonly bufferMiB?: number | undefined;
  readonly load?: ForwardingLoadInput | undefined;
}

/** Aggregators whose part of the configuration no Collector of ours has read: its exporter is not to be had here. */
const NOT_VALIDATED: readonly LogTargetInput["to"][] = ["splunk", "cloudwatch", "s3"];

/**
 * Where records go, how much may wait and for how long that is enough; nothing is reckoned where no load is described, and said so.
 *
 * @param forwarding undefined where nothing is forwarded
 */
export function describeForwarding(forwarding: DescribedForwarding | undefined): readonly string[] {
  if (forwarding === undefined) return ["  forwards nothing: records stay where they were made"];
  const { to, bufferMiB = DEFAULTS[1].bufferMiB, load } = forwarding;
  return [
    ...columns([[`forwards to ${to}; at most ${bufferMiB} MiB wait on each machine`]], "  "),
    ...columns(
      [[load === undefined ? "for how long that is enough nobody has said: no load is described" : reckon(load)]],
      "    ",
    ),
    ...(NOT_VALIDATED.includes(to)
      ? [`    NOT VALIDATED: no Collector that knows ${to} has read this configuration`]
      : []),
  ];
}

function reckon(load: ForwardingLoadInput): string {
  const { bufferMiB, drainHours, liveKilobitsPerSecond } = sizeForwarding(load);
  const comes = `${count(load.auditEventsPerSecond, "event")} and ${count(load.containerLinesPerSecond, "line")} a second`;
  const outage = `an outage of ${load.outageHours} h takes ${bufferMiB} MiB`;
  const line = `${liveKilobitsPerSecond} of ${load.uplinkKilobitsPerSecond} kbit/s all the time`;
  return `${comes}: ${outage}, and ${drainHours.toFixed(1)} h afterwards until all has gone; ${line}`;
}
