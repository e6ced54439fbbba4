import { InvalidInput } from "../../../spec/invalid-input";

const ALLOWED = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/**
 * Refuses a text that Amazon EC2 does not take as the description of a security group or of one of its rules, before an
 * apply fails on it halfway.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 */
export function ruleDescription(text: string): string {
  if (!ALLOWED.test(text)) {
    throw new InvalidInput(
      `${JSON.stringify(text)} cannot stand in a security group: write 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*`,
    );
  }
  return text;
}
