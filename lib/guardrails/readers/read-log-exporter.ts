import type { LogExporterFact } from "../facts/log-forwarder";
import type { Fields } from "./fields";
import { atMost, interval, isZero, within } from "./log-forwarder-bounds";

/** The kinds of exporters that are read; each has few keys here, for others can drop records, or hold a secret. */
export const EXPORTERS: readonly string[] = ["otlphttp", "otlp_http", "splunk_hec", "awscloudwatchlogs", "awss3"];

type Storages = Readonly<Record<string, { readonly folder: string }>>;

const ALWAYS = ["retry_on_failure", "sending_queue"];
const OVER_HTTPS = [...ALWAYS, "endpoint", "timeout", "tls"];
/** How a file is named whose content stands in the place of a setting. */
const FROM_FILE = /^\$\{file:(\/[A-Za-z0-9._/-]+)\}$/;
const TENANT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const PREFIX = /^[A-Za-z0-9${}:_-]+(?:\/[A-Za-z0-9${}:_-]+)*$/;

/** Reads where records are sent, by whichever of the exporters. */
export function readExporter(name: string, exporter: Fields, storages: Storages): LogExporterFact {
  const kind = name.split("/")[0] ?? "";
  const waiting = readWaiting(name, exporter, storages);
  if (kind === "awscloudwatchlogs") return { ...waiting, ...readCloudWatch(exporter) };
  if (kind === "awss3") return { ...waiting, ...readS3(exporter) };
  return kind === "splunk_hec" ? { ...waiting, ...readSplunk(exporter) } : { ...waiting, ...readOtlp(exporter) };
}

type Waiting = Pick<LogExporterFact, "name" | "retriesForEver" | "waitsIn" | "queueBytes" | "blocks">;
type Destination = Omit<LogExporterFact, keyof Waiting>;

/** What all of them share: how what was not confirmed waits. */
function readWaiting(name: string, exporter: Fields, storages: Storages): Waiting {
  const retry = exporter
    .fields("retry_on_failure")
    .only("enabled", "initial_interval", "max_interval", "max_elapsed_time");
  interval(retry, "initial_interval", 300);
  interval(retry, "max_interval", 900);
  const queue = exporter
    .fields("sending_queue")
    .only(...["enabled", "storage", "sizer", "queue_size", "block_on_overflow", "num_consumers", "batch"]);
  within(queue, "num_consumers", 1, 64);
  const batch = queue.fields("batch").only("flush_timeout", "sizer", "min_size", "max_size");
  interval(batch, "flush_timeout", 60);
  if (!["bytes", "items", undefined].includes(batch.text("sizer")))
    batch.complain("sizer", "is neither bytes nor items");
  within(batch, "min_size", 0, 16_777_216);
  within(batch, "max_size", 65_536, 16_777_216);
  const isOn = queue.flag("enabled") !== false;
  return {
    name,
    retriesForEver: retry.flag("enabled") !== false && isZero(retry),
    waitsIn: isOn ? storages[queue.text("storage") ?? ""]?.folder : undefined,
    queueBytes: queue.text("sizer") === "bytes" ? queue.integer("queue_size") : undefined,
    blocks: queue.flag("block_on_overflow") === true,
  };
}

function readOtlp(exporter: Fields): Destination {
  exporter.only(...OVER_HTTPS, "compression", "headers");
  if (!["gzip", "zstd", "snappy", "none", undefined].includes(exporter.text("compression")))
    exporter.complain("compression", "is of no kind that aggregators take");
  for (const [header, value] of Object.entries(exporter.textByName("headers")))
    if (header !== "X-Scope-OrgID" || !TENANT.test(value))
      exporter.complain(`headers.${header}`, "is not the name of a tenant, and what it carries is written down");
  return { ...readHttps(exporter), proves: "certificate", tokenFrom: undefined };
}

function readSplunk(exporter: Fields): Destination {
  exporter.only(
    ...[...OVER_HTTPS, "token", "index", "sourcetype"],
    ...["profiling_data_enabled", "max_content_length_logs", "max_event_size"],
  );
  exporter.text("index");
  exporter.text("sourcetype");
  exporter.flag("profiling_data_enabled");
  // What is longer is dropped: an audit event has up to 4 MiB, twice that when its quotes are escaped.
  for (const limit of ["max_content_length_logs", "max_event_size"]) {
    if (!exporter.has(limit)) exporter.complain(limit, "is missing, and longer events are dropped");
    within(exporter, limit, 8_388_608, 838_860_800);
  }
  const token = exporter.text("token");
  const file = FROM_FILE.exec(token ?? "")?.[1];
  return {
    ...readHttps(exporter),
    proves: "token",
    tokenFrom: token === undefined ? undefined : (file ?? "the configuration itself"),
  };
}

function readHttps(exporter: Fields): Omit<Destination, "proves" | "tokenFrom"> {
  interval(exporter, "timeout", 300);
  const tls = exporter
    .fields("tls")
    .only(
      ...["ca_file", "cert_file", "key_file", "min_version", "reload_interval"],
      ...["insecure", "insecure_skip_verify"],
    );
  return {
    endpoint: exporter.text("endpoint") ?? "",
    unverified: ["insecure", "insecure_skip_verify"].filter((setting) => tls.flag(setting) === true),
    authority: tls.text("ca_file"),
    certificate: tls.text("cert_file"),
    key: tls.text("key_file"),
    minimumTlsVersion: tls.text("min_version"),
    readsCertificatesAgain: atMost(tls.text("reload_interval") ?? "", 86_400),
  };
}

function readCloudWatch(exporter: Fields): Destination {
  exporter.only(...ALWAYS, "region", "log_group_name", "log_stream_name", "raw_log");
  for (const name of ["log_group_name", "log_stream_name"])
    if (!/^[A-Za-z0-9${}:_./#-]+$/.test(exporter.text(name) ?? "")) exporter.complain(name, "is no name");
  if (exporter.flag("raw_log") !== false)
    exporter.complain("raw_log", "is not false: records would lose the machine, file and place that they name");
  return ofAws(exporter.text("region"));
}

function readS3(exporter: Fields): Destination {
  exporter.only(...ALWAYS, "s3uploader", "marshaler", "timeout");
  interval(exporter, "timeout", 300);
  if (exporter.text("marshaler") !== "otlp_json")
    exporter.complain("marshaler", "is not otlp_json: records would lose what they name");
  const uploader = exporter
    .fields("s3uploader")
    .only("region", "s3_bucket", "s3_prefix", "compression", "unique_key_func_name");
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(uploader.text("s3_bucket") ?? ""))
    uploader.complain("s3_bucket", "is no name of a bucket");
  if (!PREFIX.test(uploader.text("s3_prefix") ?? "")) uploader.complain("s3_prefix", "is no prefix of one's own");
  if (uploader.text("unique_key_func_name") !== "uuidv7")
    uploader.complain("unique_key_func_name", "is not uuidv7: two uploads of one moment could have one name");
  if (!["gzip", undefined].includes(uploader.text("compression")))
    uploader.complain("compression", "is not gzip, the one that every Collector has");
  return ofAws(uploader.text("region"));
}

/** Who speaks to AWS signs what he says, and verifies it by the authorities of the machine, over https unless told otherwise. */
function ofAws(region: string | undefined): Destination {
  return {
    endpoint: region ?? "",
    proves: "aws",
    tokenFrom: undefined,
    unverified: [],
    authority: undefined,
    certificate: undefined,
    key: undefined,
    minimumTlsVersion: undefined,
    readsCertificatesAgain: true,
  };
}
