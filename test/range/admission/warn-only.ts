import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ClusterInput, ClusterSpec } from "../../../lib";
import { defineCluster } from "../../../lib";
import { eventOf } from "../attacks/run";
import type { ApiAnswer } from "../laboratory/api-client";
import { type LaboratoryCluster, manifestText } from "../laboratory/cluster";
import { eventually } from "../laboratory/eventually";
import { manifestsOf } from "../laboratory/written-files";
import { create, dryRun, patch, type Written } from "./acts";
import type { Act } from "./row";

/** What is warned of: a Service that leads out of the cluster. */
export const WARNED_POLICY = "internal-services";
const WINDOW_SECONDS = 25;
/** An API server renews its Lease each ten seconds, and its policies see it a moment later. */
const PATIENCE = 60_000;

/** What a policy said before, within and after the time in which it only warns. */
export interface WarnedFor {
  /** By the policy as it always is. */
  readonly before: ApiAnswer;
  /** By each way, within the time. */
  readonly within: readonly { readonly way: string; readonly answer: ApiAnswer; readonly event: unknown }[];
  /** By each way, once it was over; nobody did anything. */
  readonly after: readonly ApiAnswer[];
  /** Seconds from the end to the first refusal. */
  readonly late: number;
  /** What was refused after the end, where the written binding that ends it does not refuse. */
  readonly unended: ApiAnswer;
  /** When the written policies without a window were applied again. */
  readonly restored: ApiAnswer;
}

/** Lets a policy warn for some seconds, as the description says it, and waits. */
export async function tryWarnOnly(cluster: LaboratoryCluster, spec: ClusterSpec): Promise<WarnedFor> {
  const leadsOut = (name: string): Written => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: cluster.tenant },
    spec: { type: "ExternalName", externalName: "elsewhere.example.com" },
  });
  const inside: Written = { ...leadsOut("warned-patch"), spec: { selector: { app: "web" }, ports: [{ port: 80 }] } };
  let made = 0;
  const ask = (act: Act) => cluster.asAdministrator(act);
  const again = () => {
    made += 1;
    return ask(create(leadsOut(`warned-${made}`)));
  };
  const change = patch(inside, { spec: { type: "ExternalName", externalName: "elsewhere.example.com" } });
  ask(create(inside));
  const before = again();

  const now = Math.floor(Date.now() / 1000);
  const until = now + WINDOW_SECONDS;
  const written = warningManifests(cluster.folder, spec, instantOf(now - 60), instantOf(until));
  cluster.apply(written);
  // The API server sees one binding after the other: for a moment the old one is gone and the one that warns not yet there.
  const first = await eventually(again, ({ status, warnings }) => status === 201 && warnings.length > 0, 15);
  const ways = [
    { way: "create", answer: first },
    { way: "dry run", answer: ask(dryRun(leadsOut("warned-dry"))) },
    { way: "patch", answer: ask({ ...change, path: `${change.path}?dryRun=All` }) },
  ];

  let refused = again();
  while (refused.status === 201 && Date.now() < until * 1000 + PATIENCE) {
    await setTimeout(500);
    refused = again();
  }
  const late = Date.now() / 1000 - until;
  const after = [refused, ask(dryRun(leadsOut("warned-dry"))), ask({ ...change, path: `${change.path}?dryRun=All` })];

  const ending = manifestText(written, "ValidatingAdmissionPolicyBinding", WARNED_POLICY);
  cluster.apply([ending.replace("    - Deny\n", "")]);
  const unended = await eventually(again, ({ status, warnings }) => status === 201 && warnings.length > 0, 15);
  cluster.apply(cluster.manifests.filter((text) => text.includes(`\n  name: ${WARNED_POLICY}\n`)));
  const restored = await eventually(again, ({ status }) => status === 403, 15);
  const within = ways.map(({ way, answer }) => ({ way, answer, event: eventAbout(cluster, answer) }));
  return { before, within, after, late, unended, restored };
}

function eventAbout(cluster: LaboratoryCluster, { auditId }: ApiAnswer): unknown {
  return auditId === undefined ? undefined : eventOf(cluster, { auditId }).event;
}

/** The policy with its bindings, as the description that lets it warn writes them. */
function warningManifests(folder: string, spec: ClusterSpec, from: string, until: string): readonly string[] {
  const place = join(folder, "warn-only");
  mkdirSync(place);
  const why = "services of the old cluster move inside";
  const warnOnly = [{ policy: WARNED_POLICY, from, until, why }] as const;
  const described = defineCluster({ ...spec, admission: { ...spec.admission, warnOnly } } as ClusterInput);
  return manifestsOf(place, described).filter((text) => text.includes(`\n  name: ${WARNED_POLICY}`));
}

function instantOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
