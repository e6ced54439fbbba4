import { fc, runs } from "../property";
import {
  acr,
  amr,
  type DataCenterClusterInput,
  defineCluster,
  entra,
  keycloak,
  type MfaProofInput,
  oidc,
} from "portcullis";
import { provesSecondFactor } from "../../lib/guardrails/criteria/claim-rules";
import { mfaClaimRule } from "../../lib/pillars/authentication/mfa-claim-rules";
import { plantInput } from "../example-clusters";

/** Every name that RFC 8176 and its registry have, and some that providers send. */
const NAMES = [
  ...[
    "face",
    "fpt",
    "geo",
    "hwk",
    "iris",
    "kba",
    "mca",
    "mfa",
    "otp",
    "pin",
    "pop",
    "pwd",
    "rba",
    "retina",
    "sc",
    "sms",
  ],
  ...["swk", "tel", "user", "vbm", "wia", "fido", "ngcmfa", "rsa", "anything", "MFA", "mfa ", ""],
];

function isAccepted(mfa: MfaProofInput): boolean {
  const input: DataCenterClusterInput = plantInput();
  const methods = input.authentication.methods.map((method) =>
    method.method === "oidc" ? oidc({ ...method, mfa }) : method,
  );
  try {
    defineCluster({ ...input, authentication: { methods } });
    return true;
  } catch {
    return false;
  }
}

describe("a second factor, to the description and to the gate", () => {
  test.each(NAMES)("is the same for amr %j", (name) => {
    const mfa = amr(name);
    expect(provesSecondFactor(mfaClaimRule(mfa).expression)).toBe(isAccepted(mfa));
  });

  test("is what these names of amr prove, and no others", () => {
    expect(NAMES.filter((name) => isAccepted(amr(name)))).toEqual(["hwk", "mfa", "pop", "sc", "swk", "fido"]);
  });

  test.each(["c0", "c1", "c9", "c10", "c99", "c100", "C1", "1", "mfa", ""])("is the same for acrs %j", (context) => {
    const mfa = entra(context);
    expect(provesSecondFactor(mfaClaimRule(mfa).expression)).toBe(isAccepted(mfa));
  });

  test.each(["2", "mfa", "gold"])("is the same for Keycloak's level %j", (level) => {
    expect(isAccepted(keycloak(level))).toBe(true);
    expect(provesSecondFactor(mfaClaimRule(keycloak(level)).expression)).toBe(true);
  });

  test("refuses what Keycloak says of a password, to the description", () => {
    expect(isAccepted(keycloak("1"))).toBe(false);
  });

  test("is whatever acr a description may name", () => {
    const value = fc.oneof(fc.constantFrom("0", "1", " ", "urn:example:mfa", "phr"), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (values) => {
        const mfa = acr(...values);
        return !isAccepted(mfa) || provesSecondFactor(mfaClaimRule(mfa).expression);
      }),
      { numRuns: runs(60) },
    );
  });
});
