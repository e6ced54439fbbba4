// What cdk8s.yaml runs.
import { runProgram } from "portcullis";

void runProgram(async () => {
  const { manifests } = await import("./manifests");
  manifests().synth();
});
