import { eventually } from "../laboratory/eventually";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { LaboratoryAccount } from "../laboratory/service-account";
import { type Attack, allowed, request, type Seen, type Weakening } from "./attack";
import { API_SERVER_POD } from "./files";

const secretsOf = ({ tenant }: LaboratoryCluster) => `/api/v1/namespaces/${tenant}/secrets`;
/** Whoever has proven who they are may ask it, without any role. */
const WHO_AM_I = {
  path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
  method: "POST",
  body: { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" },
} as const;

const NO_LOOKUP: Weakening = {
  name: "the API server does not look whether an account is still there",
  edits: [{ file: API_SERVER_POD, from: "--service-account-lookup=true", to: "--service-account-lookup=false" }],
};

const TOKENS_IN_SECRETS: Weakening = {
  name: "tokens in Secrets are reported and not refused",
  edits: [],
  manifests: [{ kind: "ValidatingAdmissionPolicyBinding", name: "no-token-secrets", from: "    - Deny\n", to: "" }],
};

const GUARDS_MAY_GO: Weakening = {
  name: "the deletion of a tenant's guards is reported and not refused",
  edits: [],
  manifests: [{ kind: "ValidatingAdmissionPolicyBinding", name: "guards-stay", from: "    - Deny\n", to: "" }],
};

/** A token without end of an account that was deleted, which somebody has once read from a Secret. */
function tokenOfDeletedAccount(plant: LaboratoryCluster): Seen {
  const account = LaboratoryAccount.make(plant);
  const token = account.tokenOfSecret(`${account.name}-token`);
  account.remove();
  return request((each: LaboratoryCluster) => each.ask({ ...WHO_AM_I, token }), {
    status: 401,
    message: "Unauthorized",
  })(plant);
}

const boundToken = (plant: LaboratoryCluster): Seen => {
  const account = LaboratoryAccount.make(plant);
  try {
    return allowed((each: LaboratoryCluster) => each.ask({ ...WHO_AM_I, token: account.token() }))(plant);
  } finally {
    account.remove();
  }
};

/** Has the controller manager fill a Secret with a token without end, and uses it. */
async function tokenInSecret(plant: LaboratoryCluster): Promise<Seen> {
  const account = LaboratoryAccount.make(plant);
  const body = {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/service-account-token",
    metadata: { name: account.name, annotations: { "kubernetes.io/service-account.name": account.name } },
  };
  try {
    const made = plant.asAdministrator({ path: secretsOf(plant), method: "POST", body });
    if (made.status !== 201)
      return request<LaboratoryCluster>(() => made, {
        status: 403,
        message: "tokens of service accounts are not kept in Secrets",
      })(plant);
    const filled = await eventually(
      () => plant.asAdministrator({ path: `${secretsOf(plant)}/${account.name}` }),
      (answer) => answer.body.includes('"token"'),
    );
    const { data } = JSON.parse(filled.body) as { readonly data?: { readonly token?: string } };
    const token = Buffer.from(data?.token ?? "", "base64").toString();
    return allowed((each: LaboratoryCluster) => each.ask({ ...WHO_AM_I, token }))(plant);
  } finally {
    plant.asAdministrator({ path: `${secretsOf(plant)}/${account.name}`, method: "DELETE" });
    account.remove();
  }
}

function ordinarySecret(plant: LaboratoryCluster): Seen {
  const body = { apiVersion: "v1", kind: "Secret", metadata: { name: "ordinary" }, stringData: { text: "text" } };
  const seen = allowed((each: LaboratoryCluster) =>
    each.asAdministrator({ path: secretsOf(plant), method: "POST", body }),
  )(plant);
  plant.asAdministrator({ path: `${secretsOf(plant)}/ordinary`, method: "DELETE" });
  return seen;
}

/** A tenant to whom somebody has given the built-in role `admin`, which deletes network policies. */
async function deletesDefaultDeny(plant: LaboratoryCluster): Promise<Seen> {
  const account = LaboratoryAccount.make(plant);
  account.bind("admin");
  const path = `/apis/networking.k8s.io/v1/namespaces/${plant.tenant}/networkpolicies/default-deny`;
  const token = account.token();
  await eventually(
    () => plant.ask({ path, token }),
    ({ status }) => status === 200,
  );
  const seen = request((each: LaboratoryCluster) => each.ask({ path, method: "DELETE", token }), {
    status: 403,
    message: "the quota, the default limits and the default deny of a tenant stay",
  })(plant);
  // Without it no pod is admitted to the namespace, and others still want to try something there.
  if (seen.got) plant.apply([plant.manifestText("NetworkPolicy", "default-deny")]);
  return seen;
}

/** The platform team deletes the tenant: the namespace controller takes its guards away, and all of it is gone. */
async function deletesTenant(plant: LaboratoryCluster): Promise<Seen> {
  const path = `/api/v1/namespaces/${plant.tenant}`;
  const asked = plant.asAdministrator({ path, method: "DELETE" });
  const gone = await eventually(
    () => plant.asAdministrator({ path }),
    ({ status }) => status === 404,
    60,
  );
  plant.apply(plant.manifests);
  return {
    saw: `${asked.status}, then ${gone.status}: the namespace with its guards is gone`,
    got: asked.status === 200 && gone.status === 404,
  };
}

export const SERVICE_ACCOUNT_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "a token without end whose account is gone",
    attack: tokenOfDeletedAccount,
    legitimate: boundToken,
    weakening: NO_LOOKUP,
  },
  {
    name: "a token without end that is to be kept in a Secret, even to an administrator",
    attack: tokenInSecret,
    legitimate: ordinarySecret,
    weakening: TOKENS_IN_SECRETS,
  },
  {
    name: "a tenant with the role admin that takes off its default deny",
    attack: deletesDefaultDeny,
    legitimate: deletesTenant,
    weakening: GUARDS_MAY_GO,
  },
];

/** A bound token that was good, and is not any more. No line of ours makes it so, and none can be taken out. */
export interface Died {
  readonly before: Seen;
  readonly after: Seen;
}

export const BOUND_TOKENS: readonly {
  readonly name: string;
  readonly die: (plant: LaboratoryCluster) => Promise<Died>;
}[] = [
  {
    name: "a bound token whose account is gone",
    die: async (plant) => {
      const account = LaboratoryAccount.make(plant);
      return dies(plant, account.token(), () => account.remove());
    },
  },
  {
    name: "a token bound to a pod that is gone, while its account is there",
    die: async (plant) => {
      const account = LaboratoryAccount.make(plant);
      const token = account.token(account.makePod("laboratory"));
      try {
        return await dies(plant, token, () => account.deletePod("laboratory"));
      } finally {
        account.remove();
      }
    },
  },
];

/** The API server remembers for ten seconds whom it has believed. */
const REMEMBERED = 15;

async function dies(plant: LaboratoryCluster, token: string, end: () => void): Promise<Died> {
  const use = request((each: LaboratoryCluster) => each.ask({ ...WHO_AM_I, token }), {
    status: 401,
    message: "Unauthorized",
  });
  const before = use(plant);
  end();
  return {
    before,
    after: await eventually(
      () => use(plant),
      (seen) => !seen.got,
      REMEMBERED,
    ),
  };
}
