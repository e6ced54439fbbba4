import { join } from "node:path";
import { programPath } from "../conformance/programs";
import { ATTACKS } from "./attacks";
import { isShown, writeEvidence } from "./attacks/evidence";
import { type Shown, tryAll } from "./attacks/run";
import { FORGED_TOKENS, tryForged } from "./attacks/oidc";
import { type Outage, withoutIssuer } from "./attacks/outage";
import type { ApiAnswer } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { Plant } from "./laboratory/plant";

const program = (name: string) => {
  const path = programPath(name);
  if (path === undefined) throw new Error(`${name} is not there: npm run prove builds it`);
  return path;
};

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

let shown: readonly Shown[];
let forged: readonly ApiAnswer[];
let outage: Outage;

beforeAll(async () => {
  const plant = await Plant.start({
    kubeadm: program("kubeadm"),
    "kube-apiserver": program("kube-apiserver"),
    etcd: program("etcd"),
  });
  try {
    shown = await tryAll(plant, ATTACKS);
    forged = tryForged(plant);
    outage = await withoutIssuer(plant);
    const versions = plant.versions();
    writeEvidence(PROOF, { cluster: "plant-berlin", versions, differences: DIFFERENCES, shown });
  } finally {
    await plant.remove();
  }
}, 600_000);

describe("the data-center cluster, started from its written files, refuses", () => {
  test.each(ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
    const each = shown[index] as Shown;
    if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
  });
});

describe("its API server, by itself, refuses", () => {
  // The good token of the same claims is answered: that is the legitimate twin of every attack by token above.
  test.each(FORGED_TOKENS.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
    expect(forged[index]).toMatchObject({ status: 401, message: "Unauthorized" });
  });
});

describe("the same cluster, while the issuer of tokens is gone,", () => {
  test("answers nobody by token who was answered before", () => {
    expect(outage.before.status).toBe(200);
    expect(outage.token).toMatchObject({ status: 401, message: "Unauthorized" });
  });

  test("lets the second method in, and says so in the record", () => {
    expect(outage.certificate.status).toBe(200);
    expect(outage.event).toMatchObject({
      user: { username: "recoverer", groups: expect.arrayContaining(["cert:plant-recovery"]) },
      responseStatus: { code: 200 },
    });
  });

  test("gives the second method no secrets", () => {
    expect(outage.beyond).toMatchObject({
      status: 403,
      message: expect.stringContaining('cannot list resource "secrets"'),
    });
  });
});
