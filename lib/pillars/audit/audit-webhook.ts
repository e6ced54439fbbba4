import type { ComponentFlag } from "../../plan/component-flag";
import type { ConfigDocument } from "../../plan/config-document";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { LogsSpec } from "../../spec/logs-spec";

const FIELDS = ["logs.audit.webhook"];

/**
 * The second backend as the API server reads it: a kubeconfig with one cluster and one user. The backend proves who it is by an
 * authority of its own and not by any that the machine happens to trust; the API server by a certificate made for this alone.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#webhook-backend
 */
export function auditWebhook({ audit }: Pick<LogsSpec, "audit">): readonly ConfigDocument[] {
  if (audit?.webhook === undefined) return [];
  const folder = MACHINE_PATHS.auditWebhookFolder;
  return [
    {
      pillar: "audit",
      fields: FIELDS,
      path: MACHINE_PATHS.auditWebhook,
      content: {
        apiVersion: "v1",
        kind: "Config",
        clusters: [
          { name: "audit", cluster: { server: audit.webhook.url, "certificate-authority": `${folder}/ca.crt` } },
        ],
        users: [
          {
            name: "api-server",
            user: { "client-certificate": `${folder}/tls.crt`, "client-key": `${folder}/tls.key` },
          },
        ],
        contexts: [{ name: "audit", context: { cluster: "audit", user: "api-server" } }],
        "current-context": "audit",
      },
    },
  ];
}

/** The flags of the second backend. Batches, for a backend that is slow or away must not hold up the API server. */
export function auditWebhookFlags({ audit }: Pick<LogsSpec, "audit">): readonly ComponentFlag[] {
  if (audit?.webhook === undefined) return [];
  const flag = (name: string, value: string, why: string): ComponentFlag => ({
    pillar: "audit",
    fields: FIELDS,
    component: "kube-apiserver",
    name,
    value,
    why,
  });
  const { batchEvents, bufferEvents } = audit.webhook;
  return [
    flag(
      "audit-webhook-batch-buffer-size",
      String(bufferEvents),
      "events that wait in memory; what is above is lost there",
    ),
    flag("audit-webhook-batch-max-size", String(batchEvents), "events that are sent at once"),
    flag("audit-webhook-batch-max-wait", "5s", "the longest that an event waits for others"),
    flag("audit-webhook-config-file", MACHINE_PATHS.auditWebhook, "a second backend beside the file"),
    flag("audit-webhook-mode", "batch", "a backend that is away holds up no request"),
  ];
}
