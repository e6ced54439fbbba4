import { setTimeout } from "node:timers/promises";
import type { ApiAnswer } from "../laboratory/api-client";
import { clientCertificate } from "../laboratory/client-certificate";
import type { Plant } from "../laboratory/plant";
import { TENANT } from "./places";
import { type Act, patch, post } from "./escalation";
import type { Credential } from "./holders";
import { nextAttempt } from "./escalations/attempts";
import { VICTIM } from "./escalations/objects";
import { policy } from "./layers";

/** Somebody with these claims beside a good login, who does one thing; and what they must be told. */
export interface AttributeCase {
  readonly name: string;
  /** Claims of a member of the group `release`, which may write ConfigMaps of the tenant. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Another way to log in. */
  readonly by?: "certificate of recovery" | "service account";
  readonly act: Act;
  readonly status: number;
  /** What the refusal says. */
  readonly words?: string;
}

const GOOD = { department: "production", change_ticket: "CHG-4711" };
const CONFIG_MAPS = `/api/v1/namespaces/${TENANT}/configmaps`;
export const OTHER_DEPARTMENT =
  "people who write here must have the same as the labels of the namespace: attributes.portcullis.dev/department";
export const NO_TICKET = "people who write here must have: attributes.portcullis.dev/ticket";

export const SETTINGS = "laboratory-attributes";
const write = (): Act => patch(`${CONFIG_MAPS}/${SETTINGS}`, { data: { attempt: `${nextAttempt()}` } });
const READ: Act = { path: `${CONFIG_MAPS}/${SETTINGS}` };
const delivery = (name: string) =>
  post(CONFIG_MAPS, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `laboratory-${name}` } });

/** Claims, what somebody does, and what they are told: the table that the documentation shows. */
export const ATTRIBUTE_CASES: readonly AttributeCase[] = [
  { name: "the department of the namespace and a ticket: a change", claims: GOOD, act: write(), status: 200 },
  { name: "the same: something new", claims: GOOD, act: delivery("new"), status: 201 },
  {
    name: "two departments, one of them the namespace's",
    claims: { ...GOOD, department: ["research", "production"] },
    act: write(),
    status: 200,
  },
  {
    name: "another department",
    claims: { ...GOOD, department: "research" },
    act: write(),
    status: 403,
    words: OTHER_DEPARTMENT,
  },
  {
    name: "a department that begins like the namespace's",
    claims: { ...GOOD, department: "production-of-others" },
    act: write(),
    status: 403,
    words: OTHER_DEPARTMENT,
  },
  { name: "no department", claims: { change_ticket: "CHG-4711" }, act: write(), status: 403, words: OTHER_DEPARTMENT },
  {
    name: "an empty list of departments",
    claims: { ...GOOD, department: [] },
    act: write(),
    status: 403,
    words: OTHER_DEPARTMENT,
  },
  { name: "no ticket", claims: { department: "production" }, act: write(), status: 403, words: NO_TICKET },
  { name: "an empty ticket", claims: { ...GOOD, change_ticket: "" }, act: write(), status: 403, words: NO_TICKET },
  { name: "neither: something new", claims: {}, act: delivery("neither"), status: 403, words: NO_TICKET },
  {
    name: "neither: a deletion",
    claims: {},
    act: { path: `${CONFIG_MAPS}/${SETTINGS}`, method: "DELETE" },
    status: 403,
    words: NO_TICKET,
  },
  { name: "a department that is a number: no login", claims: { ...GOOD, department: 7 }, act: READ, status: 401 },
  { name: "neither: a read, which admission does not see", claims: {}, act: READ, status: 200 },
  {
    name: "a certificate of recovery, which carries no claims: a pod deleted",
    by: "certificate of recovery",
    act: { path: `/api/v1/namespaces/${TENANT}/pods/${VICTIM}?dryRun=All`, method: "DELETE" },
    status: 200,
  },
  {
    name: "a program: a lease of its own",
    by: "service account",
    act: post(`/apis/coordination.k8s.io/v1/namespaces/${TENANT}/leases`, {
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: { name: "laboratory-lease" },
    }),
    status: 201,
  },
];

/** What the server tells each. */
export function tryAttributes(plant: Plant, program: Credential): readonly ApiAnswer[] {
  return ATTRIBUTE_CASES.map((each) => tryAttribute(plant, each, program));
}

/** The same of those that the policy refuses, once it judges nothing: what each is told then. */
export async function withoutThePolicy(plant: Plant, program: Credential): Promise<readonly ApiAnswer[]> {
  const layer = policy("people-have-attributes");
  await layer.lift(plant, []);
  try {
    const answers = [];
    for (const each of REFUSED_BY_POLICY) answers.push(await untilNotRefused(() => tryAttribute(plant, each, program)));
    return answers;
  } finally {
    await layer.restore(plant);
  }
}

/** Cases that the policy refuses, the deletion last: it takes away what the others change. */
export const REFUSED_BY_POLICY = ATTRIBUTE_CASES.filter(({ words }) => words !== undefined);

/** The server takes a second to see that a policy is gone. */
async function untilNotRefused(ask: () => ApiAnswer): Promise<ApiAnswer> {
  for (let tries = 0; ; tries += 1) {
    const answer = ask();
    if (answer.status !== 403 || tries > 20) return answer;
    await setTimeout(250);
  }
}

function tryAttribute(plant: Plant, { claims, by, act }: AttributeCase, program: Credential): ApiAnswer {
  switch (by) {
    case "certificate of recovery":
      return plant.ask({ ...act, certificate: clientCertificate(plant, "cert:attributes", ["cert:plant-recovery"]) });
    case "service account":
      return plant.ask({ ...act, ...program });
    default:
      return plant.ask({
        ...act,
        token: plant.issuer.token({ sub: "rita", groups: ["release"], amr: ["mfa"], ...claims }),
      });
  }
}
