import { keyPolicy } from "../../../../lib/constructs/aws/decisions/key-policy";
import { nodeImage } from "../../../../lib/constructs/aws/decisions/node-image";

describe("the image of nodes", () => {
  test.each([
    ["al2023", ["m7i.large", "m6a.large"], "AL2023_x86_64_STANDARD"],
    ["al2023", ["m7g.large"], "AL2023_ARM_64_STANDARD"],
    ["bottlerocket", ["c7i.large"], "BOTTLEROCKET_x86_64"],
    ["bottlerocket", ["a1.large", "t4g.small"], "BOTTLEROCKET_ARM_64"],
  ] as const)("of %s on %s is %s", (os, types, image) => expect(nodeImage(os, types)).toBe(image));

  test.each<[string, readonly string[], RegExp]>([
    ["no instance type", [], /no instance type/],
    ["two architectures", ["m7g.large", "m7i.large"], /different architectures/],
    ["accelerators", ["g5.xlarge"], /g5\.xlarge is no instance type/],
    ["a name that is none", ["large"], /large is no instance type/],
  ])("refuses %s", (_what, types, message) => expect(() => nodeImage("al2023", types)).toThrow(message));
});

describe("the policy of a key for machine disks", () => {
  const owner = { accountId: "111122223333", partition: "aws-us-gov", dnsSuffix: "amazonaws.com" };

  test("lets nobody but Auto Scaling's own role of this account use it beside the account's policies", () => {
    const [account, ...others] = keyPolicy(owner, { machineDisks: true });
    expect(account).toEqual(keyPolicy(owner)[0]);
    expect(others).toHaveLength(2);
    for (const { Principal, Condition } of others) {
      expect(Principal).toEqual({ AWS: "*" });
      expect(Condition?.ArnEquals).toEqual({
        "aws:PrincipalArn":
          "arn:aws-us-gov:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      });
    }
  });

  test("lends it to disks alone", () => {
    const grant = keyPolicy(owner, { machineDisks: true }).find(({ Action }) => Action === "kms:CreateGrant");
    expect(grant?.Condition?.Bool).toEqual({ "kms:GrantIsForAWSResource": "true" });
  });

  test("says nothing of machines for any other key", () => {
    expect(keyPolicy(owner)).toHaveLength(1);
  });
});
