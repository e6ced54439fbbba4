import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MACHINE_PATHS } from "../../lib/plan/machine-paths";
import { plantCluster } from "../plant-cluster";
import { eventsIn, recordOf } from "./audit/recorded-event";
import { WebhookSink } from "./audit/webhook-sink";
import type { ApiAnswer } from "./laboratory/api-client";
import { LaboratoryAuthority } from "./laboratory/certificates";
import { eventually } from "./laboratory/eventually";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

const SINK = { name: "login.example.com", address: "192.0.2.10" };
const POD = "/etc/kubernetes/manifests/kube-apiserver.yaml";
const spec = plantCluster({ logs: { audit: { webhook: { url: `https://${SINK.name}:8443/events` } } } });

describe("a control plane with a file of records and a second backend", () => {
  let folder: string;
  let flags: string;
  let inFile: ReadonlySet<string>;
  let inSink: ReadonlySet<string>;
  let senders: readonly string[];
  let strangers: boolean;
  let whole: ReadonlySet<string>;
  let away: readonly ApiAnswer[];
  let awayInFile: readonly boolean[];
  let awayInSink: readonly boolean[];
  let foreign: { readonly answer: ApiAnswer; readonly file: boolean; readonly sink: boolean };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-audit-"));
    const authority = new LaboratoryAuthority(join(folder, "authority"));
    const { certificate, key } = authority.client("api-server");
    const plant = await Plant.start(controlPlanePrograms("1.35"), spec, (machine) => {
      for (const [name, path] of Object.entries({
        "ca.crt": authority.certificate,
        "tls.crt": certificate,
        "tls.key": key,
      }))
        machine.write({
          path: `${MACHINE_PATHS.auditWebhookFolder}/${name}`,
          permissions: "0600",
          content: readFileSync(path, "utf8"),
        });
    });
    const sink = new WebhookSink(plant.hosts.issuer, SINK.address, SINK.name, authority, folder);
    const other = new WebhookSink(
      plant.hosts.issuer,
      SINK.address,
      SINK.name,
      new LaboratoryAuthority(join(folder, "other")),
      folder,
    );
    try {
      flags = plant.machine.read(POD);
      await sink.start();
      strangers = sink.answersStrangers();
      const ask = (name: string) => plant.asAdministrator({ path: `/api/v1/namespaces/default/configmaps/${name}` });
      const fileHas = ({ auditId }: ApiAnswer) => eventsIn(recordOf(plant)).some(({ auditID }) => auditID === auditId);
      const sinkHas = ({ auditId }: ApiAnswer) => sink.ids().has(auditId ?? "");

      const first = Array.from({ length: 30 }, (_, index) => ask(`first-${index}`));
      await eventually(
        () => first.every(sinkHas),
        (all) => all,
        40,
      );
      whole = new Set(first.map(({ auditId }) => auditId ?? ""));
      inFile = new Set(eventsIn(recordOf(plant)).map(({ auditID }) => auditID));
      inSink = sink.ids();
      senders = [...new Set(sink.batches().map(({ from }) => from))];

      await sink.stop();
      away = Array.from({ length: 10 }, (_, index) => ask(`away-${index}`));
      awayInFile = away.map(fileHas);
      // Long enough that what waited was sent, and refused, at least once.
      await eventually(
        () => false,
        (never) => never,
        8,
      );
      await sink.start();
      await eventually(
        () => away.every(sinkHas),
        (all) => all,
        60,
      );
      awayInSink = away.map(sinkHas);

      await sink.stop();
      await other.start();
      const answer = ask("foreign");
      await eventually(
        () => sinkHas(answer),
        (has) => has,
        15,
      );
      foreign = { answer, file: fileHas(answer), sink: sinkHas(answer) };
    } finally {
      await sink.stop();
      await other.stop();
      await plant.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 300_000);

  test("rotates its file by numbers that are written, whatever the version's defaults are", () => {
    for (const flag of ["audit-log-maxage=400", "audit-log-maxbackup=1000", "audit-log-maxsize=100"])
      expect(flags).toContain(`--${flag}`);
  });

  test("writes every event into both", () => {
    expect(whole.size).toBe(30);
    expect([...whole].filter((id) => !inFile.has(id) || !inSink.has(id))).toEqual([]);
  });

  test("says who sends, by a certificate made for this; nobody else is answered", () => {
    expect(senders).toEqual(["api-server"]);
    expect(strangers).toBe(false);
  });

  test("answers and records while the backend is away, and sends what waited when it is back", () => {
    expect(away.map(({ status }) => status)).toEqual(away.map(() => 404));
    expect(awayInFile).toEqual(away.map(() => true));
    expect(awayInSink).toEqual(away.map(() => true));
  });

  test("sends nothing to a backend whose certificate another authority has signed", () => {
    expect(foreign.answer.status).toBe(404);
    expect(foreign).toMatchObject({ file: true, sink: false });
  });
});
