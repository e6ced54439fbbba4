import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askMany, type ManyAnswer, type ManyRequest } from "../laboratory/ask-many";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { malformed, quoting } from "./malformed";
import { PEOPLE } from "./people";
import { type Planted, plant as plantValues } from "./planted";
import { eventsIn, type RecordedEvent, recordedBytes, recordOf } from "./recorded-event";
import { NAMESPACE, RBAC, rbac, roleRef, type Request, sceneObjects } from "./scene-objects";
import type { Asker, Scene, SensitiveRequest } from "./sensitive-request";

/** One request of the corpus, how it was answered, and what stands of it in the record. */
export interface Told {
  readonly request: SensitiveRequest;
  readonly answer: ManyAnswer;
  /** Its events, the last stage last. */
  readonly events: readonly RecordedEvent[];
}

/** What one run of the corpus left. */
export interface CorpusRun {
  readonly scene: Scene;
  readonly told: readonly Told[];
  /** What the API server wrote during the run, as it stands in the file. */
  readonly record: string;
  /** The same but for the requests that quote what is there. */
  readonly withoutQuotes: string;
  readonly malformed: Readonly<Record<string, ManyAnswer>>;
  readonly quoting: Readonly<Record<string, ManyAnswer>>;
  /** Events of two requests of one audit ID, which the client has chosen. */
  readonly chosenId: readonly RecordedEvent[];
}

/** Tries the corpus on a plant, again and again, each time with objects and planted values of its own. */
export class CorpusRunner {
  #runs = 0;
  readonly #credentials: Readonly<Record<Asker, Pick<ManyRequest, "token" | "certificate">>>;
  readonly #platform: Pick<ManyRequest, "certificate">;
  readonly #csr: string;

  constructor(
    private readonly plant: Plant,
    private readonly corpus: readonly SensitiveRequest[],
  ) {
    const claims = { amr: ["mfa"], exp: Math.floor(Date.now() / 1000) + 3000 };
    const person = (sub: string) => ({ token: plant.issuer.token({ ...claims, sub, groups: [sub] }) });
    this.#credentials = {
      intruder: person("mallory"),
      stranger: person("trudy"),
      glass: { certificate: clientCertificate(plant, PEOPLE.glass ?? "", ["portcullis:break-glass"]) },
      nobody: {},
      forger: {},
    };
    this.#platform = { certificate: clientCertificate(plant, "system:apiserver", ["system:masters"]) };
    this.#csr = requestForCertificate(plant.folder);
    // The intruder holds every right: what is not on record of him is on record of nobody.
    const made = plant.asPlatform({
      path: `${RBAC}/clusterrolebindings`,
      method: "POST",
      body: {
        ...rbac("ClusterRoleBinding", "laboratory-intruder", roleRef("cluster-admin")),
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: PEOPLE.intruder }],
      },
    });
    if (made.status !== 201) throw new Error(`the intruder got no rights: ${made.status} ${made.message}`);
  }

  run(): CorpusRun {
    this.#runs += 1;
    const scene: Scene = { run: `r${this.#runs}`, planted: plantValues(), csr: this.#csr };
    const before = recordedBytes(this.plant);
    for (const batch of sceneObjects(scene)) {
      const answers = this.#send(batch.map((request) => ({ ...request, ...this.#platform })));
      const refused = answers.findIndex(({ status }) => status !== 201);
      if (refused !== -1)
        throw new Error(`${batch[refused]?.path}: ${answers[refused]?.status} ${answers[refused]?.message}`);
    }
    const bad = Object.entries(malformed(scene));
    const sent = [
      ...this.corpus.map(({ ask, as = "intruder" }) => ({ ...ask(scene), ...this.#credentialOf(as, scene.planted) })),
      ...bad.map(([, request]) => ({ ...request, ...this.#credentials.intruder })),
    ];
    const answers = this.#send(
      sent.map((request) => ({
        ...request,
        headers: { "X-Remote-Extra-Secret": scene.planted["a header"], ...request.headers },
      })),
    );
    const chosen = { "Audit-ID": `chosen-${scene.run}` };
    const paths = ["/api/v1/namespaces", "/api/v1/secrets"];
    this.#send(paths.map((path) => ({ path, headers: chosen, ...this.#credentials.intruder })));
    const withoutQuotes = recordOf(this.plant, before);
    const quotes = Object.entries(quoting(scene));
    const quoted = this.#send(quotes.map(([, request]) => ({ ...request, ...this.#credentials.intruder })));
    const events = eventsIn(withoutQuotes);
    const named = (list: readonly (readonly [string, Request])[], from: readonly ManyAnswer[]) =>
      Object.fromEntries(list.map(([name], index) => [name, from[index] as ManyAnswer]));
    return {
      scene,
      told: this.corpus.map((request, index) => {
        const answer = answers[index] as ManyAnswer;
        return { request, answer, events: events.filter(({ auditID }) => auditID === answer.auditId) };
      }),
      record: recordOf(this.plant, before),
      withoutQuotes,
      malformed: named(bad, answers.slice(this.corpus.length)),
      quoting: named(quotes, quoted),
      chosenId: events.filter(({ auditID }) => auditID === chosen["Audit-ID"]),
    };
  }

  /** Puts another policy in the place of the one that is there. */
  async judgeBy(policy: string): Promise<void> {
    this.plant.machine.write({ path: POLICY, permissions: "0600", content: policy });
    await this.plant.restartApiServer();
  }

  #credentialOf(who: Asker, planted: Planted) {
    return who === "forger" ? { token: planted["a bearer token"] } : this.#credentials[who];
  }

  #send(requests: readonly ManyRequest[]): readonly ManyAnswer[] {
    return askMany(this.plant.hosts.operator, this.plant.endpoint, requests);
  }
}

export const POLICY = "/etc/kubernetes/portcullis/api-server/audit-policy.yaml";

/** The namespace in which the scene is set, as an object. */
export const SCENE_NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } };

function requestForCertificate(folder: string): string {
  const file = (ending: string) => join(folder, `audited.${ending}`);
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=mallory"];
  execFileSync("openssl", ["req", ...kind, "-keyout", file("key"), "-out", file("csr")], { stdio: "pipe" });
  return readFileSync(file("csr")).toString("base64");
}
