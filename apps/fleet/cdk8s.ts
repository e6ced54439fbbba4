// What cdk8s.yaml runs. The fleet is imported inside, so that a wrong description ends in words too.
import { runProgram } from "portcullis";

void runProgram(async () => {
  const { manifests } = await import("./manifests");
  for (const app of manifests()) app.synth();
});
