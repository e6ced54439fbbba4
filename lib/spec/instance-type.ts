/** The processors that managed nodes run on. */
export type Architecture = "x86_64" | "arm64";

const SIZE = "(?:nano|micro|small|medium|large|xlarge|[1-9][0-9]{0,2}xlarge|metal|metal-[1-9][0-9]{0,2}xl)";
const TYPE = new RegExp(
  `^([a-z]{1,3})([1-9][0-9]?)([a-z]{0,4})(?:-(?:flex|b[1-9]|[1-9][0-9]{0,2}tb[1-9]?))?\\.${SIZE}$`,
);

/** Families with graphics processors, accelerators or FPGAs, and machines of another operating system. */
const ACCELERATED = ["dl", "f", "g", "inf", "mac", "p", "trn", "vt"];

/** Whether a text is spelt as an instance type is: a family with its generation, and a size. */
export function isInstanceType(text: string): boolean {
  return TYPE.test(text);
}

/** Whether the ordinary images lack what a type is there for. */
export function isAccelerated(type: string): boolean {
  return ACCELERATED.includes(TYPE.exec(type)?.[1] ?? "");
}

/**
 * The architecture of an instance type. AWS marks its own arm64 processors by a `g` behind the generation, with the first
 * of them, `a1`, as the exception.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(type: string): Architecture {
  const [, family, generation, attributes = ""] = TYPE.exec(type) ?? [];
  return attributes.startsWith("g") || `${family}${generation}` === "a1" ? "arm64" : "x86_64";
}
