// What cdktf.json runs. The fleet is imported inside, so that a wrong description ends in words too.
import { runProgram } from "portcullis";

void runProgram(async () => {
  const { infrastructure } = await import("./infrastructure");
  infrastructure().synth();
});
