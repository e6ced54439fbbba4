import { architectureOf, isAccelerated, isInstanceType } from "../../lib/spec/instance-type";

describe("instance types", () => {
  test.each([
    "m7g.large",
    "c7gn.16xlarge",
    "t4g.micro",
    "im4gn.large",
    "is4gen.xlarge",
    "r8gd.metal-24xl",
    "x2gd.medium",
    "a1.large",
  ])("%s runs on arm64", (type) => {
    expect(isInstanceType(type)).toBe(true);
    expect(architectureOf(type)).toBe("arm64");
  });

  test.each([
    "m7i.large",
    "m7i-flex.large",
    "m7a.xlarge",
    "c5.metal",
    "t3.nano",
    "i3en.24xlarge",
    "x2iedn.large",
    "z1d.large",
    "u7i-12tb.224xlarge",
  ])("%s runs on x86_64", (type) => {
    expect(isInstanceType(type)).toBe(true);
    expect(architectureOf(type)).toBe("x86_64");
  });

  test.each([
    "p5.48xlarge",
    "g5.xlarge",
    "g5g.xlarge",
    "inf2.xlarge",
    "trn1.2xlarge",
    "dl1.24xlarge",
    "f2.6xlarge",
    "vt1.3xlarge",
    "mac2.metal",
  ])("%s needs another image", (type) => {
    expect(isInstanceType(type)).toBe(true);
    expect(isAccelerated(type)).toBe(true);
  });

  test.each([
    "",
    "m7g",
    "m7g.",
    ".large",
    "M7G.large",
    "m7g.large ",
    "m7g.0xlarge",
    "m.large",
    "7g.large",
    "m7g.large\n",
  ])("refuses to take %j for one", (text) => expect(isInstanceType(text)).toBe(false));
});
