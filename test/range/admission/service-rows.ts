import { apply, create, dryRun, patch, replace, type Written } from "./acts";
import { TENANT } from "./objects";
import type { Case, Row } from "./row";

const service =
  (spec: object = {}) =>
  (name: string): Written => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: TENANT },
    spec: { selector: { app: "nothing" }, ports: [{ port: 80 }], ...spec },
  });

const TYPE =
  "Services of tenants must have the type ClusterIP. Remove spec.type, and let traffic in by what the platform team runs for it.";
const OUT = { type: "ExternalName", externalName: "elsewhere.example.com" };
const before = (name: string) => [create(service()(name))];
const inside = service();

/** The quota stands behind the policy, and a twin meets it in its place. */
const behind = (of: string, spec: object, says: string, then: string): Case => ({
  way: "create",
  of,
  refused: (n) => create(service(spec)(n)),
  passes: (n) => create(inside(n)),
  says,
  behind: then,
});

/** Services lead nowhere but into the cluster. */
export const SERVICE_ROWS: readonly Row[] = [
  {
    policy: "internal-services",
    cases: [
      {
        way: "create",
        of: "ExternalName",
        refused: (n) => create(service(OUT)(n)),
        passes: (n) => create(inside(n)),
        says: TYPE,
      },
      { way: "dry run", refused: (n) => dryRun(service(OUT)(n)), passes: (n) => dryRun(inside(n)), says: TYPE },
      { way: "server-side apply", refused: (n) => apply(service(OUT)(n)), passes: (n) => apply(inside(n)), says: TYPE },
      {
        way: "patch",
        before,
        refused: (n) => patch(inside(n), { spec: OUT }),
        passes: (n) => patch(inside(n), { spec: { ports: [{ port: 81 }] } }),
        says: TYPE,
      },
      {
        way: "update",
        before,
        refused: (n) => replace(service(OUT)(n)),
        passes: (n) => replace(service({ ports: [{ port: 82 }] })(n)),
        says: TYPE,
      },
      behind("NodePort", { type: "NodePort" }, TYPE, "exceeded quota: tenant-quota"),
      behind("LoadBalancer", { type: "LoadBalancer" }, TYPE, "exceeded quota: tenant-quota"),
    ],
  },
];
