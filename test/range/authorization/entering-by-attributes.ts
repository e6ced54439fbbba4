import { setTimeout } from "node:timers/promises";
import type { ApiAnswer } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";
import { NO_TICKET, OTHER_DEPARTMENT } from "./attributes";
import { VICTIM } from "./escalations/objects";
import { type Act, arrived } from "./escalation";
import type { Holder } from "./holders";
import { policy, rights } from "./layers";
import { TENANT } from "./places";

/** A way into a pod: the API server asks admission about each as CONNECT. */
const POD = `/api/v1/namespaces/${TENANT}/pods/${VICTIM}`;
const WAYS: readonly (readonly [name: string, act: Act])[] = [
  ["exec", { path: `${POD}/exec?command=id&stdout=true`, method: "POST" }],
  ["attach", { path: `${POD}/attach?stdout=true`, method: "POST" }],
  ["port-forward", { path: `${POD}/portforward?ports=80`, method: "POST" }],
  ["the API server's proxy", { path: `${POD}/proxy/` }],
];
const CLAIMS: readonly (readonly [
  name: string,
  claims: Readonly<Record<string, unknown>>,
  words: string | undefined,
])[] = [
  ["the department of the namespace and a ticket", { department: "production", change_ticket: "CHG-4711" }, undefined],
  ["another department", { department: "research", change_ticket: "CHG-4711" }, OTHER_DEPARTMENT],
  ["no department", { change_ticket: "CHG-4711" }, OTHER_DEPARTMENT],
  ["no ticket", { department: "production" }, NO_TICKET],
  ["neither", {}, NO_TICKET],
];

/** Somebody with these claims, who enters a pod; and what they must be told, where it is refused. */
export interface EnteringCase {
  readonly name: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly act: Act;
  readonly words: string | undefined;
}

export const ENTERING_CASES: readonly EnteringCase[] = CLAIMS.flatMap(([who, claims, words]) =>
  WAYS.map(([way, act]) => ({ name: `${who}: a pod entered by ${way}`, claims, act, words })),
);

/** What each is told, with the policy on attributes and without it. */
export interface Entering {
  /** Before anything is taken out: no role gives it. */
  readonly byRole: readonly ApiAnswer[];
  readonly withPolicy: readonly ApiAnswer[];
  readonly withoutPolicy: readonly ApiAnswer[];
}

/**
 * No persona enters pods, and a policy of every cluster refuses whoever is given the right: both are taken out first, so that the
 * attributes alone decide. All is put back.
 */
export async function tryEntering(plant: Plant): Promise<Entering> {
  const holder: Holder = { name: "own:release", subject: { kind: "Group", name: "oidc:release" }, credential: {} };
  const layers = [
    rights([
      { apiGroups: [""], resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["create"] },
      { apiGroups: [""], resources: ["pods/proxy"], verbs: ["get"] },
    ]),
    policy("no-entering-pods"),
  ];
  const attributes = policy("people-have-attributes");
  // Others may have taken it out before.
  await attributes.inForce?.();
  const byRole = ENTERING_CASES.map((each) => tryOne(plant, each));
  for (const layer of layers) await layer.lift(plant, [holder]);
  try {
    const [good] = ENTERING_CASES;
    // The server takes a second to see what was taken out.
    for (let tries = 0; good !== undefined && !arrived(tryOne(plant, good)) && tries < 40; tries += 1)
      await setTimeout(250);
    const withPolicy = ENTERING_CASES.map((each) => tryOne(plant, each));
    await attributes.lift(plant, []);
    try {
      const [last] = ENTERING_CASES.slice(-1);
      for (let tries = 0; last !== undefined && !arrived(tryOne(plant, last)) && tries < 40; tries += 1)
        await setTimeout(250);
      return { byRole, withPolicy, withoutPolicy: ENTERING_CASES.map((each) => tryOne(plant, each)) };
    } finally {
      await attributes.restore(plant);
    }
  } finally {
    for (const layer of layers) await layer.restore(plant);
  }
}

function tryOne(plant: Plant, { claims, act }: EnteringCase): ApiAnswer {
  return plant.ask({
    ...act,
    token: plant.issuer.token({ sub: "rita", groups: ["release"], amr: ["mfa"], ...claims }),
  });
}
