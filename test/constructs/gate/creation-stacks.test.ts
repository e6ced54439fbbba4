import { Lazy, Token, Tokenization } from "cdktf";
import { withOwnTokens, withoutCreationStacks } from "../../../lib/constructs/gate/cdktf-internals";

/** What cdktf would say of where a token was made. */
function madeAt(): readonly string[] {
  return (Lazy.anyValue({ produce: () => "x" }) as unknown as { creationStack: readonly string[] }).creationStack;
}

const ours = ["a construct of portcullis, which keeps no creation stacks"];

test("tokens of our own constructs say that they keep no stack", () => {
  expect(withoutCreationStacks(madeAt)).toEqual(ours);
});

test("tokens of the program around keep theirs, also after something failed", () => {
  expect(madeAt()).not.toEqual(ours);
  expect(() =>
    withoutCreationStacks(() => {
      throw new Error("broken");
    }),
  ).toThrow("broken");
  expect(madeAt()).not.toEqual(ours);
});

test("tokens of a fleet's cluster go away with it, and those of the program stay", () => {
  const token = () => Token.asString({ resolve: () => "x", creationStack: [], toString: () => "x" });
  const outside = token();
  const inside = withOwnTokens(token);
  expect(Tokenization.reverseString(outside).tokens.length).toBe(1);
  expect(() => Tokenization.reverseString(inside)).toThrow(/Token/);
});
