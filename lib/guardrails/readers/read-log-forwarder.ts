import type { LogForwarderFact, LogReceiverFact } from "../facts/log-forwarder";
import type { Place } from "../place";
import type { Fields } from "./fields";
import { interval, isZero, within } from "./log-forwarder-bounds";
import { EXPORTERS, readExporter } from "./read-log-exporter";

/** The files of one pod's containers, or of all pods in a namespace: what may be left out. */
const ONE_NAMESPACE = /^\/var\/log\/pods\/[a-z0-9-]+_\*\/\*\/\*\.log$/;
const SIZE = /^[1-9]\d?MiB$/;

/**
 * Reads the configuration of an OpenTelemetry Collector that reads files and the journal and sends what it reads over OTLP. Every
 * other part of a Collector can drop or change records, or listen, and is complained of.
 *
 * @see https://opentelemetry.io/docs/collector/configuration/
 */
export function readLogForwarder(config: Fields, place: Place, ours: boolean): LogForwarderFact {
  config.only("extensions", "receivers", "processors", "exporters", "service");
  const service = config.fields("service").only("extensions", "telemetry", "pipelines");
  const enabled = service.texts("extensions");
  const storages = readStorages(config.fields("extensions"), enabled);
  const telemetry = service.fields("telemetry").only("logs", "metrics");
  const saysEverything =
    telemetry.fields("logs").only("sampling").fields("sampling").only("enabled").flag("enabled") === false;
  const level = telemetry.fields("metrics").only("level").text("level");
  if (level !== "none")
    service.complain(
      "telemetry.metrics.level",
      "is not none: the Collector would listen for whoever asks for its metrics",
    );
  const pipelines = each(service.fields("pipelines"), ["logs"], (name, fields) => {
    fields.only("receivers", "processors", "exporters");
    return {
      name,
      receivers: fields.texts("receivers"),
      processors: fields.texts("processors"),
      exporters: fields.texts("exporters"),
    };
  });
  readMemoryLimiter(config.fields("processors").only("memory_limiter"));
  const undefinedIn = (section: string, names: readonly string[]) =>
    names.filter((name) => !config.fields(section).has(name));
  return {
    kind: "log-forwarder",
    place,
    ours,
    receivers: each(config.fields("receivers"), ["filelog", "file_log", "journald"], (name, fields) =>
      readReceiver(name, fields, storages),
    ),
    exporters: each(config.fields("exporters"), EXPORTERS, (name, fields) => readExporter(name, fields, storages)),
    pipelines,
    missing: [
      ...undefinedIn("extensions", enabled),
      ...pipelines.flatMap((pipeline) => [
        ...undefinedIn("receivers", pipeline.receivers),
        ...undefinedIn("processors", pipeline.processors),
        ...undefinedIn("exporters", pipeline.exporters),
      ]),
    ],
    storages: Object.values(storages),
    saysEverything,
  };
}

function readMemoryLimiter(processors: Fields): void {
  if (!processors.has("memory_limiter")) return;
  const limiter = processors.fields("memory_limiter").only("check_interval", "limit_mib", "spike_limit_mib");
  const limit = limiter.integer("limit_mib") ?? 0;
  if (limit < 64 || limit > 16_384) limiter.complain("limit_mib", `is ${limit}, not from 64 to 16384`);
  within(limiter, "spike_limit_mib", 0, limit);
  if (!limiter.has("check_interval")) limiter.complain("check_interval", "is missing");
  interval(limiter, "check_interval", 10);
}

/** Databases by name. */
export type Storages = Readonly<Record<string, { readonly folder: string; readonly synced: boolean }>>;

/** Databases that are switched on; one that is only written down is none. */
function readStorages(extensions: Fields, enabled: readonly string[]): Storages {
  return Object.fromEntries(
    each(extensions, ["file_storage"], (name, fields) => {
      fields.only("directory", "create_directory", "directory_permissions", "fsync", "compaction", "timeout");
      fields.fields("compaction").only("on_start", "on_rebound", "directory", "cleanup_on_start");
      const folder = fields.text("directory") ?? "";
      if (!/^07[05]0$/.test(fields.text("directory_permissions") ?? "0750"))
        fields.complain("directory_permissions", "let others read what waits");
      const compaction = fields.fields("compaction").text("directory");
      if (compaction !== undefined && compaction !== folder)
        fields.complain("compaction.directory", "is another folder, whose disk nobody has counted");
      return [name, { folder, synced: fields.flag("fsync") === true }] as const;
    }).filter(([name]) => enabled.includes(name)),
  );
}

function readReceiver(name: string, receiver: Fields, storages: Storages): LogReceiverFact {
  const isJournal = name.startsWith("journald");
  const always = ["start_at", "storage", "retry_on_failure", "resource", "attributes"];
  receiver.only(
    ...always,
    ...(isJournal
      ? ["directory", "priority", "matches"]
      : ["include", "exclude", "include_file_path", "include_file_record_offset", "max_log_size", "operators"]),
  );
  const cluster = receiver.textByName("resource")["k8s.cluster.name"];
  receiver.textByName("attributes");
  const retry = receiver.fields("retry_on_failure").only("enabled", "max_elapsed_time");
  if (isJournal) {
    if (!["info", "debug"].includes(receiver.text("priority") ?? "info"))
      receiver.complain("priority", "leaves out what only informs, logins and dropped packets among it");
    if (receiver.text("directory") !== "/var/log/journal")
      receiver.complain("directory", "is not /var/log/journal, the journal that outlives a start");
  } else {
    for (const operator of receiver.list("operators")) {
      operator.only("type", "format");
      if (operator.text("type") !== "container") operator.complain("type", "can drop or change records");
      const format = operator.text("format");
      if (format !== undefined && format !== "containerd") operator.complain("format", "is not that of containerd");
    }
    for (const pattern of receiver.texts("include"))
      if (!pattern.startsWith("/var/log/"))
        receiver.complain("include", `names ${pattern}, which is outside of /var/log`);
    for (const pattern of receiver.texts("exclude"))
      if (!ONE_NAMESPACE.test(pattern))
        receiver.complain("exclude", `leaves out ${pattern}, which is more than one namespace`);
    const size = receiver.text("max_log_size");
    if (size !== undefined && !SIZE.test(size)) receiver.complain("max_log_size", `is "${size}", not some MiB`);
  }
  return {
    name,
    files: isJournal ? [] : receiver.texts("include"),
    journal: isJournal ? receiver.list("matches").map(readMatch) : undefined,
    cluster: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(cluster ?? "") ? cluster : undefined,
    fromBeginning: receiver.text("start_at") === "beginning",
    remembersIn: storages[receiver.text("storage") ?? ""]?.folder,
    retriesForEver: retry.flag("enabled") === true && isZero(retry),
    namesPlace: isJournal
      ? undefined
      : receiver.flag("include_file_path") === true && receiver.flag("include_file_record_offset") === true,
  };
}

/** Fields of one match are all asked for at once; several narrow it. */
function readMatch(match: Fields): string {
  const names = match.names();
  if (names.length !== 1) match.complain("", "asks for several fields at once");
  return names.map((name) => `${name}=${match.text(name) ?? ""}`).join(" ");
}

/** Parts of one section whose kind is known: `kind` or `kind/name`. */
function each<T>(section: Fields, kinds: readonly string[], read: (name: string, fields: Fields) => T): readonly T[] {
  return section.names().flatMap((name) => {
    if (!kinds.includes(name.split("/")[0] ?? "")) {
      section.complain(name, "is a part of a Collector that no reader knows");
      return [];
    }
    return [read(name, section.fields(name))];
  });
}
