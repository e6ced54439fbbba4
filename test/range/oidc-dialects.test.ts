import { certificateGroup, type DataCenterClusterSpec, type KubernetesVersion, oidc, oidcGroup } from "../../lib";
import { plantCluster, plantInput } from "../plant-cluster";
import { join } from "node:path";
import { DIALECTS, prefixOf, titleOf } from "./attacks/dialects";
import { isShown, writeEvidence } from "./attacks/evidence";
import {
  FORGED_PROVIDER_TOKENS,
  goodClaims,
  LOGIN_WITHIN_HOURS,
  NAMESPACES,
  PLATFORM,
  providerAttacks,
} from "./attacks/provider-tokens";
import { type Shown, tryAll } from "./attacks/run";
import type { ApiAnswer } from "./laboratory/api-client";
import { DIFFERENCES } from "./laboratory/control-plane";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { Plant } from "./laboratory/plant";
import { apiServerPrograms } from "./laboratory/programs";
import { Providers } from "./laboratory/providers";

/** The plant with a provider for each dialect, each of which names one group of operators. */
function plantOfDialects(kubernetesVersion: KubernetesVersion): DataCenterClusterSpec {
  const { methods } = plantInput().authentication;
  return plantCluster({
    kubernetesVersion,
    authentication: {
      methods: [
        ...DIALECTS.map(({ name, issuer, mfa }) =>
          oidc({
            ...(name === "" ? {} : { name }),
            issuer,
            clientId: "kubernetes",
            mfa,
            loginWithinHours: LOGIN_WITHIN_HOURS,
          }),
        ),
        ...methods.filter(({ method }) => method === "client-certificate"),
      ],
    },
    access: [
      ...DIALECTS.map(({ name }) => ({
        who: name === "" ? oidcGroup(PLATFORM) : oidcGroup(PLATFORM, name),
        persona: "operator" as const,
      })),
      { who: certificateGroup("plant-recovery"), persona: "recovery" },
    ],
  });
}

/** Where the evidence goes; git ignores it. */
const PROOF = join(__dirname, "..", "..", "proof");

const providers = new Providers(DIALECTS);
const ATTACKS = providerAttacks(providers);
const FORGED = DIALECTS.flatMap((dialect) => FORGED_PROVIDER_TOKENS.map((forged) => ({ dialect, forged })));

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let shown: readonly Shown[];
  let forged: readonly ApiAnswer[];
  let themselves: readonly ApiAnswer[];

  beforeAll(async () => {
    const plant = await Plant.start(apiServerPrograms(version), plantOfDialects(version));
    try {
      await providers.start(plant);
      shown = await tryAll(plant, ATTACKS);
      themselves = DIALECTS.map((dialect) =>
        plant.ask({
          path: "/apis/authentication.k8s.io/v1/selfsubjectreviews",
          method: "POST",
          body: { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" },
          token: providers.of(dialect.name).token(goodClaims(dialect)),
        }),
      );
      forged = FORGED.map(({ dialect, forged: { token } }) => {
        const another = DIALECTS.find(({ name }) => name !== dialect.name)?.name ?? "";
        return plant.ask({
          path: NAMESPACES,
          token: token(providers.of(dialect.name), goodClaims(dialect), providers.of(another)),
        });
      });
      writeEvidence(PROOF, {
        cluster: `plant-berlin-dialects-${version}`,
        versions: plant.versions(),
        differences: DIFFERENCES,
        shown,
      });
    } finally {
      await providers.stop();
      await plant.remove();
    }
  }, 600_000);

  describe("a cluster with a provider of every dialect refuses", () => {
    test.each(ATTACKS.map((attack, index) => [attack.name, index] as const))("%s", (_, index) => {
      const each = shown[index] as Shown;
      if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
    });
  });

  describe("its API server, by itself, refuses", () => {
    // The good token of each provider is answered: that is the legitimate twin of every attack above.
    test.each(
      FORGED.map(
        ({ dialect, forged: { name } }, index) => [`a token of ${titleOf(dialect)} that ${name}`, index] as const,
      ),
    )("%s", (_, index) => {
      expect(forged[index]).toMatchObject({ status: 401, message: "Unauthorized" });
    });
  });

  describe("whoever logs in with a second factor", () => {
    test.each(DIALECTS.map((dialect, index) => [titleOf(dialect), dialect, index] as const))(
      "by %s is named with its prefix, and so are all groups",
      (_, dialect, index) => {
        const { status } = JSON.parse(themselves[index]?.body ?? "{}");
        expect(status.userInfo).toMatchObject({
          username: `${prefixOf(dialect)}alice`,
          groups: [`${prefixOf(dialect)}${PLATFORM}`, "system:authenticated"],
        });
      },
    );
  });
});
