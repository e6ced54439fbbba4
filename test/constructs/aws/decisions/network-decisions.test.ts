import { anyCharacter, fc } from "../../../property";
import { addressPart, cidrAddressPart } from "../../../../lib/constructs/aws/decisions/address-part";
import { cidrBlock } from "../../../../lib/constructs/aws/decisions/cidr-block";
import { endpointPolicy } from "../../../../lib/constructs/aws/decisions/endpoint-policy";
import { endpointServiceName, PRIVATE_CLUSTER_ENDPOINTS } from "../../../../lib/constructs/aws/decisions/endpoint-set";
import { logRetention } from "../../../../lib/constructs/aws/decisions/log-retention";
import { ruleDescription } from "../../../../lib/constructs/aws/decisions/rule-description";
import { subnetCut } from "../../../../lib/constructs/aws/decisions/subnet-cut";

/** What cdktf leaves of a construct id in a Terraform address. */
const asCdktfKeepsIt = (id: string): string => id.replace(/[^A-Za-z0-9_-]/g, "");

describe("the subnet cut", () => {
  const region = "eu-central-1";
  const zone = (letter: string) => `${region}${letter}`;

  test("cuts a /16 into eight /19, one for each zone letter", () => {
    expect(subnetCut("10.20.0.0/16", region, [..."abcdefgh"].map(zone)).map(({ cidr }) => cidr)).toEqual([
      "10.20.0.0/19",
      "10.20.32.0/19",
      "10.20.64.0/19",
      "10.20.96.0/19",
      "10.20.128.0/19",
      "10.20.160.0/19",
      "10.20.192.0/19",
      "10.20.224.0/19",
    ]);
  });

  test("cuts a /19 in the upper half of the address space without a sign error", () => {
    expect(subnetCut("192.168.224.0/19", region, [zone("a"), zone("h")])).toEqual([
      { zone: zone("a"), cidr: "192.168.224.0/22" },
      { zone: zone("h"), cidr: "192.168.252.0/22" },
    ]);
  });

  test("moves no subnet when zones are added, removed or reordered", () => {
    const all = new Map(
      subnetCut("10.20.0.0/16", region, [..."abcdefgh"].map(zone)).map((cut) => [cut.zone, cut.cidr]),
    );
    const zones = fc.shuffledSubarray([..."abcdefgh"].map(zone), { minLength: 2 });
    fc.assert(
      fc.property(zones, (some) => {
        const cut = subnetCut("10.20.0.0/16", region, some);
        expect(cut.map((one) => one.zone)).toEqual([...some].sort());
        for (const one of cut) expect(one.cidr).toBe(all.get(one.zone));
      }),
    );
  });

  test.each([
    ["an IPv6 range", "fd00::/48", [zone("a"), zone("b")], /IPv4, \/16 to \/19/],
    ["a range too small for nodes and pods", "10.0.0.0/20", [zone("a"), zone("b")], /\/16 to \/19/],
    ["a range with host bits", "10.0.1.0/16", [zone("a"), zone("b")], /did you mean 10\.0\.0\.0\/16/],
    ["one zone", "10.0.0.0/16", [zone("a")], /two zones or more/],
    ["a zone named twice", "10.0.0.0/16", [zone("a"), zone("a")], /named twice/],
    ["a zone of another region", "10.0.0.0/16", [zone("a"), "eu-west-1a"], /eu-west-1a is not a zone of eu-central-1/],
    ["a local zone, whose letter collides", "10.0.0.0/16", [zone("a"), "eu-central-1-ham-1a"], /not a zone/],
    ["a letter without a place", "10.0.0.0/16", [zone("a"), zone("i")], /letter from a to h/],
  ])("refuses %s", (_what, cidr, zones, message) => {
    expect(() => subnetCut(cidr, region, zones)).toThrow(message);
  });
});

describe("a CIDR block", () => {
  test.each(["10.8.0.0/16", "0.0.0.0/0", "fd00:8::/32", "::/0"])("reads %s", (text) => {
    expect(cidrBlock(text).canonical).toBe(text);
  });

  test.each([
    "",
    "10.8/16",
    "10.8.0.0",
    "010.8.0.0/16",
    "10.8.0.0/33",
    "10.8.0.0/016",
    "10.8.0.1/16",
    "1.2.3.4/0",
    "FD00::/32",
    "fd00:0::/32",
    "fd00::1/64",
    "fd00::%eth0/64",
    "$" + "{TfToken[TOKEN.1]}",
    "10.8.0.0/16\n",
  ])("refuses %j", (text) => {
    expect(() => cidrBlock(text)).toThrow();
  });
});

