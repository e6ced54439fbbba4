// What cdktf.json runs.
import { runProgram } from "portcullis";

void runProgram(async () => {
  const { infrastructure } = await import("./infrastructure");
  infrastructure().synth();
});
