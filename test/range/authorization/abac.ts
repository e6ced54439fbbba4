import { type Attack, type Seen, request } from "../attacks/attack";
import type { ApiRequest } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";
import { ELSEWHERE, TENANT } from "./places";
import { patch } from "./escalation";

const POLICY_FILE = "/etc/kubernetes/portcullis/api-server/abac.jsonl";
const NAMESPACE = `/api/v1/namespaces/${TENANT}`;
const SETTINGS = "laboratory-inventory";

/** What the line of the policy file is about; the administrator makes it before. */
export function prepareAbac(plant: Plant): void {
  for (const namespace of [TENANT, ELSEWHERE])
    plant.asAdministrator({
      path: `/api/v1/namespaces/${namespace}/configmaps`,
      method: "POST",
      body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: SETTINGS } },
    });
}

const asInventory = (plant: Plant, act: ApiRequest) => {
  const claims = {
    sub: "inventory",
    groups: ["inventory"],
    amr: ["mfa"],
    department: "production",
    change_ticket: "CHG-1",
  };
  return plant.ask({ ...act, token: plant.issuer.token(claims) });
};
const asking = (act: () => ApiRequest, message: string): ((plant: Plant) => Seen) =>
  request((plant) => asInventory(plant, act()), { status: 403, message });
const legitimate = (plant: Plant): Seen => asking(() => ({ path: `${NAMESPACE}/configmaps/${SETTINGS}` }), "")(plant);
const weakening = (name: string, from: string, to: string) => ({ name, edits: [{ file: POLICY_FILE, from, to }] });

/** What a grant by policy file does not give; each once the file gives more, after a restart. */
export const ABAC_ATTACKS: readonly Attack[] = [
  {
    name: "a write by a grant that reads",
    attack: asking(
      () => patch(`${NAMESPACE}/configmaps/${SETTINGS}`, { data: { at: `${Date.now()}` } }),
      'cannot patch resource "configmaps"',
    ),
    legitimate,
    weakening: weakening("the line also writes", '"readonly":true', '"readonly":false'),
  },
  {
    name: "the same resource of another namespace",
    attack: asking(
      () => ({ path: `/api/v1/namespaces/${ELSEWHERE}/configmaps/${SETTINGS}` }),
      'cannot get resource "configmaps"',
    ),
    legitimate,
    weakening: weakening("the line is for every namespace", `"namespace":"${TENANT}"`, '"namespace":"*"'),
  },
  {
    name: "another resource of the same namespace",
    attack: asking(() => ({ path: `${NAMESPACE}/secrets` }), 'cannot list resource "secrets"'),
    legitimate,
    weakening: weakening("the line is for every resource", '"resource":"configmaps"', '"resource":"*"'),
  },
];