describe("addresses", () => {
  test.each([
    ["1.0.0.0/16", "10.0.0.0/16"],
    ["1.23.0.0/16", "12.3.0.0/16"],
    ["10.1.0.0/16", "101.0.0.0/16"],
    ["10.0.0.0/11", "10.0.0.1/32"],
    ["fd00:1::/32", "fd00::/32"],
    ["fd00:12::/32", "fd00:1:2::/48"],
  ])("never make one address of %s and %s", (one, other) => {
    expect(asCdktfKeepsIt(cidrAddressPart(one))).not.toBe(asCdktfKeepsIt(cidrAddressPart(other)));
  });

  test("keep every CIDR block apart", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const block = fc.tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 })).map(([a, b, c, d, prefix]) => {
      const keep = (value: number, index: number) =>
        value & (0xff00 >> Math.max(0, Math.min(8, prefix - 8 * index))) & 0xff;
      return `${[a, b, c, d].map(keep).join(".")}/${prefix}`;
    });
    fc.assert(
      fc.property(block, block, (one, other) => {
        const same = asCdktfKeepsIt(cidrAddressPart(one)) === asCdktfKeepsIt(cidrAddressPart(other));
        expect(same).toBe(one === other);
      }),
    );
  });

  test("keep every text apart, also in what cdktf leaves of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.string({ unit: anyCharacter }), (one, other) => {
        expect(asCdktfKeepsIt(addressPart(one)) === asCdktfKeepsIt(addressPart(other))).toBe(one === other);
      }),
    );
    expect(asCdktfKeepsIt(addressPart("role/a.b"))).not.toBe(asCdktfKeepsIt(addressPart("role/ab")));
    expect(asCdktfKeepsIt(addressPart("a_2e_b"))).not.toBe(asCdktfKeepsIt(addressPart("a.b")));
  });
});

describe("the endpoint set", () => {
  test("has a reason that can stand in a tag for every service, and each service once", () => {
    for (const { why } of PRIVATE_CLUSTER_ENDPOINTS) expect(why).toMatch(/^[\w .,:'-]{10,200}$/);
    expect(new Set(PRIVATE_CLUSTER_ENDPOINTS.map(({ service }) => service.replace(".", "-"))).size).toBe(
      PRIVATE_CLUSTER_ENDPOINTS.length,
    );
  });

  test("refuses a region of China, whose endpoints have other names", () => {
    expect(() => endpointServiceName("cn-north-1", "ec2")).toThrow(/cn-north-1/);
  });

  const owner = { accountId: "111122223333", partition: "aws", region: "eu-central-1" };

  test.each(PRIVATE_CLUSTER_ENDPOINTS.map(({ service }) => service))(
    "lets nobody of another account do anything at %s",
    (service) => {
      for (const statement of endpointPolicy(service, owner)) {
        const ownAccountOnly = statement.Condition?.StringEquals?.["aws:PrincipalAccount"] === owner.accountId;
        const narrow =
          typeof statement.Action === "string" && !statement.Action.includes("*") && statement.Resource !== "*";
        expect(ownAccountOnly || narrow).toBe(true);
      }
    },
  );

  test("lets image layers through the gateway to S3: read, and out of the one bucket of the region", () => {
    expect(endpointPolicy("s3", owner)).toContainEqual({
      Sid: "ImageLayers",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
    });
  });

  test("lets service accounts, which have no account yet, take on roles of the own account only", () => {
    expect(endpointPolicy("sts", owner)[1]?.Resource).toBe("arn:aws:iam::111122223333:role/*");
  });
});

describe("log retention", () => {
  test.each([
    [1, 1],
    [365, 365],
    [366, 400],
    [400, 400],
    [401, 545],
    [1097, 1827],
    [3653, 3653],
  ])("keeps what is asked for %i days for %i days", (asked, kept) => {
    expect(logRetention(asked)).toBe(kept);
  });

  test.each([0, -1, 3654, 365.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %p days", (days) => {
    expect(() => logRetention(days)).toThrow(/1 to 3653 whole days/);
  });
});

describe("a rule's description", () => {
  test.each(["", "the VPC's own range", "naïve", "two\nlines", "a".repeat(256), 'a "quote"', "50%", "a < b"])(
    "refuses %j",
    (text) => {
      expect(() => ruleDescription(text)).toThrow(/cannot stand in a security group/);
    },
  );

  test("takes every character that EC2 takes", () => {
    expect(ruleDescription("corporate VPN ._-:/()#,@[]+=&;{}!$*")).toContain("VPN");
  });
});
